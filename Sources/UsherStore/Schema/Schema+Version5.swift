extension Schema {
    /// Who may tell events over HTTP. Rows stay when a token is revoked: the list says what there was.
    static let version5 = """
        CREATE TABLE api_tokens (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            hash BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            revoked_at INTEGER,
            last_used_on TEXT
        ) STRICT;
        CREATE UNIQUE INDEX api_tokens_in_force ON api_tokens (name) WHERE revoked_at IS NULL;
        """
}
