extension Schema {
    /// Version 5: indexes by which the messages are found that a relay answered for now, and those that it took,
    /// however much another relay took.
    static let answers = """
        CREATE INDEX deliveries_tried ON deliveries (first_attempt_at) WHERE state = 'open' AND attempts > 0;
        CREATE INDEX deliveries_taken ON deliveries (kind, settled_at, step) WHERE state = 'sent';
        """
}
