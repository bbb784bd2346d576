import UsherCore

/// Finds out what refusals were about, from the rows that settling kept, inside one transaction. `Sameness` and
/// `BounceBreaker` decide.
struct MistakeDesk {
    private let transaction: Transaction

    init(_ transaction: Transaction) { self.transaction = transaction }

    /// How old a finding may be that the same words confirm with one refusal.
    private static let known: Int64 = 48 * 3_600_000

    /// A row of `refusals`.
    private struct Refused {
        var delivery: DeliveryID
        var campaign: CampaignID
        var at: Timestamp
        var facts: Sameness.Refused
    }

    /// Looks at these refusals' words and campaigns, and writes down what it finds, so that it is found once.
    func find(after refused: [DeliveryID]) throws(StoreError) -> [Mistake] {
        var words: [String] = []
        var campaigns: [CampaignID] = []
        for delivery in refused {
            let row: (String, Settlement.Refusal.Weight, CampaignID)? = try transaction.query(
                "SELECT words, weight, campaign FROM refusals WHERE delivery = ?"
            ).first(delivery) { (row) throws(StoreError) in
                (row.text("words"), try row.word("weight"), row.id("campaign"))
            }
            guard let (text, weight, campaign) = row else { continue }
            if weight != .plain, !words.contains(text) { words.append(text) }
            if weight == .plain, campaign.value > 0, !campaigns.contains(campaign) { campaigns.append(campaign) }
        }
        var found: [Mistake] = []
        for words in words { if let mistake = try refusal(words) { found.append(mistake) } }
        for campaign in campaigns { if let mistake = try bounces(campaign) { found.append(mistake) } }
        return found
    }

    // MARK: The same words

    private func refusal(_ words: String) throws(StoreError) -> Mistake? {
        let total = try RefusalRows.attempts(transaction)
        let last = try lastFinding(words)
        let before = max(total - Sameness.attempts, last.number)
        let refused = try newest(words, after: last.number)
        guard let latest = refused.last else { return nil }
        var steps: [StepID: Sameness.Window] = [:]
        var othersPass: Set<StepID> = []
        for case let step? in Set(refused.map(\.facts.step)) {
            let ofStep = refused.filter { $0.facts.step == step }
            let count = try RefusalRows.attempts(transaction, campaign: ofStep[0].campaign.value, step: step.value)
            let beforeStep = max(count - Sameness.attempts, last.step == step ? last.numberOfStep : 0)
            steps[step] = Sameness.Window(attempts: count - beforeStep, before: beforeStep)
            if try anySent(since: ofStep.map(\.at).min() ?? latest.at, otherThan: step) { othersPass.insert(step) }
        }
        let finding = Sameness.finding(
            Sameness.Facts(
                refused: refused.map(\.facts), attempts: total - before, before: before, steps: steps,
                othersPass: othersPass, isKnown: try isKnown(last, words)))
        guard let finding else { return nil }
        var met = refused
        var mistake = Mistake(kind: .refusal, scope: .relay, people: 0, domains: 0, example: latest.delivery)
        if case .step(let step) = finding, let one = refused.last(where: { $0.facts.step == step }) {
            met = refused.filter { $0.facts.step == step }
            mistake = Mistake(
                kind: .refusal, scope: .campaign(one.campaign), step: step, people: 0, domains: 0, example: one.delivery
            )
        }
        mistake.people = Set(met.map(\.facts.contact)).count
        mistake.domains = Set(met.map(\.facts.domain)).count
        try write(mistake, words: words)
        return mistake
    }

    private struct Finding {
        var number = 0
        var step: StepID?
        var numberOfStep = 0
        var isOfRelay = false
        var at: Timestamp?
    }

    private func lastFinding(_ words: String) throws(StoreError) -> Finding {
        try transaction.query(
            """
            SELECT number, step, number_of_step, campaign, found_at FROM mistakes WHERE words = ?
            ORDER BY id DESC LIMIT 1
            """
        ).first(words) { row in
            Finding(
                number: row.int("number"), step: row.int("step") == 0 ? nil : row.id("step"),
                numberOfStep: row.int("number_of_step"),
                isOfRelay: row.int("campaign") == 0, at: row.time("found_at"))
        } ?? Finding()
    }

