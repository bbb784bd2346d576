import Foundation
import UsherCore

/// Time zones and languages that exist.
package enum KnownNames {
    /// Why `text` is not a time zone's IANA name (`Europe/Madrid`, `UTC`); nil when it is one.
    package static func zoneFault(_ text: String) -> String? { zoneFault(text, mayHint: true) }

    /// Without a look for what was meant where it may not `mayHint`.
    package static func zoneFault(_ text: String, mayHint: Bool) -> String? {
        guard ZoneClock.named(text) == nil else { return nil }
        let hint = mayHint ? ZoneClock.suggestion(for: text) : ""
        return "'\(PlainText.shortened(text))' is not a time zone's name"
            + (hint.isEmpty ? "; write it like Europe/Madrid or UTC" : hint)
    }

    /// Why `text` is not a language (`de`, `pt-BR`, `zh-Hant`: BCP 47 with language, script and region); nil when it is
    /// one.
    package static func languageFault(_ text: String) -> String? {
        Language.isOne(text) ? nil : "'\(PlainText.shortened(text))' is not a language; write it like de or pt-BR"
    }

    /// Whether `text` is a currency of ISO 4217, in any case.
    package static func isCurrency(_ text: String) -> Bool {
        text.utf8.count == 3 && Locale.Currency(text.uppercased()).isISOCurrency
    }

    /// `"; did you mean 'EUR'?"` for what is nearly a currency, the common ones first; else an empty string.
    package static func currencyHint(_ text: String) -> String {
        currencies.phrase(for: text)
    }

    private static let currencies = Suggestion.Names(
        ["EUR", "USD", "GBP", "CHF", "JPY", "AUD", "CAD", "NZD", "SEK", "DKK", "NOK", "PLN", "CZK", "INR"]
            + Locale.Currency.isoCurrencies.map(\.identifier).sorted())
}
