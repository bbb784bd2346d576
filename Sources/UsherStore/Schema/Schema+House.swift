extension Schema {
    /// The database itself, and what the daemon keeps for itself.
    static let house = """
        CREATE TABLE identity (
            -- The database: its random id, from which Message-IDs and tokens are derived.
            database_id TEXT NOT NULL PRIMARY KEY
        ) STRICT;

        CREATE TABLE keys (
            -- A key of keys.json that this database was used with: its number, and what tells it from all others.
            id INTEGER PRIMARY KEY,
            fingerprint BLOB NOT NULL
        ) STRICT;

        CREATE TABLE notes (
            -- One thing that the daemon remembers for itself.
            name TEXT NOT NULL PRIMARY KEY,
            text TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE api_tokens (
            -- A program that may tell something over HTTP. The row stays when the token is revoked: the list says what
            -- there was.
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            hash BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            revoked_at INTEGER,
            last_used_on TEXT,
            scopes TEXT NOT NULL,
            ends_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX api_tokens_in_force ON api_tokens (name) WHERE revoked_at IS NULL;

        CREATE TABLE confirmation_slots (
            -- How many confirmations of sign-ups went, or will go, in one span of one budget, by a keyed hash of what
            -- is counted.
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
