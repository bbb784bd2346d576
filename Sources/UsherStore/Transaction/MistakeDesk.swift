import UsherCore

/// Finds out what refusals were about, from the rows that settling kept, inside one transaction. `Sameness`,
/// `Refusing` and `BounceBreaker` decide.
struct MistakeDesk {
    private let transaction: Transaction
    /// What goes through the relay that is judged.
    private let stream: MailStream

    init(_ transaction: Transaction, _ stream: MailStream) {
        self.transaction = transaction
        self.stream = stream
    }

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
        var plain: [String] = []
        var hasOther = false
        var campaigns: [CampaignID] = []
        for delivery in refused {
            let row: (String, Settlement.Refusal.Weight, CampaignID)? = try transaction.query(
                "SELECT words, weight, campaign FROM refusals WHERE delivery = ?"
            ).first(delivery) { (row) throws(StoreError) in
                (row.text("words"), try row.word("weight"), row.id("campaign"))
            }
            guard let (text, weight, campaign) = row else { continue }
            if ![.plain, .delay].contains(weight), !words.contains(text) { words.append(text) }
            hasOther = hasOther || weight != .plain
            if weight == .plain, !plain.contains(text) { plain.append(text) }
            if weight == .plain, campaign.value > 0, !campaigns.contains(campaign) { campaigns.append(campaign) }
        }
        var found: [Mistake] = []
        for words in words { if let mistake = try refusal(words) { found.append(mistake) } }
        if hasOther, found.allSatisfy({ $0.scope != stream.relay }), let mistake = try everybody() {
            found.append(mistake)
        }
        for words in plain { if let mistake = try contradiction(words) { found.append(mistake) } }
        // What the relay says of everybody says nothing about a list.
        if found.contains(where: { $0.scope == stream.relay }) { return found }
        // Of transactional mail's own relay a breaker of its own counts (`BreakerDesk`).
        if stream == .transactional { return found }
        for campaign in campaigns { if let mistake = try bounces(campaign) { found.append(mistake) } }
        return found
    }

    // MARK: The same words

    private func refusal(_ words: String) throws(StoreError) -> Mistake? {
        let total = try attempts()
        let last = try lastFinding(words)
        let before = max(total - Sameness.attempts, last.number)
        let refused = try newest(words, after: last.number)
        guard let latest = refused.last else { return nil }
        let attempts = min(total - before + (try underWay()), Sameness.attempts)
        let first = refused.first { $0.facts.number > before }
        var steps: [StepID: Sameness.Window] = [:]
        var othersPass: Set<StepID> = []
        for case let step? in Set(refused.map(\.facts.step)) {
            let ofStep = refused.filter { $0.facts.step == step }
            let count = try RefusalRows.attempts(transaction, campaign: ofStep[0].campaign.value, step: step.value)
            let beforeStep = max(count - Sameness.attempts, last.step == step ? last.numberOfStep : 0)
            let firstOfStep = ofStep.first { $0.facts.numberOfStep > beforeStep }
            steps[step] = Sameness.Window(
                attempts: min(count - beforeStep + (try underWay(step)), Sameness.attempts), before: beforeStep,
                isPassing: try firstOfStep.map { (first) throws(StoreError) in try anySent(since: first.at, of: step) }
                    ?? false)
            if try anySent(since: ofStep.map(\.at).min() ?? latest.at, otherThan: step) { othersPass.insert(step) }
        }
        let finding = Sameness.finding(
            Sameness.Facts(
                refused: refused.map(\.facts), attempts: attempts, before: before, steps: steps,
                othersPass: othersPass,
                isPassing: try first.map { (first) throws(StoreError) in try anySent(since: first.at) } ?? false,
                isKnown: try isKnown(last)))
        guard let finding else { return nil }
        var met = refused
        var mistake = Mistake(kind: .refusal, scope: stream.relay, people: 0, domains: 0, example: latest.delivery)
        if case .step(let step) = finding, let one = refused.last(where: { $0.facts.step == step }) {
            met = refused.filter { $0.facts.step == step }
            mistake = Mistake(
                kind: .refusal, scope: .campaign(one.campaign), of: stream.kind, step: step, people: 0, domains: 0,
                example: one.delivery)
        }
        count(met, &mistake)
        try write(mistake, words: words)
        return mistake
    }

    private func count(_ met: [Refused], _ mistake: inout Mistake) {
        mistake.people = Set(met.map(\.facts.contact)).count
        mistake.domains = Set(met.map(\.facts.domain)).count
    }

    /// Plain evidence in the same words, for so many that it is about the sender.
    private func contradiction(_ words: String) throws(StoreError) -> Mistake? {
        let last = try lastFinding(words)
        let refused = try newest(words, after: last.number, isPlain: true)
        guard let latest = refused.last else { return nil }
        let ten = refused.suffix(BounceBreaker.fewest)
        let isPassing = try anySent(since: ten.first?.at ?? latest.at)
        let isMany = Sameness.contradicts(refused.map(\.facts), isPassing: isPassing)
        let isAgain = try isKnown(last)
        guard isMany || isAgain else { return nil }
        var mistake = Mistake(kind: .refusal, scope: stream.relay, people: 0, domains: 0, example: latest.delivery)
        count(refused, &mistake)
        try write(mistake, words: words)
        return mistake
    }

    // MARK: Any words

    /// In place of a finding's words: whatever they are.
    private static let anyWords = "*"

    private func everybody() throws(StoreError) -> Mistake? {
        let total = try attempts()
        let last =
            try transaction.query("SELECT max(number) AS last FROM mistakes WHERE campaign = 0 AND \(isOurs)").first {
                $0.isNull("last") ? 0 : $0.int("last")
            } ?? 0
        let before = max(total - Sameness.attempts, last)
        let refused: [(Refused, Settlement.Refusal.Weight)] = try transaction.query(
            """
            SELECT r.delivery, r.campaign, r.refused_at, r.contact, c.address, r.step, r.number, r.number_of_step,
                r.weight
            FROM refusals r JOIN living c ON c.id = r.contact
            WHERE r.stream = ? AND r.number > ? AND r.weight <> 'plain' ORDER BY r.number
            """
        ).all(stream.relayNumber, before) { (row) throws(StoreError) in (Self.refused(row), try row.word("weight")) }
        guard let latest = refused.last?.0, let first = refused.first?.0 else { return nil }
        let blocks = refused.filter { [.block, .delay].contains($0.1) }.map(\.0)
        let accepted = try lastSent(since: first.at)
        let attempts = min(total - before + (try underWay()), Sameness.attempts)
        let facts = Refusing.Facts(
            inARow: refused.count { one in accepted.map { one.0.at > $0 } ?? true }, blocks: blocks.count,
            domains: Set(blocks.map(\.facts.domain)).count, attempts: attempts,
            isPassing: accepted.map { $0 >= first.at } ?? false,
            isKnown: try isKnown(try lastFinding(Self.anyWords)))
        guard Refusing.everybody(facts) else { return nil }
        var mistake = Mistake(
            kind: .refusals(of: total - before), scope: stream.relay, people: 0, domains: 0, example: latest.delivery)
        count(refused.map(\.0), &mistake)
        try write(mistake, words: Self.anyWords)
        return mistake
    }

    private struct Finding {
        var words: String
        var number = 0
        var step: StepID?
        var numberOfStep = 0
        var isOfRelay = false
        var at: Timestamp?
    }

    private func lastFinding(_ words: String) throws(StoreError) -> Finding {
        try transaction.query(
            """
            SELECT number, step, number_of_step, campaign, found_at FROM mistakes WHERE words = ? AND \(isOurs)
            ORDER BY id DESC LIMIT 1
            """
        ).first(words) { row in
            Finding(
                words: words, number: row.int("number"), step: row.int("step") == 0 ? nil : row.id("step"),
                numberOfStep: row.int("number_of_step"),
                isOfRelay: row.int("campaign") == 0, at: row.time("found_at"))
        } ?? Finding(words: words)
    }

    /// Whether the relay was found to refuse everybody in these words, and has taken nothing since; or one of the
    /// refused was on its way already when it took something again.
    private func isKnown(_ last: Finding) throws(StoreError) -> Bool {
        guard last.isOfRelay, let at = last.at, transaction.now.since(at) < Self.known else { return false }
        let first: Timestamp? =
            try transaction.query("SELECT min(settled_at) AS first_sent FROM \(Self.sent(stream)) AND settled_at >= ?")
            .first(at) { $0.optionalTime("first_sent") } ?? nil
        guard let first else { return true }
        if last.words == Self.anyWords {
            return try transaction.query(
                "SELECT 1 FROM refusals WHERE stream = ? AND weight <> 'plain' AND number > ? AND claimed_at <= ? LIMIT 1"
            ).isAny(stream.relayNumber, last.number, first)
        }
        return try transaction.query(
            "SELECT 1 FROM refusals WHERE words = ? AND stream = ? AND number > ? AND claimed_at <= ? LIMIT 1"
        ).isAny(last.words, stream.relayNumber, last.number, first)
    }

    /// The newest refusals in these words, oldest first: more than any window needs.
    private func newest(_ words: String, after number: Int, isPlain: Bool = false) throws(StoreError) -> [Refused] {
        try transaction.query(
            """
            SELECT r.delivery, r.campaign, r.refused_at, r.contact, c.address, r.step, r.number, r.number_of_step
            FROM refusals r JOIN living c ON c.id = r.contact
            WHERE r.words = ? AND r.stream = ? AND r.weight \(isPlain ? "= 'plain'" : "NOT IN ('plain', 'delay')") AND r.number > ?
            ORDER BY r.refused_at DESC, r.number DESC LIMIT 200
            """
        ).all(words, stream.relayNumber, number) { row in Self.refused(row) }.reversed()
    }

    private static func refused(_ row: ResultRow) -> Refused {
        let address = row.text("address")
        return Refused(
            delivery: row.id("delivery"), campaign: row.id("campaign"), at: row.time("refused_at"),
            facts: Sameness.Refused(
                contact: row.id("contact"),
                domain: String(address[(address.lastIndex(of: "@") ?? address.startIndex)...]),
                step: row.int("step") == 0 ? nil : row.id("step"), number: row.int("number"),
                numberOfStep: row.int("number_of_step")))
    }

    /// How many messages are with the relay and have no answer.
    private func underWay() throws(StoreError) -> Int {
        try transaction.query("SELECT count(*) AS under_way FROM claims WHERE 0 = 0\(stream.condition())").first {
            $0.int("under_way")
        } ?? 0
    }

    /// How many of them are one step's.
    private func underWay(_ step: StepID) throws(StoreError) -> Int {
        try transaction.query(
            """
            SELECT count(*) AS under_way FROM claims k
            WHERE (SELECT d.step FROM deliveries d WHERE d.id = k.delivery) = ?
            """
        ).first(step) { $0.int("under_way") } ?? 0
    }

    /// When a message of the stream was last accepted; nil where none was since then.
    private func lastSent(since time: Timestamp) throws(StoreError) -> Timestamp? {
        let live =
            try transaction.query("SELECT max(settled_at) AS last_sent FROM \(Self.sent(stream)) AND settled_at >= ?")
            .first(time) { $0.optionalTime("last_sent") } ?? nil
        // Whatever is gone is older than what is there.
        if let live { return live }
        return try transaction.query(
            "SELECT max(settled_at) AS last_sent FROM past_steps WHERE settled_at >= ?\(stream.condition())"
        ).first(time) { $0.optionalTime("last_sent") } ?? nil
    }

    /// Whether any message of the stream was accepted at this moment or later.
    private func anySent(since time: Timestamp) throws(StoreError) -> Bool { try lastSent(since: time) != nil }

    /// What a stream's relay accepted, by an index in order of time: of two streams one may have much and the other
    /// little.
    static func sent(_ stream: MailStream) -> String {
        stream.kind == nil
            ? "deliveries WHERE state <> 'open' AND state = 'sent'"
            : "deliveries WHERE state = 'sent'\(stream.condition())"
    }

    /// In `mistakes`: what was found about the same relay.
    private var isOurs: String {
        stream == .transactional ? "kind = 'transactional'" : "(kind IS NULL OR kind = 'marketing')"
    }

    /// How many answers the relay has given.
    private func attempts() throws(StoreError) -> Int {
        try RefusalRows.attempts(transaction, campaign: stream.attemptsNumber)
    }

    /// Whether one of this step was.
    private func anySent(since time: Timestamp, of step: StepID) throws(StoreError) -> Bool {
        try transaction.query(
            """
            SELECT 1 FROM deliveries WHERE state <> 'open' AND state = 'sent' AND settled_at >= ?1 AND step = ?2
            UNION ALL SELECT 1 FROM past_steps WHERE settled_at >= ?1 AND step = ?2 LIMIT 1
            """
        ).isAny(time, step)
    }

    /// Whether any other step's message was accepted at this moment or later.
    private func anySent(since time: Timestamp, otherThan step: StepID) throws(StoreError) -> Bool {
        try transaction.query(
            """
            SELECT 1 FROM \(Self.sent(stream)) AND settled_at >= ?1 AND (step IS NULL OR step <> ?2)
            UNION ALL SELECT 1 FROM past_steps WHERE settled_at >= ?1 AND step <> ?2\(stream.condition()) LIMIT 1
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
        let resumed = try BreakerRows.attemptsBefore(campaign, transaction)
        let before = max(total - BounceBreaker.attempts, tripped, resumed)
        let bounced: [(DeliveryID, ContactID, Int)] = try transaction.query(
            """
            SELECT delivery, contact, number_of_campaign FROM refusals
            WHERE campaign = ? AND weight = 'plain' AND number_of_campaign > ? AND stream = ?
            ORDER BY number_of_campaign
            """
        ).all(campaign, before, stream.relayNumber) { row in
            (row.id("delivery"), row.id("contact"), row.int("number_of_campaign"))
        }
        guard BounceBreaker.trips(bounced: bounced.count, attempts: total - before) else { return nil }
        // The first that was too many: what bounced behind it was under way.
        let enough =
            bounced.indices.first { BounceBreaker.trips(bounced: $0 + 1, attempts: bounced[$0].2 - before) }
            ?? bounced.count - 1
        let (delivery, _, number) = bounced[enough]
        let mistake = Mistake(
            kind: .bounces(of: number - before), scope: .campaign(campaign),
            people: Set(bounced[...enough].map(\.1)).count, domains: 0, example: delivery)
        try write(mistake, words: "", numberOfCampaign: number)
        return mistake
    }

    private func write(
        _ mistake: Mistake, words: String, numberOfCampaign: Int? = nil
    ) throws(StoreError) {
        var campaign: Int64 = 0
        if case .campaign(let id) = mistake.scope { campaign = id.value }
        let step = mistake.step?.value ?? 0
        let key = campaign == 0 ? stream.attemptsNumber : campaign
        let ofCampaign =
            if let numberOfCampaign {
                numberOfCampaign
            } else {
                try RefusalRows.attempts(transaction, campaign: key)
            }
        try transaction.query(
            """
            INSERT INTO mistakes (words, campaign, step, kind, found_at, number, number_of_campaign, number_of_step)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            words, campaign, step, stream.kind?.rawValue, transaction.now, try attempts(), ofCampaign,
            try RefusalRows.attempts(transaction, campaign: key, step: step))
    }
}
