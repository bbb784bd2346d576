import Foundation
import Synchronization

/// Dates, moments and amounts as the people of a language write them.
///
/// | | `en` | `en-US` | `de` |
/// | --- | --- | --- | --- |
/// | a date | 4 December 2026 | December 4, 2026 | 4. Dezember 2026 |
/// | an amount | €49.00 | €49.00 | 49,00 € |
///
/// The same arguments always give the same text; an unknown language gives one that nobody will take for wrong, and
/// never fails. Texts are remembered, because a campaign writes few different dates and prices to many people.
package enum LocalFormat {
    private enum Question: Hashable {
        case date(CalendarDate, String)
        case moment(Timestamp, zone: String, String)
        case money(Money, String)
    }

    private static let answers = Mutex<[Question: String]>([:])
    private static let room = 4096

    /// The date written out. `language` is a BCP 47 tag.
    package static func date(_ date: CalendarDate, language: String) -> String {
        remembered(.date(date, language)) {
            let noon = Int64(CivilDay(date).number) * 86_400 + 43_200
            return style(language, time: .omitted, zone: "UTC").format(Date(timeIntervalSince1970: Double(noon)))
        }
    }

    /// Day, hour and minute on `clock`: `4 December 2026 at 18:00`.
    package static func moment(_ moment: Timestamp, clock: ZoneClock, language: String) -> String {
        remembered(.moment(moment, zone: clock.name, language)) {
            let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
            return style(language, time: .shortened, zone: clock.name).format(date)
        }
    }

    package static func money(_ money: Money, language: String) -> String {
        remembered(.money(money, language)) {
            let digits = Money.decimals(of: money.currency)
            let amount = Decimal(money.minorUnits) * Decimal(sign: .plus, exponent: -digits, significand: 1)
            return amount.formatted(
                .currency(code: money.currency).precision(.fractionLength(digits)).locale(Locale(identifier: language)))
        }
    }

    /// Plain English dates are written the way most of the world does.
    private static func style(_ language: String, time: Date.FormatStyle.TimeStyle, zone: String) -> Date.FormatStyle {
        Date.FormatStyle(
            date: .long, time: time, locale: Locale(identifier: language == "en" ? "en-GB" : language),
            calendar: Calendar(identifier: .gregorian), timeZone: TimeZone(identifier: zone) ?? .gmt)
    }

    private static func remembered(_ question: Question, _ answer: () -> String) -> String {
        if let known = answers.withLock({ $0[question] }) { return known }
        let text = answer()
        answers.withLock { answers in
            if answers.count >= room { answers.removeAll(keepingCapacity: true) }
            answers[question] = text
        }
        return text
    }
}
