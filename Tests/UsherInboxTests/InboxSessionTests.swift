import Testing
import TestSupport

@testable import UsherInbox

@Suite("The inbox's session")
struct InboxSessionTests {
    private let ok = "250 2.0.0 Ok"

    /// The codes of the replies and the messages, when `input` comes in pieces and every message is kept at once.
    private func talk(
        _ input: String, pieces: [Int] = []
    ) -> (transcript: [String], messages: [InboxMessage], isClosed: Bool) {
        var session = InboxSession()
        var pending = session.open()
        var transcript: [String] = []
        var messages: [InboxMessage] = []
        var isClosed = false
        var rest = Array(input.utf8)[...]
        var sizes = pieces[...]
        while true {
            while !pending.isEmpty {
                switch pending.removeFirst() {
                case .reply(let text): transcript.append(text)
                case .keep(let message):
                    messages.append(message)
                    pending += session.kept(as: "m\(messages.count)")
                case .close: isClosed = true
                }
            }
            guard !rest.isEmpty else { return (transcript, messages, isClosed) }
            let size = sizes.popFirst() ?? rest.count
            pending = session.receive(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
    }

    private func codes(_ transcript: [String]) -> [String] { transcript.map { String($0.prefix(3)) } }

    private let dialogue =
        "EHLO client.example\r\nMAIL FROM:<bounce+1@shop.example> SIZE=40 BODY=8BITMIME\r\n"
        + "RCPT TO:<ada@example.org>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\n"
        + "Subject: one\r\n\r\n..dot\r\n...\r\n.x\r\n\r\n.\r\n"
        + "MAIL FROM:<>\r\nRCPT TO:<ada@example.org>\r\nDATA\r\n.\r\nQUIT\r\n"

    @Test("takes pipelined messages, unstuffs dots, and answers in order")
    func pipelined() {
        let (transcript, messages, isClosed) = talk(dialogue)
        #expect(
            transcript == [
                "220 localhost Usher rehearsal inbox",
                "250-localhost\r\n250-PIPELINING\r\n250-SIZE 33554432\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES",
                "250 2.1.0 Ok", "250 2.1.5 Ok", "250 2.1.5 Ok", "354 End with a dot on a line of its own",
                "250 2.0.0 Ok: kept as m1", "250 2.1.0 Ok", "250 2.1.5 Ok", "354 End with a dot on a line of its own",
                "250 2.0.0 Ok: kept as m2", "221 2.0.0 Bye",
            ])
        #expect(
            messages == [
                InboxMessage(
                    sender: "bounce+1@shop.example", recipients: ["ada@example.org", "bob@example.org"],
                    bytes: Array("Subject: one\r\n\r\n.dot\r\n..\r\nx\r\n\r\n".utf8)),
                InboxMessage(sender: "", recipients: ["ada@example.org"], bytes: []),
            ])
        #expect(isClosed)
    }

    @Test("does not care how the octets are cut into pieces", arguments: 0..<200 as Range<UInt64>)
    func pieces(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let limit = Int.random(in: 1...40, using: &generator)
        let sizes = (0..<dialogue.utf8.count).map { _ in Int.random(in: 1...limit, using: &generator) }
        let whole = talk(dialogue)
        let cut = talk(dialogue, pieces: sizes)
        #expect(cut.transcript == whole.transcript)
        #expect(cut.messages == whole.messages)
        #expect(cut.isClosed)
    }

