import Testing
import UsherCore

@Suite("What servers out there say")
struct RepliesInTheWildTests {
    @Test("means what it means at RCPT and at the dot", arguments: ReplyInTheWild.all())
    func refusal(_ row: ReplyInTheWild) throws {
        let recipient = try EmailAddress("nospam@x.example")
        #expect(Verdict(refusal: row.reply, at: .rcpt, recipient: recipient) == row.rcpt)
        #expect(Verdict(refusal: row.reply, at: .dot, recipient: recipient) == row.dot)
    }

    @Test(
        "who blames the sender harms nobody, whatever code stands before it",
        arguments: ReplyInTheWild.all(under: "sender"))
    func neverHarms(_ row: ReplyInTheWild) {
        // Those that blame by their code alone have other words.
        guard !row.reply.text.contains("5.7.1"), row.reply.enhanced?.subject != 7 || row.reply.text.count > 20 else {
            return
        }
        let codes: [(Int, EnhancedStatus?)] = [
            (550, EnhancedStatus(5, 1, 1)), (552, nil), (554, EnhancedStatus(5, 2, 0)), (504, EnhancedStatus(5, 5, 2)),
            (550, nil), (553, EnhancedStatus(5, 1, 3)), (556, EnhancedStatus(5, 1, 10)), (571, nil),
        ]
        for (code, status) in codes {
            let reply = Reply(code: code, enhanced: status, text: row.reply.text)
            for phase in [WirePhase.rcpt, .data, .dot] {
                let verdict = Verdict(refusal: reply, at: phase)
                #expect(verdict != .bounced && verdict != .refused, "\(reply.codes) at \(phase)")
            }
        }
    }

    static let ended = [
        "rejected (#5.7.1)", "rejected [5.7.1]", "rejected #5.7.1", "rejected: 5.7.1 no", "rejected 5.7.1.",
        "5.7.1-rejected",
    ]

    @Test(
        "a code that lies, or a word beside another reason, proves nothing about anybody",
        arguments: ReplyInTheWild.all(under: "lies"))
    func lies(_ row: ReplyInTheWild) {
        for status in [EnhancedStatus(5, 1, 2), EnhancedStatus(5, 1, 3), EnhancedStatus(5, 7, 1), nil] {
            for code in [550, 553, 554] {
                let reply = Reply(code: code, enhanced: status, text: row.reply.text)
                #expect(Verdict(refusal: reply, at: .rcpt) != .bounced, "\(reply.codes)")
            }
        }
    }

    @Test("a code at the end of a text, or in the middle, is a code", arguments: ended)
    func codes(_ text: String) {
        #expect(Verdict(refusal: Reply(code: 550, text: text), at: .rcpt) == .blocked(.domain))
        let unknown = text.replacing("5.7.1", with: "5.1.1").replacing("rejected", with: "invalid recipient")
        #expect(Verdict(refusal: Reply(code: 550, text: unknown), at: .rcpt) == .bounced)
    }

    @Test(
        "what only looks like a code is none",
        arguments: [
            "rejected 5.7.1.9", "rejected 15.7.1", "rejected by version 4.7.1", "rejected at 192.0.5.7",
            "rejected v5.7.1",
        ])
    func noCodes(_ text: String) { #expect(Verdict(refusal: Reply(code: 550, text: text), at: .rcpt) == .refused) }

    @Test("there are enough of them")
    func many() {
        #expect(ReplyInTheWild.all().count >= 400)
        #expect(ReplyInTheWild.all(under: "sender").count >= 110)
    }
}
