extension Schema {
    /// The tables of what relays refused for good, and what that was found to be about.
    static let refusals = """
        CREATE TABLE attempts (
            -- How many answers of the relay a step, a campaign (step 0) and all of them (campaign 0) had.
            campaign INTEGER NOT NULL,
            step INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (campaign, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE refusals (
            -- A delivery that was refused for good or blocked, the last time; and which attempt of all, of its campaign
            -- and of its step it was.
            delivery INTEGER PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
            contact INTEGER NOT NULL REFERENCES contacts (id),
            campaign INTEGER NOT NULL,
            step INTEGER NOT NULL,
            words TEXT NOT NULL,
            weight TEXT NOT NULL,
            claimed_at INTEGER NOT NULL,
            refused_at INTEGER NOT NULL,
            number INTEGER NOT NULL,
            number_of_campaign INTEGER NOT NULL,
            number_of_step INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX refusals_words ON refusals (words, refused_at);
        CREATE INDEX refusals_number ON refusals (number);
        CREATE INDEX refusals_contact ON refusals (contact);
        CREATE INDEX refusals_plain ON refusals (campaign, number_of_campaign) WHERE weight = 'plain';

        CREATE TABLE mistakes (
            -- What refusals turned out to be about: the sender (campaign 0; with * in whatever words), one step, or with
            -- empty words a bad list: then number_of_campaign is that of the bounce that was too many.
            id INTEGER PRIMARY KEY,
            words TEXT NOT NULL,
            campaign INTEGER NOT NULL,
            step INTEGER NOT NULL,
            found_at INTEGER NOT NULL,
            number INTEGER NOT NULL,
            number_of_campaign INTEGER NOT NULL,
            number_of_step INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX mistakes_words ON mistakes (words, id);
        """
}
