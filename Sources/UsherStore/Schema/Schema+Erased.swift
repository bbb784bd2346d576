extension Schema {
    /// Version 3: who was erased is found by an index of its own. SQLite takes `lifts IS NULL` for a search by the
    /// unique index of `lifts`, so every row of the ledger was looked at; the index and the questions do without it.
    static let erased = """
        DROP INDEX suppressions_erased;
        CREATE INDEX suppressions_erased ON suppressions (address_hash) WHERE reason = 'erased';
        """
}
