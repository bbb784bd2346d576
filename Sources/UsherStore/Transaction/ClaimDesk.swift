import UsherCore

/// Carries out what core says about due deliveries that a claim took off the queue, inside its transaction.
struct ClaimDesk {
    private let transaction: Transaction
    private let owner: String
    private let pauses: [Pause]
    private let candidates: CandidateRows
    private let deliveries: DeliveryRows
    private let enrollments: EnrollmentRows
    private let claim: Query
    private let compose: Query

    init(
        _ transaction: Transaction, hash: @escaping @Sendable (AddressKey) -> AddressHash, owner: String,
        pauses: [Pause]
    ) throws(StoreError) {
        self.transaction = transaction
        self.owner = owner
        self.pauses = pauses
        candidates = try CandidateRows(transaction, SuppressionRows(transaction, hash: hash))
        deliveries = DeliveryRows(transaction)
        enrollments = try EnrollmentRows(transaction)
        claim = try transaction.query(
            "INSERT INTO claims (delivery, contact, kind, owner, claimed_at) VALUES (?, ?, ?, ?, ?)")
        compose = try transaction.query(
            """
            UPDATE deliveries SET revision = (SELECT id FROM revisions WHERE hash = ?), inputs = ?, composed_at = ?,
                kind = ? WHERE id = ?
            """)
    }

    /// Decides about one row and leaves it in exactly one place: claimed, queued later, parked, held or settled.
    func handle(
        _ delivery: DeliveryID, due: Timestamp, factsFor: (StepID) -> Bool, makeCode: (StepID) -> String?,
        decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> Claimed? {
        guard var facts = try candidates.read(delivery, due: due) else {
            try deliveries.close(
                delivery, .cancelled, reason: .erased, campaign: nil, step: nil, advanced: true)
            return nil
        }
        if facts.mustWait(as: facts.candidate.kind) { return try putBack(delivery) }
        if facts.candidate.composition == nil, let step = facts.step, factsFor(step) {
            let contact = facts.candidate.contact.id
            facts.candidate.facts = try EventRows(transaction).facts(of: contact)
            if facts.candidate.facts.promoterCode == nil {
                facts.candidate.facts.promoterCode = try code(of: contact, step, makeCode)
            }
        }
        switch decide(facts.candidate, pauses) {
        case .send(let composition, let kind): return try send(facts, composition, as: kind ?? facts.candidate.kind)
        case .move(let later):
            try deliveries.enqueue(delivery, due: max(later, transaction.now.adding(milliseconds: 1)))
        case .park(let scope):
            if pauses.contains(where: { $0.scope == scope }) {
                try PauseRows(transaction).park(delivery, under: scope, due: due)
            } else {
                // One that is decided and not recorded yet: it is before the next claim, and finds this in its place.
                try deliveries.enqueue(delivery, due: due)
            }
        case .change(let kind):
            try transaction.query("UPDATE deliveries SET kind = ? WHERE id = ?").run(kind, delivery)
            try deliveries.enqueue(delivery, due: due)
        case .close(let state, let reason, let advance):
            let advanced =
                try facts.ofEnrollment.map { (step) throws(StoreError) in try enrollments.go(advance, from: step) }
                ?? false
            try deliveries.close(
                delivery, state, reason: reason, campaign: facts.campaign, step: facts.step, advanced: advanced)
        case .hold:
            try deliveries.hold(delivery, campaign: facts.campaign, step: facts.step)
        }
        return nil
    }

    /// A contact's new code, where the step's message speaks of it.
    private func code(
        of contact: ContactID, _ step: StepID, _ make: (StepID) -> String?
    ) throws(StoreError) -> String? {
        guard let first = make(step) else { return nil }
        var fresh: String? = first
        return try RewardRows(transaction).code(of: contact) { () throws(StoreError) in
            defer { fresh = nil }
            return fresh ?? make(step) ?? first
        }
    }

    /// Claims a delivery, with what its message is made from and as what it goes.
    private func send(
        _ facts: CandidateRows.Facts, _ composition: Composition, as kind: MessageKind
    ) throws(StoreError) -> Claimed? {
        var candidate = facts.candidate
        let delivery = candidate.delivery
        let isNew = candidate.composition == nil
        if isNew { candidate.kind = kind }
        if facts.mustWait(as: candidate.kind) { return try putBack(delivery) }
        try claim.run(delivery, candidate.contact.id, candidate.kind, owner, transaction.now)
        let fixed = candidate.composition ?? composition
        if isNew { try compose.run(fixed.revision.octets, fixed.inputs, fixed.composedAt, kind, delivery) }
        return Claimed(candidate: candidate, composition: fixed)
    }

    /// Looked at again in a second.
    private func putBack(_ delivery: DeliveryID) throws(StoreError) -> Claimed? {
        try deliveries.enqueue(delivery, due: transaction.now.adding(seconds: 1))
        return nil
    }
}
