import UsherCore

extension SQLiteStore {
    package func addTags(_ tags: Set<String>, to contact: ContactID) throws(StoreError) {
        try write { (transaction) throws(StoreError) in
            let insert = try transaction.query(
                "INSERT INTO tags (contact, tag) SELECT id, ? FROM living WHERE id = ? ON CONFLICT DO NOTHING")
            for tag in tags { try insert.run(tag, contact) }
        }
    }

    package func removeTags(_ tags: Set<String>, from contact: ContactID) throws(StoreError) {
        try write { (transaction) throws(StoreError) in
            let delete = try transaction.query("DELETE FROM tags WHERE contact = ? AND tag = ?")
            for tag in tags { try delete.run(contact, tag) }
        }
    }

    package func contacts(_ filter: ContactFilter) throws(StoreError) -> [Contact] {
        let tagged = "EXISTS (SELECT 1 FROM tags g WHERE g.contact = c.id AND g.tag = ?)"
        let rest = "AND (? OR \(tagged)) ORDER BY c.address_key LIMIT ?"
        let after = filter.after?.text ?? ""
        return try ask { (transaction) throws(StoreError) in
            guard let stage = filter.stage else {
                return try transaction.query(
                    "SELECT \(ResultRow.contactColumns) FROM living c WHERE c.address_key > ? \(rest)"
                ).all(after, filter.tag == nil, filter.tag, filter.limit) { (row) throws(StoreError) in
                    try row.contact()
                }
            }
            return try transaction.query(
                """
                SELECT \(ResultRow.contactColumns) FROM living c WHERE c.stage = ? AND c.address_key > ? \(rest)
                """
            ).all(stage, after, filter.tag == nil, filter.tag, filter.limit) { (row) throws(StoreError) in
                try row.contact()
            }
        }
    }
}
