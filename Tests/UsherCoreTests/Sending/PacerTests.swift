import Testing
import TestSupport

@testable import UsherCore

@Suite("The pacer")
struct PacerTests {
    /// A queue as the store keeps it: in order of due time, whatever may not go is moved once.
    private struct Queue {
        var rows: [(due: Timestamp, id: Int, domain: String, kind: MessageKind)]
        var moves = 0
        var sent: [(at: Timestamp, id: Int, domain: String, kind: MessageKind)] = []

        mutating func run(
            _ pacer: inout Pacer, claimDelay: (inout SeededGenerator) -> Int64, random: inout SeededGenerator
        ) throws {
            while !rows.isEmpty {
                rows.sort { ($0.due.milliseconds, $0.id) < ($1.due.milliseconds, $1.id) }
                let now = rows[0].due.adding(milliseconds: claimDelay(&random))
                let due = rows.prefix { $0.due <= now }
                rows.removeFirst(due.count)
                for row in due {
                    if let slot = pacer.slot(domain: row.domain, kind: row.kind, now: now) {
                        try #require(slot > now)
                        rows.append((slot, row.id, row.domain, row.kind))
                        moves += 1
                    } else {
                        sent.append((now, row.id, row.domain, row.kind))
                    }
                }
                try #require(moves < 200_000)
            }
        }

        func most(_ domain: String? = nil) -> Int {
            var perSecond: [Int64: Int] = [:]
            for one in sent where domain == nil || one.domain == domain {
                perSecond[one.at.milliseconds / 1000, default: 0] += 1
            }
            return perSecond.values.max() ?? 0
        }
    }

    private let start = Timestamp(milliseconds: 1_800_000_000_250)

    private func backlog(_ count: Int, domains: [String] = ["a.example"], kind: MessageKind = .marketing) -> Queue {
        Queue(rows: (0..<count).map { (start, $0, domains[$0 % domains.count], kind) })
    }

    @Test("a backlog goes at the limit, in order, and each is moved once")
    func backlogOnce() throws {
        var queue = backlog(1000)
        var pacer = Pacer(limits: LimitSettings(perSecond: 10))
        var random = SeededGenerator(seed: 1)
        try queue.run(&pacer, claimDelay: { _ in 0 }, random: &random)
        #expect(queue.most() == 10)
        #expect(queue.moves == 990)
        #expect(queue.sent.map(\.id) == Array(0..<1000))
        #expect(queue.sent.last?.at.since(start) ?? 0 < 100_000)
    }

    @Test(
        "no second of the clock has more than the limits allow, for the relay and each domain",
        arguments: 1...20 as ClosedRange<UInt64>)
    func limits(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let relays: [Double] = [0.3, 1, 2.5, 10, 50]
        let limits: [Double] = [0.2, 0.5, 1, 3, 7.5]
        let relay = relays.randomElement(using: &random) ?? 1
        let domain = limits.randomElement(using: &random) ?? 1
        var pacer = Pacer(
            limits: LimitSettings(perSecond: relay, perDomainPerSecond: domain, domains: ["b.example": 2]))
        let domains = ["a.example", "b.example", "c.example"]
        var queue = Queue(
            rows: (0..<600).map { id in
                let due = start.adding(milliseconds: .random(in: 0...60_000, using: &random))
                return (due, id, domains.randomElement(using: &random) ?? "", id % 5 == 0 ? .transactional : .marketing)
            })
        try queue.run(&pacer, claimDelay: { .random(in: 0...60, using: &$0) }, random: &random)
        #expect(queue.most() <= Int(relay.rounded(.up)), "seed \(seed)")
        #expect(queue.most("a.example") <= Int(domain.rounded(.up)), "seed \(seed)")
        #expect(queue.most("b.example") <= 2, "seed \(seed)")
        #expect(queue.sent.count == 600)
        #expect(queue.moves < 6000, "seed \(seed): \(queue.moves) moves")
    }

