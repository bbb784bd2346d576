extension Schema {
    /// Version 2: mail that came back, and when each message was accepted, whatever came back since.
    static let returns = """
        ALTER TABLE deliveries ADD COLUMN sent_at INTEGER;
        UPDATE deliveries SET sent_at = settled_at WHERE state = 'sent';
        CREATE TABLE returned (
            -- A mail that came back, and what it had an effect on. Those that had none stay for a time.
            id INTEGER PRIMARY KEY,
            mail_key BLOB NOT NULL UNIQUE,
            received_at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            effect TEXT NOT NULL,
            delivery INTEGER REFERENCES deliveries (id) ON DELETE CASCADE,
            contact INTEGER REFERENCES contacts (id),
            domain TEXT,
            status TEXT,
            said TEXT NOT NULL,
            summary TEXT NOT NULL,
            file TEXT
        ) STRICT;
        CREATE INDEX returned_delivery ON returned (delivery) WHERE delivery IS NOT NULL;
        CREATE INDEX returned_contact ON returned (contact) WHERE contact IS NOT NULL;
        CREATE INDEX returned_idle ON returned (id) WHERE effect IN ('none', 'undone');
        CREATE INDEX returned_unmatched ON returned (id) WHERE contact IS NULL;
        CREATE INDEX returned_counted ON returned (received_at) WHERE effect NOT IN ('none', 'undone');
        """
}
