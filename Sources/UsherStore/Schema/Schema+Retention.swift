extension Schema {
    /// Version 4: what stays of rows that were let go of, so that every count and every decision is as before; and
    /// indexes by which old rows are found, and those that refer to them.
    static let retention = """
        -- How many of its messages were let go of; NULL while all are there.
        ALTER TABLE enrollments ADD COLUMN pruned INTEGER;
        CREATE INDEX enrollments_over ON enrollments (ended_at, id) WHERE ended_at IS NOT NULL AND pruned IS NULL;
        CREATE INDEX enrollments_begun_by ON enrollments (begun_by) WHERE begun_by IS NOT NULL;
        CREATE INDEX deliveries_notice_settled ON deliveries (settled_at, id)
            WHERE notice IS NOT NULL AND settled_at IS NOT NULL;
        DROP INDEX transitions_event;
        CREATE INDEX transitions_event ON transitions (event) WHERE event IS NOT NULL;
        CREATE INDEX referrals_event ON referrals (event);
        CREATE INDEX earnings_event ON earnings (event);
        CREATE INDEX earnings_revoked_by ON earnings (revoked_by) WHERE revoked_by IS NOT NULL;

        CREATE TABLE carried (
            -- A count of one UTC day of rows that are gone, as it would be counted from them; with an empty day, how many
            -- messages of a step ended in each state. Campaign and step 0 are none.
            day TEXT NOT NULL,
            what TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            step INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, what, campaign, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE past_steps (
            -- When a relay last accepted one of a step's messages that are gone; 0 is notices.
            step INTEGER NOT NULL,
            kind TEXT NOT NULL,
            settled_at INTEGER NOT NULL,
            PRIMARY KEY (step, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE past_mail (
            -- A person's messages that are gone: how many notices, and when the last one was accepted that did not come
            -- back.
            contact INTEGER PRIMARY KEY REFERENCES contacts (id),
            notices INTEGER NOT NULL,
            sent_at INTEGER,
            settled_at INTEGER
        ) STRICT;

        CREATE TABLE past_deeds (
            -- What a person did and is gone, by the event's name: how often, when first and last.
            contact INTEGER NOT NULL REFERENCES contacts (id),
            name TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            first_event INTEGER NOT NULL,
            PRIMARY KEY (contact, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE past_keys (
            -- The name and key of an event or a notice that is gone, as a keyed hash, by which it is known again: with the
            -- number that it had, and for an event a keyed hash of its data.
            digest BLOB NOT NULL PRIMARY KEY,
            contact INTEGER NOT NULL REFERENCES contacts (id),
            number INTEGER NOT NULL,
            data BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX past_keys_contact ON past_keys (contact);
        """
}
