import Foundation
import UsherCore

/// Time zones and languages that exist.
package enum KnownNames {
    /// Why `text` is not a time zone's IANA name (`Europe/Madrid`, `UTC`); nil when it is one.
    package static func zoneFault(_ text: String) -> String? {
        guard ZoneClock.named(text) == nil else { return nil }
        let hint = ZoneClock.suggestion(for: text)
        return "'\(Field.shortened(text))' is not a time zone's name"
            + (hint.isEmpty ? "; write it like Europe/Madrid or UTC" : hint)
    }

    /// Why `text` is not a language (`de`, `pt-BR`, `zh-Hant`: BCP 47 with language, script and region); nil when it is
    /// one.
    package static func languageFault(_ text: String) -> String? {
        let parts = text.prefix(64).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let fault = "'\(Field.shortened(text))' is not a language; write it like de or pt-BR"
        guard let language = parts.first, (2...3).contains(language.utf8.count), language == language.lowercased(),
            Locale.LanguageCode(language).isISOLanguage
        else { return fault }
        var rest = parts.dropFirst()
        if let script = rest.first, script.utf8.count == 4, Locale.Script(script).isISOScript {
            rest = rest.dropFirst()
        }
        if let region = rest.first, Locale.Region(region).isISORegion { rest = rest.dropFirst() }
        return rest.isEmpty && text.utf8.count <= 64 ? nil : fault
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
