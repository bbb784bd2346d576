extension Recount {
    /// One campaign works on a person at a time, and who waits for another one's end is not forgotten.
    mutating func turns() throws {
        for row in try books.rows(
            """
            SELECT e.contact, count(*) FROM enrollments e JOIN campaigns c ON c.id = e.campaign
            WHERE e.state = 'active' AND c.name <> 'notebook' GROUP BY 1 HAVING count(*) > 1
            """)
        {
            say("\(row[1] ?? "") campaigns have contact \(row[0] ?? "") at once")
        }
        for row in try books.rows(
            """
            SELECT e.contact, c.name FROM enrollments e JOIN campaigns c ON c.id = e.campaign
            WHERE e.state = 'waiting' AND e.contact NOT IN (SELECT contact FROM turns) AND NOT EXISTS (
                SELECT 1 FROM enrollments o JOIN campaigns p ON p.id = o.campaign
                WHERE o.contact = e.contact AND o.state = 'active' AND p.name <> 'notebook')
            """)
        {
            say("contact \(row[0] ?? "") waits for \(row[1] ?? ""), which nobody looks at any more")
        }
    }

    /// What was counted of sign-ups in spans that are over is forgotten at the next sign-up. None waits for more than
    /// ten days and an hour of the next one.
    mutating func slots() throws {
        guard witness.wasSetAt.isEmpty else { return }
        let over = try books.rows(
            "SELECT max(ends_at) - min(ends_at) FROM confirmation_slots WHERE budget = 'all' AND ends_at < CAST(? AS INTEGER)",
            ["\(now)"])
        guard let days = over.first?.first?.flatMap({ Int64($0) }), days > 11 * Story.day + 3_600_000 else { return }
        say("sign-ups are counted yet of hours that were over \(days / Story.day) days before the last one")
    }
}
