extension Schema {
    /// The keys that this database was used with: their numbers, and what tells them from all others.
    static let version8 = """
        CREATE TABLE keys (
            id INTEGER PRIMARY KEY,
            fingerprint BLOB NOT NULL
        ) STRICT;
        """
}
