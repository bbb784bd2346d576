extension Schema {
    /// The tables of who is known, what they agreed to, and who must not be mailed.
    static let people = """
        CREATE TABLE contacts (
            -- A person. What was said last about marketing is repeated from the ledger. One who was erased is only a
            -- number: what stands in place of the address is nothing that anybody can sign up or import, for it has no
            -- @.
            id INTEGER PRIMARY KEY,
            address TEXT NOT NULL,
            address_key TEXT NOT NULL UNIQUE,
            name TEXT,
            attributes TEXT,
            zone TEXT,
            language TEXT,
            stage TEXT,
            marketing TEXT,
            marketing_basis TEXT,
            marketing_said_at INTEGER,
            last_marketing_at INTEGER,
            created_at INTEGER NOT NULL,
            erased_at INTEGER
        ) STRICT;
        CREATE INDEX contacts_stage ON contacts (stage, address_key) WHERE stage IS NOT NULL;
        CREATE INDEX contacts_created ON contacts (created_at);
        CREATE INDEX contacts_erased ON contacts (erased_at) WHERE erased_at IS NOT NULL;

        -- Whom everything sees that looks people up.
        CREATE VIEW living AS SELECT * FROM contacts WHERE erased_at IS NULL;
        -- For counts of the past: who was erased stays a number in them.
        CREATE VIEW numbered AS SELECT id, created_at, erased_at FROM contacts;

        CREATE TABLE tags (
            -- One tag of one person.
            contact INTEGER NOT NULL REFERENCES contacts (id),
            tag TEXT NOT NULL,
            PRIMARY KEY (contact, tag)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE consents (
            -- Something that a person said about being mailed. Rows are added and never changed.
            contact INTEGER NOT NULL REFERENCES contacts (id),
            entry INTEGER NOT NULL,
            kind TEXT NOT NULL,
            said TEXT NOT NULL,
            basis TEXT NOT NULL,
            wording TEXT,
            source TEXT NOT NULL,
            said_at INTEGER NOT NULL,
            network_hash BLOB,
            PRIMARY KEY (contact, entry)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE suppressions (
            -- An address that must not be mailed, known by its keyed hash so that this outlives an erasure; or the
            -- lifting of such a row. Rows are added and never changed. note is a code, and note_data what belongs to
            -- it, in JSON.
            id INTEGER PRIMARY KEY,
            address_hash BLOB NOT NULL,
            scope TEXT NOT NULL,
            campaign INTEGER REFERENCES campaigns (id),
            reason TEXT NOT NULL,
            ends_at INTEGER,
            said_at INTEGER NOT NULL,
            said_by TEXT NOT NULL,
            note TEXT,
            note_data TEXT,
            lifts INTEGER UNIQUE REFERENCES suppressions (id),
            CHECK ((scope = 'campaign') = (campaign IS NOT NULL))
        ) STRICT;
        CREATE INDEX suppressions_erased ON suppressions (address_hash) WHERE reason = 'erased' AND lifts IS NULL;

        CREATE TABLE suppressed (
            -- A suppression that is in force: small, and follows the ledger in the same transaction.
            suppression INTEGER PRIMARY KEY REFERENCES suppressions (id),
            address_hash BLOB NOT NULL,
            contact INTEGER REFERENCES contacts (id),
            scope TEXT NOT NULL,
            campaign INTEGER,
            ends_at INTEGER
        ) STRICT;
        CREATE INDEX suppressed_address ON suppressed (address_hash);
        CREATE INDEX suppressed_contact ON suppressed (contact);

        CREATE TABLE erasures (
            -- The erasing of a person: a job that is written down, and open until it is done. The address stands here
            -- only as long as it is looked for.
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
        """
}
