extension Schema {
    /// The journey: what people did, where they stand, what moved them, and the counts of it.
    static let version2 = """
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            "key" TEXT NOT NULL,
            contact INTEGER NOT NULL REFERENCES contacts (id),
            at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            value INTEGER,
            currency TEXT,
            product TEXT,
            data TEXT,
            UNIQUE (name, "key"),
            CHECK ((value IS NULL) = (currency IS NULL))
        ) STRICT;
        CREATE INDEX events_contact ON events (contact, name, product, at);

        CREATE TABLE transitions (
            id INTEGER PRIMARY KEY,
            contact INTEGER NOT NULL REFERENCES contacts (id),
            from_stage TEXT,
            to_stage TEXT NOT NULL,
            at INTEGER NOT NULL,
            cause TEXT NOT NULL,
            event INTEGER REFERENCES events (id),
            enrollment INTEGER REFERENCES enrollments (id),
            campaign INTEGER REFERENCES campaigns (id),
            promoter INTEGER REFERENCES contacts (id),
            words TEXT,
            CONSTRAINT a_cause_names_what_claims_it CHECK (
                (cause = 'run') = (enrollment IS NOT NULL)
                AND (cause IN ('run', 'link')) = (campaign IS NOT NULL)
                AND (cause = 'code') = (promoter IS NOT NULL)
                AND (cause IN ('stated', 'accident')) = (words IS NOT NULL))
        ) STRICT;
        CREATE INDEX transitions_contact ON transitions (contact);

        CREATE INDEX contacts_stage ON contacts (stage, address_key) WHERE stage IS NOT NULL;

        ALTER TABLE enrollments ADD COLUMN started_at INTEGER;
        ALTER TABLE enrollments ADD COLUMN held_out INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE enrollments ADD COLUMN ended_by INTEGER REFERENCES events (id);
        UPDATE enrollments SET started_at = entered_at;
        CREATE INDEX enrollments_waiting ON enrollments (contact) WHERE state = 'waiting';

        CREATE TABLE turns (
            look_at INTEGER NOT NULL,
            contact INTEGER NOT NULL UNIQUE REFERENCES contacts (id),
            PRIMARY KEY (look_at, contact)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tags (
            contact INTEGER NOT NULL REFERENCES contacts (id),
            tag TEXT NOT NULL,
            PRIMARY KEY (contact, tag)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE codes (
            contact INTEGER PRIMARY KEY REFERENCES contacts (id),
            code TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE referrals (
            friend INTEGER PRIMARY KEY REFERENCES contacts (id),
            promoter INTEGER NOT NULL REFERENCES contacts (id),
            event INTEGER NOT NULL REFERENCES events (id)
        ) STRICT;
        CREATE INDEX referrals_promoter ON referrals (promoter);

        CREATE TABLE earnings (
            id INTEGER PRIMARY KEY,
            promoter INTEGER NOT NULL REFERENCES contacts (id),
            friend INTEGER NOT NULL REFERENCES contacts (id),
            event INTEGER NOT NULL REFERENCES events (id),
            rule TEXT NOT NULL,
            amount INTEGER NOT NULL,
            currency TEXT NOT NULL,
            earned_at INTEGER NOT NULL,
            payable_at INTEGER NOT NULL,
            revoked_by INTEGER REFERENCES events (id),
            revoked_because TEXT,
            CHECK ((revoked_by IS NULL) = (revoked_because IS NULL))
        ) STRICT;
        CREATE INDEX earnings_friend ON earnings (friend);

        CREATE TABLE visits (
            campaign INTEGER NOT NULL REFERENCES campaigns (id),
            day TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (campaign, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE arrows (
            day TEXT NOT NULL,
            from_stage TEXT NOT NULL,
            to_stage TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            kind TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, from_stage, to_stage, campaign, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE stays (
            day TEXT NOT NULL,
            stage TEXT NOT NULL,
            bucket INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, stage, bucket)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE takings (
            day TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            currency TEXT NOT NULL,
            value INTEGER NOT NULL,
            PRIMARY KEY (day, campaign, currency)
        ) STRICT, WITHOUT ROWID;
        """
}
