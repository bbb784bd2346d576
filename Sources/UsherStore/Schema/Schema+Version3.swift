extension Schema {
    /// Why the word about marketing counts that a contact's row repeats; NULL is the operator's word, which all were before.
    static let version3 = """
        ALTER TABLE contacts ADD COLUMN marketing_basis TEXT;
        """
}
