import Testing

@testable import UsherCore

@Suite("How many confirmations go")
struct ConfirmationBudgetTests {
    private static let hour: Int64 = 3_600_000
    /// Half past the hour.
    private static let now = Timestamp(milliseconds: 500_000 * hour + hour / 2)

    /// Sign-ups one after another: when each confirmation goes, in hours from the one that is now.
    private func play(
        _ people: [(address: String, network: String?)], limits: ConfirmationLimits,
        spent: inout [ConfirmationBudget: [Int64: Int]], at now: Timestamp = now
    ) throws -> [Int64] {
        try people.map { person in
            let budgets = ConfirmationBudget.of(
                try EmailAddress(person.address), network: person.network, limits: limits)
            let (due, slots) = ConfirmationBudget.next(budgets, spent: spent, now: now)
            for slot in slots { spent[slot.budget, default: [:]][slot.number, default: 0] += 1 }
            #expect(due >= now && slots.count == budgets.count)
            #expect(slots.allSatisfy { $0.number == $0.budget.slot(at: due) && $0.endsAt > due })
            return due.milliseconds / Self.hour - now.milliseconds / Self.hour
        }
    }

    private func play(
        _ people: [(address: String, network: String?)], limits: ConfirmationLimits = ConfirmationLimits()
    ) throws -> [Int64] {
        var spent: [ConfirmationBudget: [Int64: Int]] = [:]
        return try play(people, limits: limits, spent: &spent)
    }

    @Test("One mailbox gets three a day and nine in thirty, under whatever names and from wherever")
    func mailbox() throws {
        let people = (1...600).map { number in
            (
                number % 2 == 0 ? "v.ictim+\(number)@gmail.com" : "victim+\(number)@googlemail.com",
                Optional("6 \(number)")
            )
        }
        let hours = try play(people)
        #expect(hours.prefix(3) == [0, 0, 0])
        #expect(hours.filter { $0 < 24 }.count <= 6, "a day may end within a day")
        #expect(hours.filter { $0 < 30 * 24 }.count <= 18, "as may thirty days")
        #expect(hours.allSatisfy { $0 >= 0 })
    }

    @Test("One network, one domain, and all together have their hour; what comes too much waits, and nobody is refused")
    func hours() throws {
        let limits = ConfirmationLimits(anHour: 40, perDomain: 10, perNetwork: 5, perAddress: 3)
        func count(_ hours: [Int64]) -> [Int64: Int] { Dictionary(hours.map { ($0, 1) }, uniquingKeysWith: +) }
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
            let budgets = ConfirmationBudget.of(
                try EmailAddress("p\(number)@d\(number).example"), network: nil, limits: limits)
            let (due, slots) = ConfirmationBudget.next(budgets, spent: spent, now: Self.now)
            for slot in slots { spent[slot.budget, default: [:]][slot.number, default: 0] += 1 }
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
        #expect(try EmailAddress(address).mailbox == mailbox)
    }
}
