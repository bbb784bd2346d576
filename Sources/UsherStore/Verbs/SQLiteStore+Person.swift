import UsherCore

extension SQLiteStore: PersonStore {
    package func contact(_ id: ContactID) throws(StoreError) -> Contact? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                "SELECT \(ResultRow.contactColumns) FROM contacts c WHERE c.id = ? AND c.erased_at IS NULL"
            )
            .first(id) { (row) throws(StoreError) in try row.contact(0) }
        }
    }
}
