extension Schema {
    /// Numbers for reports, kept in the transactions that make the facts.
    static let counts = """
        CREATE TABLE tallies (
            -- A total that is true now; campaign 0 is none.
            what TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (what, campaign)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE counters (
            -- A count of one UTC day; campaign and step 0 are none.
            day TEXT NOT NULL,
            what TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            step INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, what, campaign, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE arrows (
            -- How many moved from stage to stage on one UTC day, and what claims it.
            day TEXT NOT NULL,
            from_stage TEXT NOT NULL,
            to_stage TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            kind TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, from_stage, to_stage, campaign, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE stays (
            -- How long people had stayed at a stage that they left on one UTC day, in buckets.
            day TEXT NOT NULL,
            stage TEXT NOT NULL,
            bucket INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, stage, bucket)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE takings (
            -- What the goals of a campaign were worth on one UTC day, by currency.
            day TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            currency TEXT NOT NULL,
            value INTEGER NOT NULL,
            PRIMARY KEY (day, campaign, currency)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE visits (
            -- How often a campaign's link was followed on one UTC day, by people and by programs that look at links;
            -- nothing of a person.
            campaign INTEGER NOT NULL REFERENCES campaigns (id),
            day TEXT NOT NULL,
            count INTEGER NOT NULL,
            scanners INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (campaign, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE introductions (
            -- The same of a promoter's link.
            promoter INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
            day TEXT NOT NULL,
            count INTEGER NOT NULL,
            scanners INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (promoter, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE clicks (
            -- One link of one message, followed by one kind of visitor; number 0 is the call to action.
            delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            who TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (delivery, number, who)
        ) STRICT, WITHOUT ROWID;
        """
}
