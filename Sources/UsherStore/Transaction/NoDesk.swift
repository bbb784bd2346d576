import UsherCore

/// Noes that somebody else's list tells, inside one transaction.
struct NoDesk {
    private let transaction: Transaction
    private let contacts: ContactRows
    private let enrollments: EnrollmentRows

    init(_ transaction: Transaction, _ contacts: ContactRows, _ enrollments: EnrollmentRows) {
        self.transaction = transaction
        self.contacts = contacts
        self.enrollments = enrollments
    }

    /// False where it changes nothing (`ToldNo.isKnown`). `by` is who tells it, for both ledgers; the one of consents
    /// has it where `isOwn`: the list says it of the person, and not the operator.
    func take(_ no: ToldNo, of key: AddressKey, by: String, isOwn: Bool) throws(StoreError) -> Bool {
        let known = try contacts.known(key)
        let suppressions = contacts.suppressions
        let octets = suppressions.hash(key).octets
        var standing = known?.standing ?? Standing()
        standing.suppressions = try suppressions.of(octets)
        guard !no.isKnown(standing) else { return false }
        let at = min(no.at ?? transaction.now, transaction.now)
        _ = try suppressions.add(
            octets, contact: known?.contact.id, scope: no.scope, reason: no.reason, until: nil, by: by, note: no.note,
            at: at)
        guard let contact = known?.contact.id else { return true }
        if isOwn, let said = no.said {
            try contacts.record(
                Consent(kind: .marketing, said: said, basis: "another tool's list", source: by, at: at), of: contact)
        }
        try enrollments.endAll(of: contact, by: no.scope, no.reason)
        return true
    }
}
