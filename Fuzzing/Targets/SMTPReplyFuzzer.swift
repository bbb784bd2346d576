import UsherCore
import UsherSMTP

extension Fuzzer {
    /// What a relay answers. The first octet says where the reads are cut.
    static let smtpReply = Fuzzer(
        "smtp-reply",
        words: [
            "250 ", "250-", "\r\n", "550 5.1.1 ", "421 4.7.0 ", "452-4.2.2 ", "354 ", "SIZE 1000", "PIPELINING",
            "8BITMIME", "STARTTLS", "user unknown", "mailbox full", "spam", "https://x.example/", "<a@b.example>",
            "ENHANCEDSTATUSCODES", "220 ", "5.7.1", "try again later", "blocked", "rate limit",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let seed = input.next()
        let whole = Replies(feeding: [input.rest])
        let cut = Replies(feeding: pieces(of: input.rest, seed: seed))
        try hold(whole == cut, "The replies depend on where the reads end: \(whole) and \(cut).")
        try hold(whole.list.count * 4 <= input.rest.count + 1, "There are more replies than lines.")
        let recipient = try? EmailAddress("ada.user@shop.example")
        for reply in whole.list {
            try hold((200..<600).contains(reply.code), "\(reply.code) is no code of a reply.")
            try hold(reply.text.unicodeScalars.count <= 512, "A reply's text is not cut.")
            try hold(reply.text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "A text has a control character.")
            try hold(reply.enhanced?.status ?? reply.code / 100 == reply.code / 100, "A status is of another class.")
            guard !reply.isPositive else { continue }
            for phase in [WirePhase.mail, .rcpt, .dot] {
                let verdict = Verdict(refusal: reply, at: phase, recipient: recipient)
                let isForEver = verdict == .bounced || verdict == .refused
                try hold(!(isForEver && reply.isTransient), "A 4xx is taken for a no for ever.")
            }
        }
    }
}

/// What a parser makes of some reads.
private struct Replies: Equatable {
    private(set) var list: [Reply] = []
    private(set) var isMalformed = false

    init(feeding reads: [ArraySlice<UInt8>]) {
        var parser = ReplyParser()
        do throws(ReplyParser.Malformed) {
            for read in reads {
                Array(read).withUnsafeBytes { parser.feed($0) }
                while let reply = try parser.next() { list.append(reply) }
            }
        } catch {
            isMalformed = true
        }
    }
}
