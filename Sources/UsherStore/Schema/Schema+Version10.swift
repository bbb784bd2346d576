extension Schema {
    /// Runs that an order's event began: of those that go on, what is known of the event says it; its key is known only
    /// where each key is a run of its own. And which deliveries refer to a revision, so that one that nothing needs can
    /// go.
    static let version10 = """
        ALTER TABLE enrollments ADD COLUMN of_order INTEGER NOT NULL DEFAULT 0;
        UPDATE enrollments SET of_order = 1
        WHERE state <> 'ended' AND ("key" <> '' OR data LIKE '%"product":%' OR data LIKE '%"value":%'
            OR data LIKE '%"order":%');
        CREATE INDEX deliveries_revision ON deliveries (revision) WHERE revision IS NOT NULL;
        """
}
