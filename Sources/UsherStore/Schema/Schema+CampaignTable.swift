extension Schema {
    /// Version 5: by which message somebody said no; and indexes by which the messages of a step are found that wait or
    /// were sent in a period, and who entered a campaign in one.
    static let campaignTable = """
        CREATE TABLE unsubscribes (
            -- A message by which its reader said no, to all marketing or to its campaign.
            delivery INTEGER PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
            said_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO unsubscribes (delivery, said_at)
            SELECT delivery, min(received_at) FROM returned
            WHERE effect = 'unsubscribed' AND delivery IS NOT NULL GROUP BY delivery;
        CREATE INDEX deliveries_waiting ON deliveries (step, state) WHERE state = 'open' AND step IS NOT NULL;
        CREATE INDEX deliveries_sent ON deliveries (step, sent_at) WHERE sent_at IS NOT NULL;
        CREATE INDEX enrollments_entered ON enrollments (campaign, entered_at);
        """
}
