import UsherCore

extension SQLiteStore: PersonStore {
    package func contact(_ id: ContactID) throws(StoreError) -> Contact? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                "SELECT \(ResultRow.contactColumns) FROM living c WHERE c.id = ?"
            )
            .first(id) { (row) throws(StoreError) in try row.contact(0) }
        }
    }
}
