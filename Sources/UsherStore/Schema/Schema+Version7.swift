extension Schema {
    /// Purchases that were given back: the refund's number. What a campaign has of an event's money is found by the event.
    static let version7 = """
        ALTER TABLE events ADD COLUMN taken_back_by INTEGER;
        CREATE INDEX transitions_event ON transitions (event) WHERE campaign IS NOT NULL;
        CREATE INDEX enrollments_ended_by ON enrollments (ended_by) WHERE ended_by IS NOT NULL;
        """
}
