import UsherCore

extension SQLiteStore {
    package func past(of contact: ContactID) throws(StoreError) -> ContactPast {
        try ask { (transaction) throws(StoreError) in
            let messages = try transaction.query("SELECT id, pruned FROM enrollments WHERE contact = ? AND pruned > 0")
                .all(contact) { (row) -> (EnrollmentID, Int) in (row.id("id"), row.int("pruned")) }
            let notices = try transaction.query("SELECT notices FROM past_mail WHERE contact = ?")
                .first(contact) { $0.int("notices") }
            let deeds = try transaction.query(
                "SELECT name, count, first_at, last_at FROM past_deeds WHERE contact = ? ORDER BY first_at, first_event"
            ).all(contact) { row in
                ContactPast.Deed(
                    event: row.text("name"), count: row.int("count"), firstAt: row.time("first_at"),
                    lastAt: row.time("last_at"))
            }
            return ContactPast(
                messages: Dictionary(messages) { first, _ in first }, notices: notices ?? 0, deeds: deeds)
        }
    }
}
