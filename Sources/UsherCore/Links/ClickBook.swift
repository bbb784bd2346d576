/// Hits on the links of messages, held for a moment so that a scanner's burst is seen as a whole, then judged and added
/// up.
package struct ClickBook: Sendable {
    /// How many milliseconds a hit waits for what comes after it.
    package static let hold: Int64 = 400
    /// Hits of one message that are kept for comparing; more make no difference.
    private static let kept = 16

    private struct Waiting {
        let number: Int
        let hit: LinkHit
        let acceptedAt: Timestamp?
    }

    private var waiting: [Waiting] = []
    private var recent: [DeliveryID: [(number: Int, hit: LinkHit)]] = [:]
    private var count = 0

    package init() {}

    package var isEmpty: Bool { waiting.isEmpty }

    package mutating func add(_ hit: LinkHit, acceptedAt: Timestamp?) {
        count += 1
        waiting.append(Waiting(number: count, hit: hit, acceptedAt: acceptedAt))
        recent[hit.delivery, default: []].append((count, hit))
        let surplus = (recent[hit.delivery]?.count ?? 0) - Self.kept
        if surplus > 0 { recent[hit.delivery]?.removeFirst(surplus) }
    }

    /// Takes out what was held long enough by `tick` (of the monotonic clock); all of it where `tick` is nil.
    package mutating func take(at tick: Int64?) -> [Traffic.Click: Int] {
        let ripe = waiting.prefix { waiting in tick.map { $0 - waiting.hit.tick >= Self.hold } ?? true }
        var clicks: [Traffic.Click: Int] = [:]
        for one in ripe {
            let others = (recent[one.hit.delivery] ?? []).lazy.filter { $0.number != one.number }.map(\.hit)
            let visitor = ClickPolicy.visitor(of: one.hit, among: others, acceptedAt: one.acceptedAt)
            clicks[Traffic.Click(delivery: one.hit.delivery, number: one.hit.number, visitor: visitor), default: 0] += 1
        }
        waiting.removeFirst(ripe.count)
        if let tick { forget(before: tick - ClickPolicy.burst - Self.hold) }
        return clicks
    }

    private mutating func forget(before tick: Int64) {
        guard !recent.isEmpty else { return }
        recent = recent.compactMapValues { hits in (hits.last?.hit.tick ?? 0) < tick ? nil : hits }
    }
}
