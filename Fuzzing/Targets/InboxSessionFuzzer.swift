import UsherInbox

extension Fuzzer {
    /// What a client says to rehearsal's SMTP server. The first octet says where the reads are cut.
    static let inboxSession = Fuzzer(
        "inbox-session",
        words: [
            "EHLO a\r\n", "HELO a\r\n", "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA\r\n", "\r\n.\r\n",
            "RSET\r\n", "NOOP\r\n", "QUIT\r\n", "VRFY x\r\n", "HELP\r\n", " SIZE=1000", " BODY=8BITMIME", "<>", "\r\n",
            "POSTMASTER", "\"a b\"@c.example", "..", "\r", "\n", " X=1",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let seed = input.next()
        let whole = Conversation(feeding: [input.rest])
        let cut = Conversation(feeding: pieces(of: input.rest, seed: seed))
        try hold(
            whole.actions == cut.actions, "The answers depend on where the reads end: \(whole.actions) \(cut.actions)")
        try hold(whole.actions.count <= input.rest.count + 2, "There are more answers than octets.")
        for (index, action) in whole.actions.enumerated() {
            switch action {
            case .reply(let text):
                let lines = text.replacing("\r\n", with: "").utf8
                try hold(lines.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "A reply has a control character: \(text)")
                try hold(text.utf8.count < 600 + 3 * InboxSession.lineLimit, "A reply is very long.")
            case .keep(let message):
                try hold((1...1000).contains(message.recipients.count), "A message has no recipient, or too many.")
                let addresses = [message.sender] + message.recipients
                try hold(addresses.joined().utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "An address is not plain.")
                try hold(
                    message.bytes.isEmpty || message.bytes.suffix(2) == [0x0D, 0x0A], "A message ends within a line.")
                try hold(message.bytes.count <= input.rest.count, "A message is longer than what was sent.")
            case .close: try hold(index == whole.actions.count - 1, "Something is answered after the end.")
            }
        }
    }

    /// The head of a message in rehearsal's folder.
    static let inboxMessage = Fuzzer(
        "inbox-message",
        words: [
            "Subject: ", "Date: ", "Message-ID: <", "\r\n", "\n ", "\n\t", "=?utf-8?q?", "=?utf-8?B?", "?=", "=C3=A9",
            "_",
            "=?iso-8859-1?Q?", ":",
        ]
    ) { octets throws(Breach) in
        let head = MessageHead(octets)
        let length = [head.subject, head.date, head.messageID].reduce(0) { $0 + ($1?.utf8.count ?? 0) }
        // An octet that is no text has three as a replacement character, and those are six read as Latin-1.
        try hold(length <= 6 * octets.count, "The head is far longer than the message.")
        guard !octets.contains(0x0D) else { return }
        let other = MessageHead(octets.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
        try hold(head == other, "The head depends on how lines end.")
    }
}

/// What the server answers to some reads, and with `kept` whatever it wants to have kept.
private struct Conversation {
    private(set) var actions: [InboxSession.Action] = []

    init(feeding reads: [ArraySlice<UInt8>]) {
        var session = InboxSession()
        actions = session.open()
        for read in reads {
            actions += session.receive(read)
            while session.isKeeping { actions += session.kept(as: "1") }
        }
    }
}
