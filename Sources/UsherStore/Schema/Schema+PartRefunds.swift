extension Schema {
    /// Version 6: refunds of a part.
    static let partRefunds = """
        CREATE TABLE part_refunds (
            -- How much of a purchase's money a refund gave back that left the purchase, in its currency. A refund of the
            -- rest is the purchase's taken_back_by.
            refund INTEGER NOT NULL REFERENCES events (id),
            purchase INTEGER NOT NULL REFERENCES events (id),
            value INTEGER NOT NULL,
            PRIMARY KEY (refund, purchase)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX part_refunds_purchase ON part_refunds (purchase);
        """
}
