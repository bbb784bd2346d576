extension Schema {
    /// What each API token is for, and until when; how many confirmations of sign-ups went, or will go, in each span of time, by keyed hashes of
    /// what they are counted by.
    static let version12 = """
        ALTER TABLE api_tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT 'events,enrollments';
        ALTER TABLE api_tokens ADD COLUMN ends_at INTEGER;

        CREATE TABLE confirmation_slots (
            budget TEXT NOT NULL,
            "key" BLOB NOT NULL,
            slot INTEGER NOT NULL,
            count INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            PRIMARY KEY (budget, "key", slot)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX confirmation_slots_ends ON confirmation_slots (ends_at);
        """
}
