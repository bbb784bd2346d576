import UsherCore

/// Somebody asks for no more mail: by the mail that `List-Unsubscribe` offers, or in as few words.
///
/// | The subject, if it is no answer's | and the text | |
/// | --- | --- | --- |
/// | `unsubscribe` and a token | nothing, or says the same | leaves |
/// | a plain word, such as *unsubscribe* | nothing, or says the same | leaves |
/// | one of these two | says more | leaves, and people have to read it |
/// | a word that may mean an order or a course as well, such as *cancel* | nothing, or no more than that | leaves, and people have to read it |
/// | anything else | nothing but a plain word | leaves |
/// | anything else | a plain word, and more under it | leaves, and people have to read it |
/// | anything else | nothing but such a word as *cancel* | leaves, and people have to read it |
/// | anything | few sentences, and one of them asks to be taken off a list (`LeavingRequest`) | leaves, and people have to read it |
/// | anything else | anything else | nobody leaves: somebody wrote |
///
/// What mail programs write by themselves, and what is quoted, says nothing.
struct Leaving {
    /// The word behind `unsubscribe` in the subject, as it was written; at most 200 characters.
    let token: String?
    /// Whether there is more in the mail than a program can understand.
    let isLetter: Bool

    /// Reads what a mail says about leaving; nil where nobody leaves.
    ///
    /// - Parameters:
    ///   - isAnswer: whether the subject is that of the message it answers.
    ///   - hasFiles: whether something is attached.
    static func read(_ subject: String, isAnswer: Bool, _ lines: [String], hasFiles: Bool) -> Leaving? {
        let words = subject.prefix(400).split { $0.isWhitespace }
        let text = Saying(AnswerWords.unquoted(lines))
        if words.count == 2, words[0].lowercased() == "unsubscribe", isToken(words[1]) {
            return Leaving(token: String(words[1]), isLetter: text == .more || hasFiles)
        }
        let head = isAnswer ? .nothing : Saying([String(subject.prefix(400))])
        switch (head, text) {
        case (.plain, .nothing), (.plain, .plain), (.plain, .vague), (.vague, .plain), (.nothing, .plain):
            return Leaving(token: nil, isLetter: hasFiles)
        case (.plain, .more), (.vague, .nothing), (.vague, .vague), (.nothing, .vague), (.more, .plain),
            (.more, .vague):
            return Leaving(token: nil, isLetter: true)
        case (_, .more):
            let front = lines.prefix { $0.first != ">" } + [">"]
            let isPlain = Saying(AnswerWords.unquoted(Array(front))) == .plain
            let asks = isPlain || LeavingRequest.isOne(AnswerWords.unquoted(lines))
            return asks ? Leaving(token: nil, isLetter: true) : nil
        case (.nothing, .nothing), (.more, .nothing): return nil
        }
    }

    /// How long a token may be, in octets.
    static let tokenLengths = 20...200

    private static func isToken(_ word: Substring) -> Bool {
        tokenLengths.contains(word.utf8.count)
            && word.utf8.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x5F }
    }
}

/// What a whole text says about leaving.
private enum Saying {
    case nothing
    /// It asks to leave a list, and says nothing else.
    case plain
    /// It asks to leave, or to have something else cancelled.
    case vague
    /// It says anything else.
    case more

    init(_ lines: [String]) {
        let own = lines.filter { !Self.isFooter($0) }.joined(separator: " ").trimmedBlanks
        let lower = own.prefix(300).lowercased()
        guard own.utf8.count <= 300, !Self.programs.contains(where: { lower.hasPrefix($0) }) else {
            self = own.utf8.count <= 300 ? .nothing : .more
            return
        }
        let words = WordPhrases<Bool>.words(own).map { String($0) }.filter { !Self.polite.contains($0) }
        let saying = words.joined(separator: " ")
        self = saying.isEmpty ? .nothing : Self.plainWords.contains(saying) ? .plain : .more
        if Self.vagueWords.contains(saying) { self = .vague }
    }

    private static func isFooter(_ line: String) -> Bool {
        let lower = line.prefix(100).lowercased().trimmedBlanks
        return line.utf8.count <= 100 && footers.contains { lower.hasPrefix($0) }
    }

    private static let polite: Set<String> = [
        "please", "bitte", "thanks", "thank", "you", "danke", "merci", "gracias", "grazie", "now",
    ]
    private static let plainWords: Set<String> = [
        "unsubscribe", "unsubscribe me", "opt out", "optout", "take me off", "remove me", "remove me from your list",
        "remove me from this list", "unsubscribe me from this list", "désabonner", "désabonnement", "cancellami",
        "descadastrar", "отписаться", "отписка",
    ]
    /// Words that also end orders, courses and subscriptions.
    private static let vagueWords: Set<String> = [
        "remove", "stop", "cancel", "abmelden", "abbestellen", "austragen", "abmeldung", "désinscrire",
        "désinscription", "baja", "darme de baja", "cancelar", "cancelar suscripción", "disiscrizione", "afmelden",
        "uitschrijven", "wypisz", "avregistrera",
    ]
    /// Beginnings of the texts that mail programs put into a mail that unsubscribes.
    private static let programs = [
        "this message was automatically generated by", "apple mail sent this email to unsubscribe",
        "message sent by outlook to leave",
    ]
    /// Beginnings of the lines that mail programs put under what somebody wrote.
    private static let footers = [
        "sent from my", "sent from outlook", "sent from mail for", "get outlook for", "sent with", "von meinem",
        "gesendet mit", "gesendet von", "envoyé de mon", "envoyé depuis", "enviado desde", "enviado do", "inviato da",
        "verzonden met", "verstuurd vanaf", "wysłano z", "отправлено с",
    ]
}
