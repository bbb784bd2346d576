extension Schema {
    /// The tables of what people did, the enrollments that they are in, and what moved them.
    static let journey = """
        CREATE TABLE events (
            -- Something that a person did, once, however often it is told; and how it was told (told, link, promoter,
            -- by_code), so that it can be told once more after one that comes late. taken_back_by is the refund that
            -- took a purchase back.
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
            told TEXT NOT NULL,
            link TEXT,
            promoter INTEGER REFERENCES contacts (id),
            by_code INTEGER NOT NULL DEFAULT 0,
            taken_back_by INTEGER,
            UNIQUE (name, "key"),
            CHECK ((value IS NULL) = (currency IS NULL))
        ) STRICT;
        CREATE INDEX events_contact ON events (contact, name, product, at);

        CREATE TABLE enrollments (
            -- An enrollment: one person's way through one campaign (and key). It began with the event begun_by, which happened
            -- at since.
            id INTEGER PRIMARY KEY,
            contact INTEGER NOT NULL REFERENCES contacts (id),
            campaign INTEGER NOT NULL REFERENCES campaigns (id),
            "key" TEXT NOT NULL,
            state TEXT NOT NULL,
            end_reason TEXT,
            entered_at INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            last_step INTEGER REFERENCES steps (id),
            anchor_at INTEGER NOT NULL,
            data TEXT,
            held_out INTEGER NOT NULL DEFAULT 0,
            of_order INTEGER NOT NULL DEFAULT 0,
            begun_by INTEGER REFERENCES events (id),
            since INTEGER,
            ended_by INTEGER REFERENCES events (id),
            UNIQUE (contact, campaign, "key"),
            CHECK ((state = 'ended') = (end_reason IS NOT NULL))
        ) STRICT;
        CREATE INDEX enrollments_waiting ON enrollments (contact) WHERE state = 'waiting';
        CREATE INDEX enrollments_ended_by ON enrollments (ended_by) WHERE ended_by IS NOT NULL;

        CREATE TABLE turns (
            -- A person whose waiting enrollments are to be looked at, and when.
            look_at INTEGER NOT NULL,
            contact INTEGER NOT NULL UNIQUE REFERENCES contacts (id),
            PRIMARY KEY (look_at, contact)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE transitions (
            -- A change of stage, and what claims it: an enrollment, a campaign's link, a promoter's code, the operator, or
            -- nothing. cause is a code, and cause_data what belongs to it and has no column, in JSON.
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
            cause_data TEXT,
            CONSTRAINT a_cause_names_what_claims_it CHECK (
                (cause = 'enrollment') = (enrollment IS NOT NULL)
                AND (cause IN ('enrollment', 'link')) = (campaign IS NOT NULL)
                AND (cause = 'code') = (promoter IS NOT NULL)
                AND (cause_data IS NOT NULL OR cause <> 'stated' AND cause <> 'entered' AND cause <> 'accident'))
        ) STRICT;
        CREATE INDEX transitions_contact ON transitions (contact);
        CREATE INDEX transitions_event ON transitions (event) WHERE campaign IS NOT NULL;
        CREATE INDEX transitions_enrollment ON transitions (enrollment) WHERE enrollment IS NOT NULL;

        CREATE TABLE codes (
            -- A promoter's own code, for ever.
            contact INTEGER PRIMARY KEY REFERENCES contacts (id),
            code TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE referrals (
            -- Who brought a person, and with which event.
            friend INTEGER PRIMARY KEY REFERENCES contacts (id),
            promoter INTEGER NOT NULL REFERENCES contacts (id),
            event INTEGER NOT NULL REFERENCES events (id)
        ) STRICT;
        CREATE INDEX referrals_promoter ON referrals (promoter);

        CREATE TABLE earnings (
            -- What a promoter earned with one event of a friend; revoked_by is the refund that took it back.
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
        """
}
