import UsherCore

/// What a person wrote, without what the answer quotes.
enum AnswerWords {
    /// The lines in front of what is quoted, at most 40.
    static func own(_ lines: [String]) -> ArraySlice<String> {
        lines.prefix(40).prefix { line in
            line.first != ">" && !line.hasSuffix(":") && !line.hasPrefix("--") && !line.hasPrefix("__")
        }
    }

    /// Whether one of the first words says no, and none before it yes.
    ///
    /// | Words | |
    /// | --- | --- |
    /// | `No!`, `Nein, das war ich nicht.`, `That was not me` | yes |
    /// | `Yes`, `Ja, kein Problem`, `Gern`, nothing | no |
    static func sayNo(_ lines: [String]) -> Bool {
        let start = own(lines).joined(separator: " ")
        let words = WordPhrases<Bool>.words(String(start.prefix(500))).prefix(6).map { String($0) }
        let deciding = words.first { yes.contains($0) || no.contains($0) }
        return deciding.map(no.contains) ?? false
    }

    private static let yes: Set<String> = [
        "yes", "yep", "yeah", "ok", "okay", "sure", "confirm", "confirmed", "ja", "jawohl", "gern", "gerne", "klar",
        "oui", "si",
        "sí", "sì", "sim", "tak", "ano", "да", "jo", "はい", "是",
    ]
    private static let no: Set<String> = [
        "no", "nope", "not", "never", "stop", "wrong", "didn", "wasn", "didn't", "wasn't", "nein", "nicht", "kein",
        "keine", "niemals", "non",
        "pas", "jamais", "nee", "niet", "nej", "inte", "ikke", "nie", "não", "nao", "нет", "не", "ei", "いいえ",
    ]
}
