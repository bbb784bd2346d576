extension Schema {
    /// People who were erased: the row is only a number then.
    static let version6 = """
        ALTER TABLE contacts ADD COLUMN erased_at INTEGER;
        """
}
