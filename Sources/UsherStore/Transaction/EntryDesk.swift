import UsherCore

/// Carries out what core says about people who are to enter a campaign, inside one transaction.
struct EntryDesk {
    private let suppressions: SuppressionRows
    private let contacts: ContactRows
    private let runs: RunRows
    private let runsOf: Query

    init(_ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash) throws(StoreError) {
        suppressions = try SuppressionRows(transaction, hash: hash)
        contacts = try ContactRows(transaction, suppressions)
        runs = try RunRows(transaction)
        runsOf = try transaction.query(
            """
            SELECT \(ResultRow.enrollmentColumns) FROM enrollments e WHERE e.contact = ? AND e.campaign = ? ORDER BY e.id
            """
        )
    }

    func handle(
        _ request: EntryRequest, decide: (EntryRequest, EntryFacts) -> Admission
    ) throws(StoreError) -> EntryResult {
        let known = try contacts.save(request.person)
        let contact = known.contact
        guard let campaign = request.campaign else { return .saved(contact.id, isNew: known.isNew) }
        let past: [Enrollment] =
            known.isNew
            ? []
            : try runsOf.all(contact.id, campaign) { (row) throws(StoreError) in try row.enrollment(0) }
        let standing = Standing(
            marketing: known.marketing, suppressions: try suppressions.of(contact.id),
            lastMarketingAt: known.lastMarketingAt)
        let facts = EntryFacts(contact: contact, isNew: known.isNew, runs: past, standing: standing)
        return try carryOut(decide(request, facts), request, contact, past)
    }

    private func carryOut(
        _ admission: Admission, _ request: EntryRequest, _ contact: Contact, _ past: [Enrollment]
    ) throws(StoreError) -> EntryResult {
        guard let campaign = request.campaign else { return .saved(contact.id, isNew: false) }
        switch admission {
        case .already: return .already(contact)
        case .wait, .heldOut: throw .defect("runs that wait or are held out are not kept yet")
        case .after(_, let data, let admission):
            var request = request
            request.data.merge(data) { own, _ in own }
            return try carryOut(admission, request, contact, past)
        case .refuse(let why): return .refused(why, contact)
        case .enter(let first):
            let (enrollment, delivery) = try runs.begin(
                contact.id, campaign, key: Enrollment.freeKey(request.key, runs: past), data: request.data, first: first
            )
            return .entered(enrollment, delivery, first, contact)
        }
    }
}