    /// Whether the relay was found to refuse everybody in these words, and has taken nothing since; or one of the
    /// refused was on its way already when it took something again.
    private func isKnown(_ last: Finding, _ words: String) throws(StoreError) -> Bool {
        guard last.isOfRelay, let at = last.at, transaction.now.since(at) < Self.known else { return false }
        let first: Timestamp? =
            try transaction.query(
                "SELECT min(settled_at) AS first_sent FROM deliveries WHERE state = 'sent' AND settled_at >= ?"
            ).first(at) { $0.optionalTime("first_sent") } ?? nil
        guard let first else { return true }
        return try transaction.query(
            "SELECT 1 FROM refusals WHERE words = ? AND weight <> 'plain' AND number > ? AND claimed_at <= ? LIMIT 1"
        ).isAny(words, last.number, first)
    }

    /// The newest refusals in these words, oldest first: more than any window needs.
    private func newest(_ words: String, after number: Int) throws(StoreError) -> [Refused] {
        try transaction.query(
            """
            SELECT r.delivery, r.campaign, r.refused_at, r.contact, c.address, r.step, r.number, r.number_of_step
            FROM refusals r JOIN living c ON c.id = r.contact
            WHERE r.words = ? AND r.weight <> 'plain' AND r.number > ?
            ORDER BY r.refused_at DESC, r.number DESC LIMIT 200
            """
        ).all(words, number) { row in
            let address = row.text("address")
            return Refused(
                delivery: row.id("delivery"), campaign: row.id("campaign"), at: row.time("refused_at"),
                facts: Sameness.Refused(
                    contact: row.id("contact"),
                    domain: String(address[(address.lastIndex(of: "@") ?? address.startIndex)...]),
                    step: row.int("step") == 0 ? nil : row.id("step"), number: row.int("number"),
                    numberOfStep: row.int("number_of_step")))
        }.reversed()
    }

    /// Whether any other step's message was accepted at this moment or later.
    private func anySent(since time: Timestamp, otherThan step: StepID) throws(StoreError) -> Bool {
        try transaction.query(
            """
            SELECT 1 FROM deliveries WHERE state = 'sent' AND settled_at >= ? AND (step IS NULL OR step <> ?) LIMIT 1
            """
        ).isAny(time, step)
    }

    // MARK: Hard bounces

    private func bounces(_ campaign: CampaignID) throws(StoreError) -> Mistake? {
        let total = try RefusalRows.attempts(transaction, campaign: campaign.value)
        let tripped =
            try transaction.query(
                "SELECT max(number_of_campaign) AS tripped FROM mistakes WHERE words = '' AND campaign = ?"
            ).first(campaign) { row in row.isNull("tripped") ? 0 : row.int("tripped") } ?? 0
        let before = max(total - BounceBreaker.attempts, tripped)
        let bounced: [(DeliveryID, ContactID)] = try transaction.query(
            """
            SELECT delivery, contact FROM refusals WHERE campaign = ? AND weight = 'plain' AND number_of_campaign > ?
            ORDER BY number_of_campaign
            """
        ).all(campaign, before) { row in (row.id("delivery"), row.id("contact")) }
        guard let last = bounced.last, BounceBreaker.trips(bounced: bounced.count, attempts: total - before) else {
            return nil
        }
        let mistake = Mistake(
            kind: .bounces(of: total - before), scope: .campaign(campaign), people: Set(bounced.map(\.1)).count,
            domains: 0,
            example: last.0)
        try write(mistake, words: "")
        return mistake
    }

    private func write(_ mistake: Mistake, words: String) throws(StoreError) {
        var campaign: Int64 = 0
        if case .campaign(let id) = mistake.scope { campaign = id.value }
        let step = mistake.step?.value ?? 0
        try transaction.query(
            """
            INSERT INTO mistakes (words, campaign, step, found_at, number, number_of_campaign, number_of_step)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            words, campaign, step, transaction.now, try RefusalRows.attempts(transaction),
            try RefusalRows.attempts(transaction, campaign: campaign),
            try RefusalRows.attempts(transaction, campaign: campaign, step: step))
    }
}
