import Testing
import TestSupport
import UsherCore

/// One line of `Tests/Fixtures/replies.txt`: what a server says, and what that means.
struct ReplyInTheWild: Sendable, CustomTestStringConvertible {
    let line: String
    let reply: Reply
    let rcpt: Verdict
    let dot: Verdict
    var testDescription: String { line }

    private static let verdicts: [Substring: Verdict] = [
        "B": .bounced, "R": .refused, "D": .blocked(.domain), "L": .retry(countsAttempt: true), "F": .failed,
    ]

    /// `B 550 5.1.1 text`, `R F 550 text`, or `B 550-5.1.1 text`; nil for a line that is none.
    init?(_ line: String) {
        var words = line.split(separator: " ")[...]
        var meant: [Verdict] = []
        while let word = words.first, let verdict = Self.verdicts[word] {
            meant.append(verdict)
            words = words.dropFirst()
        }
        guard let rcpt = meant.first, let dot = meant.last, let first = words.first, let code = Int(first.prefix(3))
        else {
            return nil
        }
        words = words.dropFirst()
        if first.count > 3 { words = [first.dropFirst(4)] + words }
        let numbers = words.first?.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) } ?? []
        var enhanced: EnhancedStatus?
        if numbers.count == 3, let status = numbers[0], let subject = numbers[1], let detail = numbers[2],
            status == code / 100
        {
            enhanced = EnhancedStatus(status, subject, detail)
            words = words.dropFirst()
        }
        self.line = line
        self.rcpt = rcpt
        self.dot = dot
        reply = Reply(code: code, enhanced: enhanced, text: words.joined(separator: " "))
    }

    /// All of them, or those under one heading.
    static func all(under heading: String? = nil) -> [ReplyInTheWild] {
        let text = (try? Repository.text("Tests/Fixtures/replies.txt")) ?? ""
        var current = ""
        var found: [ReplyInTheWild] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# ") { current = String(line.dropFirst(2).prefix { $0 != ":" }) }
            if heading == nil || heading == current, let reply = ReplyInTheWild(String(line)) { found.append(reply) }
        }
        return found
    }
}
