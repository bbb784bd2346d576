extension Schema {
    /// Messages, and where each of them waits.
    static let mail = """
        CREATE TABLE deliveries (
            -- A message, ever: a step of an enrollment, or a notice. Its state does not repeat where an open one is. The first
            -- claim writes its revision and inputs, and every attempt is made from these. advanced: the enrollment has gone on
            -- from here. in_doubt: an attempt ended without a record of the relay's answer. reason is a code, and
            -- reason_data what belongs to it, in JSON.
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
            reason_data TEXT,
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
        CREATE INDEX deliveries_revision ON deliveries (revision) WHERE revision IS NOT NULL;

        CREATE TABLE queue (
            -- An open delivery that waits, in order of due time.
            due_at INTEGER NOT NULL,
            delivery INTEGER NOT NULL UNIQUE REFERENCES deliveries (id),
            PRIMARY KEY (due_at, delivery)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE claims (
            -- An open delivery that a daemon has; nobody gets two marketing e-mails at once.
            delivery INTEGER PRIMARY KEY REFERENCES deliveries (id),
            contact INTEGER NOT NULL REFERENCES contacts (id),
            kind TEXT NOT NULL,
            owner TEXT NOT NULL,
            claimed_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX claims_marketing ON claims (contact) WHERE kind = 'marketing';

        CREATE TABLE pauses (
            -- The relay, a campaign or a domain that nothing is sent for. One with an end lapses by itself.
            scope TEXT NOT NULL,
            subject TEXT NOT NULL,
            reason TEXT NOT NULL,
            reason_data TEXT,
            since INTEGER NOT NULL,
            ends_at INTEGER,
            PRIMARY KEY (scope, subject)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE parked (
            -- An open delivery that came due under a pause.
            scope TEXT NOT NULL,
            subject TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            delivery INTEGER NOT NULL UNIQUE REFERENCES deliveries (id),
            PRIMARY KEY (scope, subject, due_at, delivery),
            FOREIGN KEY (scope, subject) REFERENCES pauses (scope, subject)
        ) STRICT, WITHOUT ROWID;
        """
}
