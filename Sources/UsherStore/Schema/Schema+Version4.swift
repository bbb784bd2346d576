extension Schema {
    /// What came through links: by people, and by programs that look at links before anybody reads them.
    static let version4 = """
        CREATE TABLE clicks (
            delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            who TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (delivery, number, who)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE visits ADD COLUMN scanners INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE introductions (
            promoter INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
            day TEXT NOT NULL,
            count INTEGER NOT NULL,
            scanners INTEGER NOT NULL,
            PRIMARY KEY (promoter, day)
        ) STRICT, WITHOUT ROWID;
        """
}
