import Testing

@testable import UsherCore

@Suite("An attribute's value as text")
struct AttributeValuePlainTests {
    @Test(
        "Is read back as the same value",
        arguments: [
            (.text("Ada, Countess"), "Ada, Countess"), (.number("-1.50"), "-1.50"),
            (.money(Money(minorUnits: -4905, currency: "EUR")), "-49.05 EUR"),
            (.money(Money(minorUnits: 700, currency: "JPY")), "700 JPY"),
            (.date(CalendarDate(year: 2026, month: 12, day: 4)), "2026-12-04"), (.yesNo(true), "yes"),
            (.yesNo(false), "no"), (.list(["red", "green"]), "red, green"),
        ] as [(AttributeValue, String)])
    func roundTrip(value: AttributeValue, text: String) throws {
        #expect(value.plain == text)
        #expect(try AttributeValue.parse(text, as: value.type) == value)
    }
}

extension AttributeValue {
    fileprivate var type: AttributeType {
        switch self {
        case .text: .text
        case .number: .number
        case .money: .money
        case .date: .date
        case .yesNo: .yesNo
        case .list: .list
        }
    }
}
