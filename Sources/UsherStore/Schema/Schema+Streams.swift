extension Schema {
    /// Version 4: transactional mail may have a relay of its own. Its rows of the queue stand apart, so that whoever
    /// claims one stream never looks through the other's; and what a relay is judged by is counted for each.
    ///
    /// A stream is 0 for marketing and 1 for transactional mail, as the delivery's kind is. The attempts of
    /// transactional mail's own relay are those of campaign -1; its refusals have stream 1, and a mistake has the kind
    /// that its relay sends, NULL where that is everything.
    static let streams = """
        CREATE TABLE queue_of_streams (
            -- An open delivery that waits, in order of its stream and its due time.
            stream INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            delivery INTEGER NOT NULL UNIQUE REFERENCES deliveries (id),
            PRIMARY KEY (stream, due_at, delivery)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO queue_of_streams (stream, due_at, delivery)
            SELECT CASE d.kind WHEN 'transactional' THEN 1 ELSE 0 END, q.due_at, q.delivery
            FROM queue q JOIN deliveries d ON d.id = q.delivery;
        DROP TABLE queue;
        ALTER TABLE queue_of_streams RENAME TO queue;

        ALTER TABLE parked ADD COLUMN stream INTEGER NOT NULL DEFAULT 0;
        UPDATE parked SET stream = 1
            WHERE (SELECT d.kind FROM deliveries d WHERE d.id = parked.delivery) = 'transactional';
        CREATE INDEX parked_transactional ON parked (scope, due_at, delivery) WHERE stream = 1;

        ALTER TABLE refusals ADD COLUMN stream INTEGER NOT NULL DEFAULT 0;
        DROP INDEX refusals_words;
        DROP INDEX refusals_number;
        CREATE INDEX refusals_words ON refusals (words, stream, refused_at);
        CREATE INDEX refusals_number ON refusals (stream, number);
        ALTER TABLE mistakes ADD COLUMN kind TEXT;
        """
}
