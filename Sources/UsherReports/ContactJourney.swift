import UsherCore

/// The part of `usher why` about what one person did, what moved them, and what they earned.
package struct ContactJourney: Sendable, Encodable {
    /// The facts that the store knows of it.
    package struct Facts: Sendable {
        var tags: Set<String> = []
        /// Oldest first.
        var events: [Event] = []
        /// The events that were let go of.
        var gone: [ContactPast.Deed] = []
        var transitions: [Transition] = []
        var code: String?
        var earnings: [EarningRow] = []
    }

    package struct Deed: Sendable, Encodable {
        package let event: String
        package let key: String
        /// The moment, as ISO 8601 in UTC.
        package let at: String
        package let value: String?
        package let product: String?
        package let data: [String: String]
    }

    package struct Gone: Sendable, Encodable {
        package let event: String
        package let count: Int
        /// The first and the last moment, as ISO 8601 in UTC.
        package let first: String
        package let last: String
    }

    package struct Step: Sendable, Encodable {
        package let from: Stage?
        package let to: Stage
        /// The moment, as ISO 8601 in UTC.
        package let at: String
        package let kind: JourneyCounts.Arrow.Kind
        /// The code of what claims it (`Transition.Cause`), and the same in words.
        package let cause: String
        package let words: String
    }

    package let tags: [String]
    package let events: [Deed]
    /// Events that were let go of (`keep` in `usher.yaml`), by name; empty for none.
    package let gone: [Gone]
    package let moves: [Step]
    package let code: String?
    package let earnings: [LedgerLine]
    /// The lines that people read; empty where nothing happened.
    package let lines: [String]

    private enum CodingKeys: String, CodingKey {
        case tags, events, gone, moves, code, earnings
    }

    /// How many things that happened are told: the newest.
    static let longestStory = 60

    package init(_ facts: Facts, plan: Plan, clock: ZoneClock) {
        tags = facts.tags.sorted()
        events = facts.events.map { event in
            Deed(
                event: event.name, key: event.key, at: event.at.iso8601, value: event.value?.words,
                product: event.product, data: event.data)
        }
        gone = facts.gone.map { deed in
            Gone(event: deed.event, count: deed.count, first: deed.firstAt.iso8601, last: deed.lastAt.iso8601)
        }
        moves = facts.transitions.map { transition in
            Step(
                from: transition.from, to: transition.to, at: transition.at.iso8601, kind: transition.cause.kind,
                cause: transition.cause.coded.code, words: transition.cause.phrase(plan.catalog))
        }
        code = facts.code
        earnings = facts.earnings.map(LedgerLine.init)
        lines = Self.story(facts, plan, clock) + Self.rewards(facts)
    }

    /// Events and moves, one after the other; at the same moment, the event before what it moved.
    private static func story(_ facts: Facts, _ plan: Plan, _ clock: ZoneClock) -> [String] {
        let refunds = RefundWords(facts.events, plan.journey)
        var happened: [(at: Timestamp, rank: Int, text: () -> String)] = facts.events.enumerated().map { place, event in
            let moment = Wording.time(event.at, clock: clock)
            return (
                event.at, 0,
                {
                    "  \(moment)  \(Self.words(event, plan.journey))"
                        + (refunds.words(at: place).map { ": \($0)" } ?? "")
                }
            )
        }
        for transition in facts.transitions {
            let from = transition.from.map { "from \($0.rawValue) " } ?? ""
            let cause = transition.cause.phrase(plan.catalog)
            let moment = Wording.time(transition.at, clock: clock)
            happened.append(
                (
                    transition.at, 1,
                    { "  \(moment)  moved \(from)to \(transition.to.rawValue): \(cause)" }
                ))
        }
        guard !happened.isEmpty || !facts.gone.isEmpty else { return [] }
        let inOrder = happened.enumerated().sorted { left, right in
            (left.element.at, left.element.rank, left.offset) < (right.element.at, right.element.rank, right.offset)
        }
        let earlier = inOrder.count - longestStory
        return ["", "what happened"] + facts.gone.map { Self.words($0, clock) }
            + (earlier > 0 ? ["  ... and \(earlier) things before; all of them: --json"] : [])
            + inOrder.suffix(longestStory).map { $0.element.text() }
    }

    /// The sentence about events that were let go of:
    /// `opened 12 times from 2024-01-02 09:00 to 2024-03-04 10:00, each not kept any more (keep.events)`.
    private static func words(_ deed: ContactPast.Deed, _ clock: ZoneClock) -> String {
        let from = Wording.time(deed.firstAt, clock: clock)
        guard deed.count > 1 else { return "  \(from)  \(deed.event), of which no more is kept (keep.events)" }
        return "  \(from)  \(deed.event), \(deed.count) times until \(Wording.time(deed.lastAt, clock: clock)), "
            + "of which no more is kept (keep.events)"
    }

    /// The sentence about an event: `purchased (Bought something), starter, 49.00 EUR, key order-1042`.
    private static func words(_ event: Event, _ journey: Journey) -> String {
        let label = journey.events[event.name]?.label.map { " (\($0))" } ?? ""
        var data = event.data
        var opinion: [String] = []
        if journey.isReview(event.name) {
            data["permission"] = nil
            if Review(event).text != nil {
                opinion = [Review(event).isPermitted ? "may be shown" : "no permission to show it"]
            }
        }
        let texts = data.sorted { $0.key < $1.key }.map { "\($0.key) \(PlainText.shown($0.value))" }
        return
            (["\(event.name)\(label)"]
            + [event.product, event.value?.words, event.hasMadeUpKey ? nil : "key \(event.key)"].compactMap {
                $0
            } + texts + opinion).joined(separator: ", ")
    }

    private static func rewards(_ facts: Facts) -> [String] {
        var lines: [String] = []
        if let code = facts.code { lines += ["", "brings friends with the code \(code)"] }
        if !facts.earnings.isEmpty {
            lines += ["", "earned: \(Ledger.sums(facts.earnings))"] + facts.earnings.map { LedgerLine($0).text }
        }
        return lines
    }
}
