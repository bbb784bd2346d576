import Testing
import UsherCore

@Suite("Dates and amounts in a language")
struct LocalFormatTests {
    @Test(
        "a date",
        arguments: [
            ("en", "4 December 2026"), ("en-US", "December 4, 2026"), ("en-GB", "4 December 2026"),
            ("de", "4. Dezember 2026"),
            ("de-AT", "4. Dezember 2026"), ("fr", "4 décembre 2026"), ("ja", "2026年12月4日"),
        ])
    func date(language: String, text: String) {
        let date = CalendarDate(year: 2026, month: 12, day: 4)
        #expect(LocalFormat.date(date, language: language) == text)
        #expect(LocalFormat.date(date, language: language) == text)
    }

    @Test(
        "an amount with its currency's decimals",
        arguments: [
            (4900, "EUR", "en", "€49.00"), (4900, "EUR", "de", "49,00\u{A0}€"),
            (123_456_789, "EUR", "de", "1.234.567,89\u{A0}€"),
            (-500, "USD", "en-US", "-$5.00"), (4900, "JPY", "en", "¥4,900"), (4900, "KWD", "en", "KWD\u{A0}4.900"),
            (.max, "EUR", "en", "€92,233,720,368,547,758.07"),
        ] as [(Int64, String, String, String)])
    func money(minorUnits: Int64, currency: String, language: String, text: String) {
        #expect(LocalFormat.money(Money(minorUnits: minorUnits, currency: currency), language: language) == text)
    }

    @Test("a moment is written on the contact's clock")
    func moment() throws {
        let auckland = try #require(ZoneClock.named("Pacific/Auckland"))
        let text = LocalFormat.moment(Timestamp(seconds: 1_795_379_400), clock: auckland, language: "de")
        #expect(text.hasPrefix("23. November 2026"))
        #expect(text.contains("9:30"))
    }

    @Test("an unknown language is not an error", arguments: ["zz", "", "not a language", "de-DE-u-co-phonebk"])
    func unknown(language: String) {
        #expect(LocalFormat.date(CalendarDate(year: 2026, month: 12, day: 4), language: language).contains("2026"))
    }
}
