import TestSupport
import Testing
import UsherCore

@Suite("Phrases in a text")
struct WordPhrasesTests {
    private static let phrases = WordPhrases<String>([
        ("exact", "user unknown, no such user"), ("stem", "undeliver*, refus* mail"), ("gap", "mailbox … full"),
        ("foreign", "empfänger unbekannt, échou*"), ("unspaced", "~不存在"),
    ])

    private static let texts: [(String, Set<String>)] = [
        ("550 User unknown.", ["exact"]), ("the user is unknown", []), ("Undeliverable: undelivered", ["stem"]),
        ("we refused your mail", []), ("refuses mail", ["stem"]), ("Mailbox of Ann is full", ["gap"]),
        ("mailbox full", ["gap"]), ("mailbox 1 2 3 4 5 6 7 8 9 full", []), ("Empfänger unbekannt", ["foreign"]),
        ("Empfa\u{308}nger unbekannt", ["foreign"]), ("Échoué", ["foreign"]),
        ("E\u{301}chec e\u{301}choue\u{301}", ["foreign"]), ("用户不存在。", ["unspaced"]),
        ("no such user; mailbox\tfull", ["exact", "gap"]), ("", []), ("...", []),
    ]

    @Test("what they mean, whatever is written between and behind", arguments: texts)
    func means(_ text: String, _ meanings: Set<String>) {
        #expect(Self.phrases.meanings(in: WordPhrases<String>.words(text)) == meanings)
    }

    private static let pieces: [(String, [String])] = [
        ("Don't SEND 5.1.1 a-b_c", ["don't", "send", "5", "1", "1", "a", "b", "c"]), ("Größe 5 €", ["größe", "5"]),
        ("\r\n\t", []), ("a\u{0}b", ["a", "b"]),
    ]

    @Test("words are what is made of letters and numbers, in lower case", arguments: pieces)
    func words(_ text: String, _ words: [String]) {
        #expect(WordPhrases<String>.words(text).map(String.init) == words)
    }
}
