import UsherCore

/// Somebody asks for no more mail: by the mail that `List-Unsubscribe` offers, or in one word.
struct Leaving {
    /// What stands behind `unsubscribe` in the subject, as it was written; at most 200 characters.
    let token: String?

    /// Nil for a mail that says anything else as well.
    static func read(_ subject: String, _ lines: [String]) -> Leaving? {
        let words = subject.prefix(400).split { $0.isWhitespace }
        if words.count == 2, words[0].lowercased() == "unsubscribe", isToken(words[1]) {
            return Leaving(token: String(words[1]))
        }
        if says(String(subject.prefix(400))) { return Leaving(token: nil) }
        let text = AnswerWords.own(lines).joined(separator: " ")
        return text.utf8.count <= 100 && says(text) ? Leaving(token: nil) : nil
    }

    /// In octets.
    static let tokenLengths = 20...200

    private static func isToken(_ word: Substring) -> Bool {
        tokenLengths.contains(word.utf8.count)
            && word.utf8.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x5F }
    }

    /// Whether that is all that the text says.
    private static func says(_ text: String) -> Bool {
        let words = WordPhrases<Bool>.words(text).filter { !polite.contains(String($0)) }
        return sayings.contains(words.joined(separator: " "))
    }

    private static let polite: Set<String> = [
        "please", "bitte", "re", "aw", "thanks", "thank", "you", "danke", "merci", "now",
    ]
    private static let sayings: Set<String> = [
        "unsubscribe", "unsubscribe me", "remove", "remove me", "stop", "cancel", "opt out", "optout", "take me off",
        "remove me from your list", "remove me from this list", "unsubscribe me from this list", "abmelden",
        "abbestellen", "austragen", "abmeldung", "désabonner", "désinscrire", "désinscription", "désabonnement", "baja",
        "darme de baja", "cancelar suscripción", "cancellami", "disiscrizione", "cancelar", "descadastrar", "afmelden",
        "uitschrijven", "wypisz", "avregistrera", "отписаться", "отписка",
    ]
}
