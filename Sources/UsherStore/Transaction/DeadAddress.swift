import UsherCore

/// An address that does not work, inside one transaction: nothing goes there any more, whoever said so.
struct DeadAddress {
    private let transaction: Transaction
    private let suppressions: SuppressionRows
    private let enrollments: EnrollmentRows

    init(_ transaction: Transaction, _ suppressions: SuppressionRows, _ enrollments: EnrollmentRows) {
        self.transaction = transaction
        self.suppressions = suppressions
        self.enrollments = enrollments
    }

    func suppress(_ contact: ContactID, by: String) throws(StoreError) {
        let key: AddressKey? = try transaction.query("SELECT address_key FROM living WHERE id = ?")
            .first(contact) { row in AddressKey(stored: row.text("address_key")) }
        // Nobody mails who was erased meanwhile.
        guard let key else { return }
        _ = try suppressions.add(
            key, contact: contact, scope: .everything, reason: .bounced, until: nil, by: by, note: nil)
        _ = try enrollments.endAll(of: contact, reason: .suppressed, closing: .withheld, because: .bounced)
    }
}
