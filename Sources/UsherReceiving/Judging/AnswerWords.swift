import UsherCore

/// What a person wrote, without what the answer quotes.
enum AnswerWords {
    /// The first 200 lines of the text that nobody else wrote, up to the signature: neither what is quoted, wherever it
    /// stands, nor the line that says whose words these are.
    static func unquoted(_ lines: [String]) -> [String] {
        var own: [String] = []
        for line in lines.prefix(200) {
            if line.hasPrefix("--") || line.hasPrefix("__") { break }
            guard line.first == ">" else {
                own.append(line)
                continue
            }
            while own.last?.allSatisfy(\.isWhitespace) == true { own.removeLast() }
            guard own.last?.trimmedBlanks.hasSuffix(":") == true else { continue }
            // `On Monday, 5 January 2026, Shop <hello@shop.example>` and `wrote:` may be two lines, and stand right
            // under what was written.
            let block = Array(own.reversed().prefix(3).prefix { !$0.allSatisfy(\.isWhitespace) })
            guard let first = block.firstIndex(where: { $0.contains("@") || $0.contains(where: \.isNumber) }) else {
                continue
            }
            let isLonger = block.dropFirst(first + 1).first?.trimmedBlanks.hasSuffix(",") == true
            own.removeLast(isLonger ? first + 2 : first + 1)
        }
        return own
    }

    /// Whether the answer plainly says yes: one of its first six words does, and nothing in it, in front of what it
    /// quotes or behind it, says no or wants no more. Silence confirms nothing: the mail asks for a yes, and whoever
    /// was signed up by a stranger may say so in any words.
    ///
    /// | Words | |
    /// | --- | --- |
    /// | `Yes`, `Ja, gern!`, `OK, send it` | yes |
    /// | nothing, `Thanks`, `Who are you?`, `I am out of the office` | no |
    /// | `No!`, `Ja? Nein, das war ich nicht.`, `Yes, remove me` | no |
    static func sayYes(_ lines: [String]) -> Bool {
        let unquoted = lines.prefix(200).prefix { !$0.hasPrefix("--") && !$0.hasPrefix("__") }.filter { line in
            line.first != ">" && !line.trimmedBlanks.hasSuffix(":")
        }
        let words = WordPhrases<Bool>.words(String(unquoted.joined(separator: " ").prefix(4000))).map { String($0) }
        let refuses = words.contains { word in no.contains(word) || leaving.contains { word.hasPrefix($0) } }
        return !refuses && words.prefix(6).contains(where: yes.contains)
    }

    private static let yes: Set<String> = [
        "yes", "yep", "yeah", "ok", "okay", "sure", "confirm", "confirmed", "ja", "jawohl", "gern", "gerne", "klar",
        "oui", "sí", "sì", "sim", "tak", "ano", "да", "jo", "はい", "是",
    ]
    private static let no: Set<String> = [
        "no", "nope", "not", "never", "stop", "wrong", "didn", "wasn", "didn't", "wasn't", "don't", "nein", "nicht",
        "kein", "keine", "keinen", "niemals", "non", "pas", "jamais", "nee", "niet", "nej", "inte", "ikke", "nie",
        "não", "nao", "нет", "не", "ei", "いいえ",
    ]
    /// Beginnings of the words by which people leave or complain.
    private static let leaving = [
        "unsub", "remov", "delet", "cancel", "spam", "scam", "abmeld", "abgemeld", "lösch", "entfern", "austrag",
        "désinscri", "désabonn", "supprim", "afmeld", "verwijder", "wypis", "odhlás", "отпис", "удал", "borra",
        "elimin",
    ]
}
