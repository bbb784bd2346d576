import UsherCore

/// What a new token is for and until when, as the command line says it.
package enum TokenTerms {
    /// Milliseconds that a token lasts where nothing is said.
    static let standardLife: Int64 = 365 * 86_400_000

    /// `events,consent`
    package static func scopes(_ text: String) throws(Misreading) -> Set<TokenScope> {
        var scopes: Set<TokenScope> = []
        let known = TokenScope.allCases.map(\.rawValue)
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let word = part.trimmingPrefix(while: { $0 == " " })
            guard let scope = TokenScope(rawValue: String(word)) else {
                throw Misreading(
                    "--scope takes \(known.joined(separator: ", ")), not '\(PlainText.shown(String(word)))'"
                        + Suggestion.phrase(for: String(word), in: known))
            }
            scopes.insert(scope)
        }
        return scopes
    }

    /// `90 days`, a day or a moment, `never`; nothing is a year.
    package static func end(_ text: String, now: Timestamp, clock: ZoneClock) throws(Misreading) -> Timestamp? {
        if text.isEmpty { return now.adding(milliseconds: standardLife) }
        if text == "never" { return nil }
        let end: Timestamp
        if text.first?.isNumber == true, text.contains("-") {
            end = try Timestamp(parsing: text, clock: clock)
        } else {
            end = now.adding(milliseconds: try Wait(parsing: text).elapsed)
        }
        guard end > now else { throw Misreading("--expires '\(PlainText.shown(text))' is over already") }
        return end
    }
}
