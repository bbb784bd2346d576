import UsherCore

/// The words of a complaint about a message.
enum ComplaintWords {
    /// The phrases, separated by commas, as `WordPhrases` reads them.
    static let phrases = """
        complaint about message from, abuse report, email abuse report, spam complaint, abuse complaint, offending
        message, spamcop
        """

    /// Whether a subject is that of a complaint and of nothing else, behind a tag such as `[Ticket 7]`.
    ///
    /// | Subject | |
    /// | --- | --- |
    /// | `complaint about message from 203.0.113.7`, `Abuse report #12`, `Spam complaint: Our news` | yes |
    /// | `My spam complaint`, `Spam complaint withdrawn`, `An abuse report?` | no |
    static func isTitle(_ subject: String) -> Bool {
        var rest = subject.prefix(400).lowercased().trimmedBlanks[...]
        if rest.first == "[", let end = rest.firstIndex(of: "]") { rest = rest[rest.index(after: end)...] }
        rest = rest.drop(while: \.isWhitespace)
        for title in titles where rest.hasPrefix(title) {
            let behind = rest.dropFirst(title.count).drop(while: \.isWhitespace)
            guard let next = behind.first else { return true }
            if ":#([-".contains(next) || next.isNumber || title.hasSuffix(" from") { return true }
            return links.contains { behind.hasPrefix("\($0) ") }
        }
        return false
    }

    /// Whether a line is nothing but words of a complaint: `[ Offending message ]`.
    static func isHeading(_ line: String) -> Bool {
        titles.contains(WordPhrases<Bool>.words(String(line.prefix(100))).joined(separator: " "))
    }

    private static let titles = phrases.split(separator: ",").map { phrase in
        phrase.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }
    private static let links = ["from", "about", "for", "regarding", "concerning"]
}
