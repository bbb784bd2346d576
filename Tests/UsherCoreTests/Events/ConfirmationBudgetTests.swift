import TestSupport
import Testing

@testable import UsherCore

@Suite("How many confirmations go")
struct ConfirmationBudgetTests {
    private static let hour: Int64 = 3_600_000
    /// Half past the hour.
    private static let now = Timestamp(milliseconds: 500_000 * hour + hour / 2)

    /// Sign-ups one after another: when each confirmation goes, in hours from the one that is now; nil where none is
    /// made.
    private func play(
        _ people: [(address: String, network: String?)], limits: ConfirmationLimits,
        spent: inout [ConfirmationBudget: [Int64: Int]], at now: Timestamp = now
    ) throws -> [Int64?] {
        try people.map { person in
            let due = try Self.sign(up: person.address, person.network, limits: limits, spent: &spent, at: now)
            return due.map { $0.milliseconds / Self.hour - now.milliseconds / Self.hour }
        }
    }

    private func play(
        _ people: [(address: String, network: String?)], limits: ConfirmationLimits = ConfirmationLimits()
    ) throws -> [Int64?] {
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        return try play(people, limits: limits, spent: &spent)
    }

    /// As the store does: what is read is the policy's spans, and nothing else.
    private static func sign(
        up address: String, _ network: String?, limits: ConfirmationLimits,
        spent: inout [ConfirmationBudget: [Int64: Int]], at now: Timestamp
    ) throws -> Timestamp? {
        let budgets = ConfirmationBudget.of(try EmailAddress(address), network: network, limits: limits)
        var read: [ConfirmationBudget: [Int64: Int]] = [:]
        for budget in budgets {
            let spans = budget.spans(from: now)
            #expect(spans.map(\.count).reduce(0, +) <= 48, "a bounded number of rows")
            let found = spent[budget, default: [:]].filter { slot in spans.contains { $0.contains(slot.key) } }
            if !found.isEmpty { read[budget] = found }
        }
        guard let (due, slots) = ConfirmationBudget.next(budgets, spent: read, now: now) else { return nil }
        for slot in slots { spent[slot.budget, default: [:]][slot.number, default: 0] += 1 }
        #expect(due >= now && slots.allSatisfy { $0.number == $0.budget.slot(at: due) && $0.endsAt > due })
        return due
    }

