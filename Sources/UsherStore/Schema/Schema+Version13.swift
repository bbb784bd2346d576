extension Schema {
    /// Erasing is a job that is written down, and everything that looks people up sees the living alone. What stands in place of an erased person's
    /// address and keys is something that nobody can sign up, import or tell: an address without `@`, a key with a control character.
    /// `numbered` is for counts of the past: who was erased stays a number in them.
    static let version13 = """
        CREATE TABLE erasures (
            id INTEGER PRIMARY KEY,
            contact INTEGER REFERENCES contacts (id),
            address_hash BLOB NOT NULL,
            address TEXT,
            reach TEXT NOT NULL,
            asked_at INTEGER NOT NULL,
            is_clean INTEGER NOT NULL DEFAULT 0,
            done_at INTEGER,
            heir INTEGER REFERENCES contacts (id)
        ) STRICT;
        CREATE INDEX erasures_open ON erasures (id) WHERE done_at IS NULL;
        CREATE INDEX erasures_contact ON erasures (contact);
        CREATE INDEX erasures_address ON erasures (address_hash);
        CREATE INDEX suppressions_erased ON suppressions (address_hash) WHERE reason = 'erased' AND lifts IS NULL;

        UPDATE contacts SET address = 'erased ' || id, address_key = 'erased ' || id WHERE erased_at IS NOT NULL;
        UPDATE events SET "key" = 'erased' || char(31) || id
            WHERE contact IN (SELECT id FROM contacts WHERE erased_at IS NOT NULL);
        UPDATE enrollments SET "key" = 'erased' || char(31) || id
            WHERE "key" <> '' AND contact IN (SELECT id FROM contacts WHERE erased_at IS NOT NULL);
        UPDATE deliveries SET notice_key = 'erased' || char(31) || id
            WHERE notice IS NOT NULL AND contact IN (SELECT id FROM contacts WHERE erased_at IS NOT NULL);

        CREATE VIEW living AS SELECT * FROM contacts WHERE erased_at IS NULL;
        CREATE VIEW numbered AS SELECT id, created_at, erased_at FROM contacts;
        """
}
