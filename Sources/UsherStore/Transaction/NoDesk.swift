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

    /// What taking it would do; changes nothing.
    func answer(_ request: NoRequest) throws(StoreError) -> ToldNo.Answer {
        try answer(request, of: try contacts.known(request.key))
    }

    /// Adds what `ToldNo.answer` says. `by` is who tells it, for both ledgers; that of consents has it where the list
    /// says it of the person, and not the operator.
    func take(_ request: NoRequest) throws(StoreError) -> ToldNo.Answer {
        let no = request.no
        let known = try contacts.known(request.key)
        let answer = try answer(request, of: known)
        guard answer == .added else { return answer }
        let at = no.moment(
            now: transaction.now, firstSignUp: no.mayBeSilence ? try firstSignUp(of: known?.contact.id) : nil)
        _ = try contacts.suppressions.add(
            request.key, contact: known?.contact.id, scope: no.scope, reason: no.reason, until: nil, by: request.by,
            note: no.note, at: at)
        guard let contact = known?.contact.id else { return .added }
        if request.by != Suppression.operatorsWord, let said = no.said {
            try contacts.record(
                Consent(kind: .marketing, said: said, basis: Consent.toldByList, source: request.by, at: at),
                of: contact)
        }
        try enrollments.endAll(of: contact, by: no.scope, no.reason)
        return .added
    }

    private func answer(_ request: NoRequest, of known: ContactRows.Known?) throws(StoreError) -> ToldNo.Answer {
        request.no.answer(
            try contacts.standing(request.key, of: known), wasLifted: try wasLifted(request.no, of: request.key))
    }

    /// Whether the same no, of the same moment, is in the ledger and in force no more. One without a moment is said
    /// anew each time.
    private func wasLifted(_ no: ToldNo, of key: AddressKey) throws(StoreError) -> Bool {
        guard let at = no.at else { return false }
        return try transaction.query(
            """
            SELECT 1 FROM suppressions s WHERE s.address_hash = ? AND s.scope = ? AND s.campaign IS ?
                AND s.reason = ? AND s.said_at = ? AND EXISTS (SELECT 1 FROM suppressions l WHERE l.lifts = s.id)
            LIMIT 1
            """
        ).isAny(contacts.suppressions.hash(key).octets, no.scope.word, no.scope.campaign, no.reason, at)
    }

    private func firstSignUp(of contact: ContactID?) throws(StoreError) -> Timestamp? {
        guard let contact else { return nil }
        return try transaction.query(
            """
            SELECT said_at FROM consents WHERE contact = ? AND kind = ? AND basis = ? ORDER BY said_at LIMIT 1
            """
        ).first(contact, MessageKind.marketing, Consent.signUp) { $0.time("said_at") }
    }
}