    @Test("a claim that comes up to 100 ms late costs no second move")
    func jitter() throws {
        var queue = backlog(500)
        var pacer = Pacer(limits: LimitSettings(perSecond: 10))
        var random = SeededGenerator(seed: 3)
        try queue.run(&pacer, claimDelay: { .random(in: 0...90, using: &$0) }, random: &random)
        #expect(queue.most() <= 10)
        #expect(queue.moves <= 490)
    }

    @Test("transactional mail does not wait behind a backlog of marketing")
    func urgent() throws {
        var queue = backlog(1000)
        queue.rows += (1000..<1020).map { (start.adding(seconds: 5), $0, "a.example", .transactional) }
        var pacer = Pacer(limits: LimitSettings(perSecond: 10))
        var random = SeededGenerator(seed: 4)
        try queue.run(&pacer, claimDelay: { _ in 0 }, random: &random)
        let waits = queue.sent.filter { $0.kind == .transactional }.map { $0.at.since(start) }
        #expect(waits.count == 20)
        #expect(waits.allSatisfy { $0 < 9000 }, "\(waits)")
        #expect(queue.most() == 10)
        #expect(queue.moves < 1060)
    }

    @Test("one slow domain takes nothing away from the others")
    func slowDomain() throws {
        var queue = backlog(200, domains: ["slow.example"])
        queue.rows += (200..<300).map { (start.adding(seconds: 1), $0, "quick.example", .marketing) }
        var pacer = Pacer(limits: LimitSettings(perSecond: 20, domains: ["slow.example": 1]))
        var random = SeededGenerator(seed: 5)
        try queue.run(&pacer, claimDelay: { _ in 0 }, random: &random)
        let quick = queue.sent.filter { $0.domain == "quick.example" }.map { $0.at.since(start) }
        #expect(quick.allSatisfy { $0 < 9000 })
        #expect(queue.most("slow.example") == 1)
    }

    @Test("a limit below one a second has single seconds, and 2.5 is two and three in turn")
    func fractions() throws {
        for (limit, seconds) in [(0.2, 5), (2.5, 2)] {
            var queue = backlog(20)
            var pacer = Pacer(limits: LimitSettings(perSecond: limit))
            var random = SeededGenerator(seed: 6)
            try queue.run(&pacer, claimDelay: { _ in 0 }, random: &random)
            let span = Int((queue.sent.last?.at.since(start) ?? 0) / 1000)
            #expect(abs(span - Int(20 / limit)) <= seconds)
        }
    }

    @Test("no limit never waits; a calendar that was set back starts over")
    func edges() {
        var free = Pacer(limits: LimitSettings())
        #expect((0..<1000).allSatisfy { _ in free.slot(domain: "a.example", kind: .marketing, now: start) == nil })
        var pacer = Pacer(limits: LimitSettings(perSecond: 1))
        for _ in 0..<100 { _ = pacer.slot(domain: "a.example", kind: .marketing, now: start) }
        let earlier = start.adding(seconds: -3600)
        #expect(pacer.slot(domain: "a.example", kind: .marketing, now: earlier) == nil)
        let slot = pacer.slot(domain: "a.example", kind: .marketing, now: earlier)
        #expect(slot.map { $0.since(earlier) < 2000 } == true)
    }

    @Test("however many domains there are, few are remembered and none gets more than its limit")
    func bounded() {
        var pacer = Pacer(limits: LimitSettings(perDomainPerSecond: 1))
        var went = 0
        for second in 0..<4 {
            var inSecond: [Int: Int] = [:]
            for number in 0..<12_000 {
                let domain = number % 6000
                let now = start.adding(milliseconds: Int64(second) * 1000 + Int64(number) / 20)
                if pacer.slot(domain: "\(domain).example", kind: .marketing, now: now) == nil {
                    inSecond[domain, default: 0] += 1
                }
            }
            went += inSecond.count
            #expect(inSecond.values.allSatisfy { $0 == 1 })
            #expect(pacer.domainCount <= Pacer.roomForDomains)
        }
        #expect(went > 4 * Pacer.roomForDomains)
    }
}
