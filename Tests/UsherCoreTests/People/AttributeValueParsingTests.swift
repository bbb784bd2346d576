import Testing
import UsherCore

@Suite("An attribute's value as people write it")
struct AttributeValueParsingTests {
    @Test(
        "Is read by its declared type",
        arguments: [
            ("starter", AttributeType.text, AttributeValue.text("starter")),
            ("  two words ", .text, .text("two words")),
            (" x", .text, .text("x")), ("x\n", .text, .text("x")), ("\u{A0}x\u{3000}", .text, .text("x")),
            ("é", .text, .text("é")),
            ("4", .number, .number("4")),
            ("-1.50", .number, .number("-1.50")),
            ("49 EUR", .money, .money(Money(minorUnits: 4900, currency: "EUR"))),
            ("49.9 eur", .money, .money(Money(minorUnits: 4990, currency: "EUR"))),
            ("-0.05 EUR", .money, .money(Money(minorUnits: -5, currency: "EUR"))),
            ("1200 JPY", .money, .money(Money(minorUnits: 1200, currency: "JPY"))),
            ("1.125 KWD", .money, .money(Money(minorUnits: 1125, currency: "KWD"))),
            ("2026-12-04", .date, .date(CalendarDate(year: 2026, month: 12, day: 4))),
            ("2028-02-29", .date, .date(CalendarDate(year: 2028, month: 2, day: 29))),
            ("Yes", .yesNo, .yesNo(true)),
            ("false", .yesNo, .yesNo(false)),
            ("red, green,, blue", .list, .list(["red", "green", "blue"])),
        ])
    func reads(_ text: String, _ type: AttributeType, _ expected: AttributeValue) throws {
        #expect(try AttributeValue.parse(text, as: type) == expected)
    }

    @Test(
        "Is refused with the reason",
        arguments: [
            (" ", AttributeType.text, "must be a text: it is empty"),
            (String(repeating: "x", count: 4001), .text, "must be a text: it is longer than 4000 octets"),
            (
                String(repeating: "x,", count: 2001), .list,
                "must be a list like red, green: it is longer than 4000 octets"
            ),
            ("4,5", .number, "must be a number like 4 or -1.50"),
            ("1e9", .number, "must be a number like 4 or -1.50"),
            (".5", .number, "must be a number like 4 or -1.50"),
            ("-", .number, "must be a number like 4 or -1.50"),
            ("٤", .number, "must be a number like 4 or -1.50"),
            ("49", .money, "must be an amount like 49.00 EUR"),
            ("EUR 49", .money, "must be an amount like 49.00 EUR"),
            ("49.00 XXQ", .money, "must be an amount like 49.00 EUR: there is no currency 'XXQ'"),
            ("49.001 EUR", .money, "must be an amount like 49.00 EUR: EUR has 2 decimals"),
            ("1.5 JPY", .money, "must be an amount like 49.00 EUR: JPY has 0 decimals"),
            ("99999999999999999999 EUR", .money, "must be an amount like 49.00 EUR: the amount is too large"),
            ("2026-02-29", .date, "must be a date like 2026-12-04: there is no such day"),
            ("2026-13-01", .date, "must be a date like 2026-12-04: there is no such day"),
            ("2026-00-01", .date, "must be a date like 2026-12-04: there is no such day"),
            ("04.12.2026", .date, "must be a date like 2026-12-04"),
            ("2026-1-1", .date, "must be a date like 2026-12-04"),
            ("1", .yesNo, "must be yes or no"),
        ])
    func refuses(_ text: String, _ type: AttributeType, _ reason: String) {
        let fault = #expect(throws: AttributeValue.Fault.self) { try AttributeValue.parse(text, as: type) }
        #expect(fault?.reason == reason)
    }
}
