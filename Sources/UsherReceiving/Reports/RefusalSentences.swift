import UsherCore

/// The lines of a report's text that tell of one recipient.
struct RefusalSentences {
    /// The lines from the one with the recipient's address to the next one with another; all lines where the recipient
    /// is the only one.
    private let lines: [String]

    /// Picks the recipient's lines out of a text.
    ///
    /// - Parameter isAlone: whether the whole text is about this recipient.
    init(_ spoken: SpokenLines, of recipient: EmailAddress?, isAlone: Bool, others: [EmailAddress] = []) {
        let lines = spoken.lines
        let start = recipient.flatMap(spoken.firstLine)
        let begin = start ?? (isAlone ? 0 : lines.endIndex)
        let end = spoken.firstLine(of: others, behind: begin) ?? lines.endIndex
        let block = begin < end ? Array(lines[begin..<end].prefix(80)) : []
        let heard = isAlone ? [] : recipient.map { Self.heard(in: lines, before: $0) } ?? []
        self.lines = Array((isAlone ? block + lines.prefix(start ?? 0) : heard + block).prefix(80))
    }

    /// What a server said right above `554 <ann@x.example>... Service unavailable`: a transcript has it before it says
    /// whom it was about.
    private static func heard(in lines: [String], before recipient: EmailAddress) -> [String] {
        let wire = recipient.wire.lowercased()
        for (index, line) in lines.prefix(200).enumerated() where index > 0 && line.contains("...") {
            guard line.lowercased().contains(wire) else { continue }
            let talk = lines[..<index].reversed().prefix { $0.hasPrefix("<<<") || $0.hasPrefix(">>>") }
            let heard = talk.reversed().filter { $0.hasPrefix("<<<") }.map { String($0.dropFirst(3)) }
            if !heard.isEmpty { return heard + [""] }
        }
        return []
    }

    /// The replies of servers in these lines, each with the words on the lines behind it.
    func replies(_ status: EnhancedStatus? = nil) -> [Reply] {
        var replies: [Reply] = []
        for (index, line) in lines.enumerated() where replies.count < 5 {
            guard ReplyText.reply(in: line) != nil else { continue }
            let more = lines[(index + 1)...].prefix(4).prefix { line in
                !line.allSatisfy(\.isWhitespace) && ReplyText.reply(in: line) == nil
            }
            let whole = ([line] + more.map(\.trimmedBlanks)).joined(separator: " ")
            if let reply = ReplyText.reply(in: whole, status: status) { replies.append(reply) }
        }
        return replies
    }

    /// The sentences of these lines; one that is broken over several lines is put together.
    var sentences: [String] {
        var sentences: [String] = []
        for paragraph in lines.split(whereSeparator: { $0.allSatisfy(\.isWhitespace) }) {
            let text = paragraph.joined(separator: " ")
            var sentence = ""
            // A full stop inside of a word is a name's: `the domain x.example is not registered`.
            var ended: Character = " "
            for character in text.prefix(2000) {
                let isEnd = "。！？".contains(ended) || ".!?".contains(ended) && character.isWhitespace
                if isEnd, sentence.count > 30 {
                    sentences.append(sentence)
                    sentence = ""
                }
                sentence.append(character)
                ended = character
            }
            if !sentence.isEmpty { sentences.append(sentence) }
            if sentences.count > 60 { break }
        }
        return sentences
    }
}
