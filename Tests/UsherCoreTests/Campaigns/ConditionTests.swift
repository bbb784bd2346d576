import Testing
import UsherCore

@Suite("A condition")
struct ConditionTests {
    private let now = Timestamp(seconds: 1_800_000_000)

    private func holds(
        _ condition: Condition, attributes: [String: AttributeValue] = [:], stage: Stage? = nil, facts: Facts = .none,
        declared: [String: AttributeDeclaration] = [:]
    ) throws -> Bool {
        let contact = Contact(
            id: ContactID(1), address: try EmailAddress("ada@example.org"), attributes: attributes, stage: stage)
        return condition.holds(for: contact, facts: facts, attributes: declared, now: now)
    }

    private static let may = AttributeValue.date(CalendarDate(year: 2026, month: 5, day: 9))
    private static let june = AttributeValue.date(CalendarDate(year: 2026, month: 6, day: 1))
    private static func euros(_ cents: Int64) -> AttributeValue { .money(Money(minorUnits: cents, currency: "EUR")) }

    @Test(
        "compares values by their type",
        arguments: [
            (AttributeValue.number("4"), Condition.Comparison.equals(.number("4.0")), true),
            (.number("10"), .atLeast(.number("9")), true), (.number("9"), .atLeast(.number("10")), false),
            (.number("10"), .atMost(.number("10.00")), true), (.number("-2"), .atMost(.number("-1.5")), true),
            (may, .atMost(june), true), (june, .atMost(may), false), (may, .atLeast(may), true),
            (euros(4900), .atLeast(euros(4900)), true), (euros(4899), .atLeast(euros(4900)), false),
            (.money(Money(minorUnits: 9900, currency: "USD")), .atLeast(euros(4900)), false),
            (.text("starter"), .equals(.text("starter")), true), (.text("Starter"), .equals(.text("starter")), false),
            (.text("b"), .atLeast(.text("a")), false), (.yesNo(false), .equals(.yesNo(false)), true),
            (.number("1"), .equals(.text("1")), false), (.list(["red", "green"]), .contains("green"), true),
            (.list(["red"]), .contains("Red"), false), (.text("red"), .contains("red"), false),
            (.list(["a"]), .equals(.list(["a"])), true), (.yesNo(false), .present, true), (.text(""), .present, false),
            (.list([]), .present, false), (.number("0"), .present, true),
        ])
    func comparisons(value: AttributeValue, comparison: Condition.Comparison, expected: Bool) throws {
        #expect(try holds(.attribute(name: "x", comparison: comparison), attributes: ["x": value]) == expected)
    }

    @Test("a missing value makes comparisons false and their opposite true; a default stands in for it")
    func missing() throws {
        let condition = Condition.attribute(name: "x", comparison: .equals(.text("starter")))
        #expect(try !holds(condition))
        #expect(try holds(.not(condition)))
        let declared = ["x": AttributeDeclaration(type: .text, defaultValue: .text("starter"))]
        #expect(try holds(condition, declared: declared))
        #expect(try !holds(condition, attributes: ["x": .text("year")], declared: declared))
    }

    @Test(
        "stages are in the journey's order",
        arguments: [
            (Condition.StageTest.exactly(.excite), Stage.excite, true), (.exactly(.excite), .ascend, false),
            (.atLeast(.excite), .ascend, true), (.atLeast(.excite), .convert, false),
            (.atMost(.excite), .convert, true),
            (.atMost(.excite), .ascend, false),
        ])
    func stages(test: Condition.StageTest, stage: Stage, expected: Bool) throws {
        #expect(try holds(.stage(test), stage: stage) == expected)
        #expect(try !holds(.stage(test)))
    }

    @Test("tags and events are read from the facts")
    func facts() throws {
        let facts = Facts(
            tags: ["vip"], events: ["opened": now.adding(seconds: -3600), "later": now.adding(seconds: 1)])
        #expect(try holds(.tag("vip"), facts: facts))
        #expect(try !holds(.tag("VIP"), facts: facts))
        #expect(try holds(.event(name: "opened", within: nil), facts: facts))
        #expect(try holds(.event(name: "opened", within: 3_600_000), facts: facts))
        #expect(try !holds(.event(name: "opened", within: 3_599_999), facts: facts))
        #expect(try !holds(.event(name: "later", within: nil), facts: facts))
        #expect(try !holds(.event(name: "opened", within: nil)))
    }

    @Test("not, all and any nest")
    func nesting() throws {
        let yes = Condition.all([])
        let no = Condition.any([])
        #expect(try holds(yes))
        #expect(try !holds(no))
        #expect(try holds(.all([yes, .not(no), .any([no, yes])])))
        #expect(try !holds(.all([yes, no])))
    }
}
