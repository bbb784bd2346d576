extension Schema {
    /// Version 7: what breakers count of each day has rows of transactional mail's own relay as well, where it has one.
    /// They are those of campaign -1, as its attempts are, so that the column names no campaign alone any more.
    static let breakerOfOrders = """
        CREATE TABLE days_of_breakers (
            -- The messages of one day of the sender's, from begins on, of a campaign's marketing or of all that goes
            -- through transactional mail's own relay: how many the relay accepted, how many were refused, and returned
            -- after that, because the address does not work, and how many somebody complained about.
            campaign INTEGER NOT NULL,
            begins INTEGER NOT NULL,
            day TEXT NOT NULL,
            accepted INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            returned INTEGER NOT NULL DEFAULT 0,
            complained INTEGER NOT NULL DEFAULT 0,
            warned_at INTEGER,
            PRIMARY KEY (campaign, begins)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO days_of_breakers (campaign, begins, day, accepted, refused, returned, complained, warned_at)
            SELECT campaign, begins, day, accepted, refused, returned, complained, warned_at FROM sending_days;
        DROP TABLE sending_days;
        ALTER TABLE days_of_breakers RENAME TO sending_days;
        CREATE INDEX sending_days_warned ON sending_days (warned_at) WHERE warned_at IS NOT NULL;
        """
}