    @Test("gives back any body that was stuffed as RFC 5321 says", arguments: 0..<300 as Range<UInt64>)
    func roundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = [".", ".", "\r\n", "\r\n", "\r", "\n", "a", "ü"]
        var body = (0..<Int.random(in: 0...30, using: &generator))
            .compactMap { _ in alphabet.randomElement(using: &generator) }.joined()
        body += "\r\n"
        var stuffed: [UInt8] = []
        var atLineStart = true
        for (index, octet) in body.utf8.enumerated() {
            if atLineStart, octet == UInt8(ascii: ".") { stuffed.append(octet) }
            stuffed.append(octet)
            let utf8 = Array(body.utf8)
            atLineStart = octet == UInt8(ascii: "\n") && index > 0 && utf8[index - 1] == UInt8(ascii: "\r")
        }
        let (_, messages, _) = talk(
            "EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n" + String(decoding: stuffed, as: UTF8.self)
                + ".\r\nNOOP\r\n")
        #expect(messages.map(\.bytes) == [Array(body.utf8)])
    }

    @Test("answers nothing that follows a message before the message is on disk")
    func waits() {
        var session = InboxSession()
        _ = session.receive(Array("EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n".utf8))
        let first = session.receive(Array("x\r\n.\r\nNOOP\r\nMAIL FROM:<a@b>\r\n".utf8))
        #expect(first == [.keep(InboxMessage(sender: "a@b", recipients: ["c@d"], bytes: Array("x\r\n".utf8)))])
        #expect(session.isKeeping)
        #expect(session.receive(Array("RCPT TO:<c@d>\r\n".utf8)).isEmpty)
        #expect(session.timeOut().isEmpty)
        #expect(
            session.kept(as: "n") == [
                .reply("250 2.0.0 Ok: kept as n"), .reply(ok), .reply("250 2.1.0 Ok"), .reply("250 2.1.5 Ok"),
            ])
        #expect(session.kept(as: "n").isEmpty)
    }

    @Test("says 4xx when the message could not be written, and goes on")
    func notKept() {
        for (outOfSpace, code) in [(true, "452 4.3.1"), (false, "451 4.3.0")] {
            var session = InboxSession()
            _ = session.receive(Array("EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nx\r\n.\r\nNOOP\r\n".utf8))
            let actions = session.notKept(outOfSpace: outOfSpace)
            #expect(actions.count == 2 && actions.last == .reply(ok))
            guard case .reply(let text) = actions.first else { return #expect(Bool(false), "no reply") }
            #expect(text.hasPrefix(code))
        }
    }

    @Test("finishes what it keeps before it stops")
    func stopping() {
        var idle = InboxSession()
        #expect(idle.stop() == [.reply("421 4.3.2 The inbox is closing"), .close])
        #expect(idle.stop().isEmpty)
        #expect(idle.receive(Array("NOOP\r\n".utf8)).isEmpty)

        var busy = InboxSession()
        _ = busy.receive(Array("EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nx\r\n.\r\nNOOP\r\n".utf8))
        #expect(busy.stop().isEmpty)
        #expect(
            busy.kept(as: "n") == [
                .reply("250 2.0.0 Ok: kept as n"), .reply("421 4.3.2 The inbox is closing"), .close,
            ])
    }

    @Test(
        "refuses what is wrong and goes on",
        arguments: [
            ("MAIL FROM:<a@b>\r\n", "503 5.5.1"),
            ("EHLO\r\n", "501 5.5.4"),
            ("EHLO c\r\nRCPT TO:<c@d>\r\n", "503 5.5.1"),
            ("EHLO c\r\nDATA\r\n", "503 5.5.1"),
            ("EHLO c\r\nMAIL FROM:<a@b>\r\nDATA\r\n", "554 5.5.1"),
            ("EHLO c\r\nMAIL FROM:<a@b>\r\nMAIL FROM:<a@b>\r\n", "503 5.5.1"),
            ("EHLO c\r\nMAIL FROM:a@b\r\n", "501 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<a@b>x\r\n", "501 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<a b@c>\r\n", "501 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<a\nb@c>\r\n", "501 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<ä@c>\r\n", "553 5.6.7"),
            ("EHLO c\r\nMAIL FROM:<a@b> X\n250=1\r\n", "501 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<a@b> SIZ\u{0}=1\r\n", "501 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<a@b> SIZE=33554433\r\n", "552 5.3.4"),
            ("EHLO c\r\nMAIL FROM:<a@b> SIZE=big\r\n", "501 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<a@b> SMTPUTF8\r\n", "555 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<a@b> A=1 B=2 C=3 D=4\r\n", "555 5.5.4 The parameter A is"),
            ("EHLO c\r\nMAIL FROM:<a@b> SIZE=33554433 SIZE=1\r\n", "552 5.3.4"),
            ("EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d> NOTIFY=NEVER\r\n", "555 5.5.4"),
            ("EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<nobody>\r\n", "501 5.1.3"),
            ("STARTTLS\r\n", "500 5.5.2"),
            ("\r\n", "500 5.5.2"),
            ("NOOP\nQUIT\r\n", "500 5.5.2"),
            ("NOOP \(String(repeating: "x", count: 5000))\r\n", "500 5.5.6"),
        ])
    func refusals(input: String, expected: String) {
        for pieces in [[], Array(repeating: 7, count: input.utf8.count)] {
            let (transcript, messages, isClosed) = talk(input + "NOOP\r\n", pieces: pieces)
            #expect(transcript.dropLast().last?.hasPrefix(expected) == true)
            #expect(transcript.last == ok)
            #expect(messages.isEmpty && !isClosed)
        }
    }

    @Test(
        "takes what is unusual and right",
        arguments: [
            ("mail from:<A@B>\r\nrcpt to:<C@D>\r\n", "A@B", "C@D"),
            ("MAIL FROM: <a@b>\r\nRCPT TO: <c@d>\r\n", "a@b", "c@d"),
            ("MAIL FROM:<\"a >b\"@c>\r\nRCPT TO:<\"\\\"\"@d>\r\n", "\"a >b\"@c", "\"\\\"\"@d"),
            ("MAIL FROM:<>\r\nRCPT TO:<Postmaster>\r\n", "", "Postmaster"),
            ("RSET\r\nMAIL FROM:<x@y>\r\nRSET\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n", "a@b", "c@d"),
        ])
    func unusual(input: String, sender: String, recipient: String) {
        let messages = talk("HELO c\r\n\(input)data\r\nx\r\n.\r\n").messages
        #expect(messages == [InboxMessage(sender: sender, recipients: [recipient], bytes: Array("x\r\n".utf8))])
    }

    @Test("refuses a line over 998 octets, and takes one of 998")
    func longLines() {
        let start = "EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n"
        for (length, code) in [(998, "250"), (999, "554")] {
            let (transcript, _, _) = talk("\(start)\(String(repeating: "x", count: length))\r\n.\r\n")
            #expect(codes(transcript).last == code)
        }
    }

    @Test("takes a command of the greatest length, wherever the read before its end ends", arguments: [0, 1, 2])
    func longestLine(before: Int) {
        let line = "NOOP \(String(repeating: "x", count: InboxSession.lineLimit - 5))\r\n"
        #expect(talk(line, pieces: [line.utf8.count - before]).transcript.last == ok)
    }

    @Test("refuses a message over the limit without keeping it in memory, and takes the next one")
    func tooLarge() {
        var reader = DotReader(limit: 10)
        #expect(reader.read(Array("1234567\r\n8\r\n.\r\n".utf8)[...]) == (15, true))
        #expect(reader.isTooLarge && reader.bytes.isEmpty)
        var fits = DotReader(limit: 10)
        #expect(fits.read(Array("12345678\r\n.\r\nNOOP".utf8)[...]) == (13, true))
        #expect(!fits.isTooLarge && fits.bytes.count == 10)
    }

    @Test("closes after ten commands that make no sense")
    func nonsense() {
        let (transcript, _, isClosed) = talk(String(repeating: "GET / HTTP/1.1\r\n", count: 20))
        #expect(codes(transcript) == ["220"] + Array(repeating: "500", count: 10) + ["421"])
        #expect(isClosed)
    }

    @Test("takes up to a thousand recipients")
    func recipients() {
        let many = String(repeating: "RCPT TO:<c@d>\r\n", count: 1001)
        let transcript = talk("EHLO c\r\nMAIL FROM:<a@b>\r\n\(many)").transcript
        #expect(transcript.filter { $0 == "250 2.1.5 Ok" }.count == 1000)
        #expect(transcript.last?.hasPrefix("452 4.5.3") == true)
    }
}
