import UsherCore

/// Carries out what core says about due deliveries that a claim took off the queue, inside its transaction.
struct ClaimDesk {
    private let transaction: Transaction
    private let owner: String
    private let pauses: [Pause]
    private let candidates: CandidateRows
    private let deliveries: DeliveryRows
    private let runs: RunRows
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
        runs = try RunRows(transaction)
        claim = try transaction.query(
            "INSERT INTO claims (delivery, contact, kind, owner, claimed_at) VALUES (?, ?, ?, ?, ?)")
        compose = try transaction.query(
            """
            UPDATE deliveries SET revision = (SELECT id FROM revisions WHERE hash = ?), inputs = ?, composed_at = ?
            WHERE id = ?
            """)
    }

    /// Decides about one row and leaves it in exactly one place: claimed, queued later, parked, held or settled.
    func handle(
        _ delivery: DeliveryID, due: Timestamp, factsFor: (StepID) -> Bool,
        decide: (Candidate, [Pause]) -> Clearance
    ) throws(StoreError) -> Claimed? {
        let facts = try candidates.read(delivery, due: due)
        var candidate = facts.candidate
        if candidate.kind == .marketing, facts.contactIsBusy {
            try deliveries.enqueue(delivery, due: transaction.now.adding(seconds: 1))
            return nil
        }
        if candidate.composition == nil, let step = facts.step, factsFor(step) {
            candidate.facts = try EventRows(transaction).facts(of: candidate.contact.id)
        }
        switch decide(candidate, pauses) {
        case .send(let composition):
            try claim.run(delivery, candidate.contact.id, candidate.kind, owner, transaction.now)
            let fixed = candidate.composition ?? composition
            if candidate.composition == nil {
                try compose.run(fixed.revision.octets, fixed.inputs, fixed.composedAt, delivery)
            }
            return Claimed(candidate: candidate, composition: fixed)
        case .move(let later):
            try deliveries.enqueue(delivery, due: max(later, transaction.now.adding(milliseconds: 1)))
        case .park(let scope):
            if pauses.contains(where: { $0.scope == scope }) {
                try PauseRows(transaction).park(delivery, under: scope, due: due)
            } else {
                try deliveries.enqueue(delivery, due: transaction.now.adding(seconds: 1))
            }
        case .close(let state, let reason, let advance):
            let advanced =
                try facts.ofRun.map { (step) throws(StoreError) in try runs.go(advance, from: step) } ?? false
            try deliveries.close(
                delivery, state, reason: reason, campaign: facts.campaign, step: facts.step, advanced: advanced)
        case .hold:
            try deliveries.hold(delivery, campaign: facts.campaign, step: facts.step)
        }
        return nil
    }
}
