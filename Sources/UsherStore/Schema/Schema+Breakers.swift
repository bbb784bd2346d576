extension Schema {
    /// Version 3: what the breakers count of each campaign's marketing. The first messages of a campaign that has sent
    /// many are over.
    static let breakers = """
        CREATE TABLE sending_days (
            -- A campaign's messages of one day of the sender's, from begins on: how many the relay accepted, how many
            -- were refused, and returned after that, because the address does not work, and how many somebody
            -- complained about.
            campaign INTEGER NOT NULL REFERENCES campaigns (id),
            begins INTEGER NOT NULL,
            day TEXT NOT NULL,
            accepted INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            returned INTEGER NOT NULL DEFAULT 0,
            complained INTEGER NOT NULL DEFAULT 0,
            warned_at INTEGER,
            PRIMARY KEY (campaign, begins)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sending_days_warned ON sending_days (warned_at) WHERE warned_at IS NOT NULL;

        CREATE TABLE beginnings (
            -- The same of a campaign's first messages, since begins, until they were enough; attempts is how many
            -- answers of the relay the campaign had before.
            campaign INTEGER PRIMARY KEY REFERENCES campaigns (id),
            begins INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            accepted INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            returned INTEGER NOT NULL DEFAULT 0,
            full_at INTEGER
        ) STRICT;
        INSERT INTO beginnings (campaign, begins, full_at)
            SELECT campaign, 0, 0 FROM attempts WHERE step = 0 AND campaign > 0 AND count >= 500;
        """
}