    @Test("Tags and dots of one mailbox get two in ten days, one more waits, and the rest makes no mail")
    func mailbox() throws {
        let people = (1...600).map { number in
            (
                number % 2 == 0 ? "v.ictim+\(number)@gmail.com" : "victim+\(number)@googlemail.com",
                Optional("6 \(number)")
            )
        }
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        let hours = try play(people, limits: ConfirmationLimits(), spent: &spent)
        let untilNext = 240 - Self.now.milliseconds / Self.hour % 240
        #expect(hours.compactMap(\.self) == [0, 0, untilNext])
        #expect(
            try play([("victim@gmail.com", "4 1")], limits: ConfirmationLimits(), spent: &spent) == [0],
            "the mailbox's own name has a place of its own")
    }

    @Test("A mailbox's own name gets three in ten days, one more waits, and the rest makes no mail")
    func plain() throws {
        let hours = try play((1...50).map { _ in ("victim@example.org", nil) })
        #expect(hours.prefix(3) == [0, 0, 0] && hours.compactMap(\.self).count == 4)
    }

    @Test("Beyond a day the first of a mailbox shares the last hour, and a second one makes no mail")
    func beyond() throws {
        let limits = ConfirmationLimits(anHour: 1000, perDomain: 10, perNetwork: 50)
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        let flood = try play(
            (1...5000).map { ("p\($0)@victim.example", "4 \($0)") }, limits: limits, spent: &spent)
        #expect(flood.prefix(240).allSatisfy { ($0 ?? 99) < 24 } && flood.dropFirst(240).allSatisfy { $0 == 23 })
        #expect(try play([("p7@victim.example", "4 x")], limits: limits, spent: &spent) == [nil])
        #expect(try play([("ada@victim.example", "4 x")], limits: limits, spent: &spent) == [23])
        // Of one network, fifty wait at most beyond the day.
        let one = try play((1...80).map { ("q\($0)@victim.example", "4 y") }, limits: limits, spent: &spent)
        #expect(one.compactMap(\.self).count == 50)
    }

    @Test(
        "Whatever strangers send from elsewhere, who signs up for the first time has the confirmation within a day, and no mailbox more than its budget",
        arguments: 1...40)
    func strangers(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let limits = ConfirmationLimits(
            anHour: Int.random(in: 1...60, using: &random), perDomain: Int.random(in: 1...20, using: &random),
            perNetwork: Int.random(in: 1...20, using: &random), perAddress: Int.random(in: 1...5, using: &random))
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        var mails: [String: [Timestamp]] = [:]
        var now = Self.now.adding(milliseconds: Int64.random(in: 0...240, using: &random) * Self.hour)
        for person in 1...60 {
            // Also under the names of those who signed up before, never under the next one's own.
            let kind = Int.random(in: 0...(person > 1 ? 3 : 2), using: &random)
            for number in 0..<Int.random(in: 0...60, using: &random) {
                let stranger = "s\(seed)-\(person)-\(number)"
                let address =
                    switch kind {
                    case 0: "ada\(person)+\(number)@shop.example"
                    case 1: "\(stranger)@shop.example"
                    case 2: "\(stranger)@\(stranger).example"
                    default: "ada\(Int.random(in: 1..<max(2, person), using: &random))@shop.example"
                    }
                let due = try Self.sign(
                    up: address, "4 \(Int.random(in: 0...30, using: &random))", limits: limits, spent: &spent, at: now)
                if let due { mails[try EmailAddress(address).mailbox, default: []].append(due) }
            }
            let ada = "ada\(person)@shop.example"
            let due = try Self.sign(up: ada, "4 home \(person)", limits: limits, spent: &spent, at: now)
            #expect(due.map { $0.since(now) < 24 * Self.hour } == true, "\(person): \(String(describing: due))")
            if let due { mails[ada, default: []].append(due) }
            now = now.adding(milliseconds: Int64.random(in: 0...12, using: &random) * Self.hour / 2)
        }
        for (mailbox, dues) in mails {
            let spans = Dictionary(grouping: dues) { $0.milliseconds / (240 * Self.hour) }
            #expect(spans.values.allSatisfy { $0.count <= max(2, limits.perAddress) }, "\(mailbox)")
            #expect(dues.count { $0 > now } <= max(2, limits.perAddress) + 2, "what waits is bounded")
        }
    }

    @Test("One network, one domain, and all together have their hour; what comes too much waits, and nobody is refused")
    func hours() throws {
        let limits = ConfirmationLimits(anHour: 40, perDomain: 10, perNetwork: 5, perAddress: 3)
        func count(_ hours: [Int64?]) -> [Int64: Int] {
            Dictionary(hours.compactMap(\.self).map { ($0, 1) }, uniquingKeysWith: +)
        }
        let network = try play((1...20).map { ("p\($0)@d\($0).example", "4 1") }, limits: limits)
        #expect(count(network) == [0: 5, 1: 5, 2: 5, 3: 5])
        let domain = try play((1...25).map { ("p\($0)@victim.example", "4 \($0)") }, limits: limits)
        #expect(count(domain) == [0: 10, 1: 10, 2: 5])
        let provider = try play((1...30).map { ("p\($0)@gmail.com", "4 \($0)") }, limits: limits)
        #expect(count(provider) == [0: 30], "a large provider has no budget of its own")
        let all = try play((1...80).map { ("p\($0)@d\($0).example", "4 \($0)") }, limits: limits)
        #expect(count(all) == [0: 40, 1: 20, 2: 20], "what waited takes half of a later hour")
        let proxy = try play((1...40).map { ("p\($0)@d\($0).example", nil) }, limits: limits)
        #expect(count(proxy) == [0: 40], "everybody comes through one proxy")
    }

    @Test("A flood at one domain keeps nobody else waiting")
    func flood() throws {
        let limits = ConfirmationLimits(anHour: 100, perDomain: 10, perNetwork: 50)
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        _ = try play((1...2000).map { ("p\($0)@victim.example", "4 \($0)") }, limits: limits, spent: &spent)
        for hour in 0..<20 as Range<Int64> {
            let now = Self.now.adding(milliseconds: hour * Self.hour)
            let people = (1...50).map { ("a\(hour)-\($0)@d\($0).example", Optional("4 x\(hour) \($0)")) }
            #expect(try play(people, limits: limits, spent: &spent, at: now).allSatisfy { $0 == 0 })
        }
    }

    @Test("What waits is spread over its hour")
    func spread() throws {
        let limits = ConfirmationLimits(anHour: 10, perDomain: 100, perNetwork: 100)
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        var dues: [Int64] = []
        for number in 1...15 {
            let due = try #require(
                try Self.sign(
                    up: "p\(number)@d\(number).example", nil, limits: limits, spent: &spent, at: Self.now))
            if due > Self.now { dues.append(due.milliseconds % Self.hour) }
        }
        #expect(dues == [0, 1, 2, 3, 4].map { $0 * Self.hour / 5 })
    }

    @Test(
        "An address is counted by its mailbox",
        arguments: [
            ("Ada@Example.org", "ada@example.org"), ("ada+shop@example.org", "ada@example.org"),
            ("ada+a+b@example.org", "ada@example.org"), ("a.da@example.org", "a.da@example.org"),
            ("A.d.a+1@GoogleMail.com", "ada@gmail.com"), ("ada@gmail.com", "ada@gmail.com"),
            ("+ada@example.org", "+ada@example.org"), ("ada-x@example.org", "ada-x@example.org"),
        ])
    func mailboxes(address: String, mailbox: String) throws {
        let address = try EmailAddress(address)
        #expect(address.mailbox == mailbox)
        #expect(
            address.isMailbox
                == !(address.localPart.dropFirst().contains("+")
                || mailbox == "ada@gmail.com" && address.localPart.contains(".")))
    }
}
