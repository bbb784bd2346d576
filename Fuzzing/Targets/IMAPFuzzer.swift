import UsherIMAP

extension Fuzzer {
    /// What an IMAP server answers. The first octet says where the reads are cut.
    static let imap = Fuzzer(
        "imap",
        words: [
            "* OK ", "* BYE ", "u1 OK ", "u2 NO [TRYCREATE] ", "u3 OK ", "[UIDVALIDITY 7]", "[READ-ONLY]", "\r\n",
            "* CAPABILITY IMAP4rev1 MOVE UIDPLUS", "* 2 EXISTS", "* 1 FETCH (UID 3 ", "RFC822.SIZE 12 ",
            "FLAGS (\\Seen) ",
            "BODY[] {4}\r\nours)", "{0}\r\n", "{3+}\r\n", "\"quoted \\\" text\"", "NIL", "((", "))", "+ ",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let seed = input.next()
        let whole = Responses(feeding: [input.rest])
        let cut = Responses(feeding: pieces(of: input.rest, seed: seed))
        try hold(whole == cut, "The responses depend on where the reads end: \(whole) and \(cut).")
        try hold(whole.list.count * 2 <= input.rest.count + 2, "There are more responses than lines.")
        var visit = MailboxVisit(folder: "INBOX", taken: "Usher", memory: MailboxMemory(account: "a"))
        var actions: [MailboxVisit.Action] = []
        visit.handle(.began, &actions)
        for response in whole.list { visit.handle(.response(response), &actions) }
        visit.handle(.ended(.lost), &actions)
        var ends = 0
        for action in actions {
            switch action {
            case .end: ends += 1
            case .say(let command):
                try hold(command.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "A command has a control character.")
                try hold(command.utf8.count < 2000, "A command is long.")
            case .judge(let mail): try hold(mail.count <= input.rest.count, "A mail is more than was sent.")
            case .remember, .tell: break
            }
        }
        try hold(ends == 1, "A visit ends once.")
    }
}

/// What the reader makes of some reads.
private struct Responses: Equatable {
    private(set) var list: [IMAPResponse] = []
    private(set) var isMalformed = false

    init(feeding reads: [ArraySlice<UInt8>]) {
        var reader = ResponseReader(mostInLiterals: 100_000)
        do throws(IMAPMalformed) {
            for read in reads {
                try reader.feed(read)
                while let response = reader.next() { list.append(response) }
            }
        } catch {
            while let response = reader.next() { list.append(response) }
            isMalformed = true
        }
    }
}
