/// Everything that is SQLite's own: its settings and its tables. Every other statement of this target is in the dialect
/// that SQLite and PostgreSQL share.
///
/// A migration never changes once it was released: databases out there have run it. `docs/store.md` says what the
/// tables mean.
enum Schema {
    /// `Ushr`, in the file's header: whose database this is.
    static let applicationID: Int64 = 0x5573_6872

    /// For the connection that writes. Its commits wait for the disk (FULL) and never for a checkpoint: those run on
    /// another connection.
    static let writerSettings = [
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA wal_autocheckpoint = 0",
        "PRAGMA cache_size = -4000",
        "PRAGMA temp_store = MEMORY",
    ]

    /// For a database that goes away with its process: what is committed need not survive anything.
    static let passingSettings = writerSettings.map {
        $0.hasPrefix("PRAGMA synchronous") ? "PRAGMA synchronous = OFF" : $0
    }

    /// For connections that only read, or only move the write-ahead log into the file.
    static let readerSettings = [
        "PRAGMA synchronous = FULL",
        "PRAGMA wal_autocheckpoint = 0",
    ]

    /// In order; the first makes version 1.
    static let migrations = [
        version1, version2, version3, version4, version5, version6, version7, version8,
        version9, version10, version11, version12, version13,
    ]

    private static let version1 = """
        CREATE TABLE identity (
            database_id TEXT NOT NULL PRIMARY KEY
        ) STRICT;

        CREATE TABLE campaigns (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE steps (
            id INTEGER PRIMARY KEY,
            campaign INTEGER NOT NULL REFERENCES campaigns (id),
            name TEXT NOT NULL,
            UNIQUE (campaign, name)
        ) STRICT;

        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            sources TEXT NOT NULL
        ) STRICT;

        CREATE TABLE contacts (
            id INTEGER PRIMARY KEY,
            address TEXT NOT NULL,
            address_key TEXT NOT NULL UNIQUE,
            name TEXT,
            attributes TEXT,
            zone TEXT,
            language TEXT,
            stage TEXT,
            marketing TEXT,
            marketing_said_at INTEGER,
            last_marketing_at INTEGER,
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE consents (
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
            id INTEGER PRIMARY KEY,
            address_hash BLOB NOT NULL,
            scope TEXT NOT NULL,
            campaign INTEGER REFERENCES campaigns (id),
            reason TEXT NOT NULL,
            ends_at INTEGER,
            said_at INTEGER NOT NULL,
            said_by TEXT NOT NULL,
            note TEXT,
            lifts INTEGER UNIQUE REFERENCES suppressions (id),
            CHECK ((scope = 'campaign') = (campaign IS NOT NULL))
        ) STRICT;

        CREATE TABLE suppressed (
            suppression INTEGER PRIMARY KEY REFERENCES suppressions (id),
            address_hash BLOB NOT NULL,
            contact INTEGER REFERENCES contacts (id),
            scope TEXT NOT NULL,
            campaign INTEGER,
            ends_at INTEGER
        ) STRICT;
        CREATE INDEX suppressed_address ON suppressed (address_hash);
        CREATE INDEX suppressed_contact ON suppressed (contact);

        CREATE TABLE enrollments (
            id INTEGER PRIMARY KEY,
            contact INTEGER NOT NULL REFERENCES contacts (id),
            campaign INTEGER NOT NULL REFERENCES campaigns (id),
            "key" TEXT NOT NULL,
            state TEXT NOT NULL,
            end_reason TEXT,
            entered_at INTEGER NOT NULL,
            ended_at INTEGER,
            last_step INTEGER REFERENCES steps (id),
            anchor_at INTEGER NOT NULL,
            data TEXT,
            UNIQUE (contact, campaign, "key"),
            CHECK ((state = 'ended') = (end_reason IS NOT NULL))
        ) STRICT;

        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY,
            contact INTEGER NOT NULL REFERENCES contacts (id),
            enrollment INTEGER REFERENCES enrollments (id),
            step INTEGER REFERENCES steps (id),
            notice TEXT,
            notice_key TEXT,
            kind TEXT NOT NULL,
            state TEXT NOT NULL,
            advanced INTEGER NOT NULL DEFAULT 0,
            attempts INTEGER NOT NULL DEFAULT 0,
            in_doubt INTEGER NOT NULL DEFAULT 0,
            anchor_at INTEGER,
            created_at INTEGER NOT NULL,
            first_attempt_at INTEGER,
            settled_at INTEGER,
            reply_code INTEGER,
            reply_status TEXT,
            reply_text TEXT,
            reason TEXT,
            revision INTEGER REFERENCES revisions (id),
            composed_at INTEGER,
            inputs TEXT,
            CONSTRAINT a_step_or_a_notice CHECK (
                (enrollment IS NULL) = (step IS NULL) AND (notice IS NULL) = (notice_key IS NULL)
                AND (enrollment IS NULL) <> (notice IS NULL)),
            CONSTRAINT a_composition_has_a_saved_revision CHECK (
                (revision IS NULL) = (composed_at IS NULL) AND (revision IS NULL) = (inputs IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX deliveries_step ON deliveries (enrollment, step) WHERE enrollment IS NOT NULL;
        CREATE UNIQUE INDEX deliveries_notice ON deliveries (notice, notice_key) WHERE notice IS NOT NULL;
        CREATE INDEX deliveries_notice_contact ON deliveries (contact) WHERE notice IS NOT NULL;
        CREATE INDEX deliveries_closed ON deliveries (state, settled_at) WHERE state <> 'open';
        CREATE INDEX deliveries_in_doubt ON deliveries (id) WHERE in_doubt = 1;

        CREATE TABLE queue (
            due_at INTEGER NOT NULL,
            delivery INTEGER NOT NULL UNIQUE REFERENCES deliveries (id),
            PRIMARY KEY (due_at, delivery)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE claims (
            delivery INTEGER PRIMARY KEY REFERENCES deliveries (id),
            contact INTEGER NOT NULL REFERENCES contacts (id),
            kind TEXT NOT NULL,
            owner TEXT NOT NULL,
            claimed_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX claims_marketing ON claims (contact) WHERE kind = 'marketing';

        CREATE TABLE pauses (
            scope TEXT NOT NULL,
            subject TEXT NOT NULL,
            reason TEXT NOT NULL,
            since INTEGER NOT NULL,
            ends_at INTEGER,
            PRIMARY KEY (scope, subject)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE parked (
            scope TEXT NOT NULL,
            subject TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            delivery INTEGER NOT NULL UNIQUE REFERENCES deliveries (id),
            PRIMARY KEY (scope, subject, due_at, delivery),
            FOREIGN KEY (scope, subject) REFERENCES pauses (scope, subject)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE counters (
            day TEXT NOT NULL,
            what TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            step INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, what, campaign, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tallies (
            what TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (what, campaign)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE notes (
            name TEXT NOT NULL PRIMARY KEY,
            text TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
