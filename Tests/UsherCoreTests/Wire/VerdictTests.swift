import Testing
import UsherCore

@Suite("What a reply means")
struct VerdictTests {
    /// `code x.y.z text` at a phase.
    struct Row: Sendable, CustomTestStringConvertible {
        let phase: WirePhase
        let reply: Reply
        let verdict: Verdict
        var testDescription: String { "\(phase.rawValue): \(reply.codes) \(reply.text)" }

        init(_ phase: WirePhase, _ line: String, _ verdict: Verdict) {
            self.phase = phase
            self.verdict = verdict
            var words = line.split(separator: " ", omittingEmptySubsequences: true)[...]
            let code = words.popFirst().flatMap { Int($0) } ?? 0
            let numbers = words.first?.split(separator: ".").compactMap { Int($0) } ?? []
            if numbers.count == 3 { words = words.dropFirst() }
            reply = Reply(
                code: code,
                enhanced: numbers.count == 3 ? EnhancedStatus(numbers[0], numbers[1], numbers[2]) : nil,
                text: words.joined(separator: " "))
        }
    }

    static let later = Verdict.retry(countsAttempt: true)
    static let domain = Verdict.blocked(.domain)
    static let relay = Verdict.blocked(.relay)

    /// The address does not work.
    static let hard = [
        Row(.rcpt, "550 5.1.1 user unknown", .bounced),
        Row(.rcpt, "550 5.1.1 The account you wrote to does not exist", .bounced),
        Row(.rcpt, "550 5.1.10 recipient not found by lookup", .bounced),
        Row(.rcpt, "550 5.1.2 bad destination system", .bounced),
        Row(.rcpt, "501 5.1.3 bad recipient address syntax", .bounced),
        Row(.rcpt, "553 5.1.6 mailbox has moved", .bounced),
        Row(.dot, "554 delivery error: this user doesn't have a mail account here", .bounced),
        // The text goes before the code.
        Row(.rcpt, "550 5.7.1 User unknown", .bounced),
        Row(.rcpt, "554 5.7.1 <a@b.example>: Recipient address rejected: User unknown in table", .bounced),
        Row(.rcpt, "550 5.1.1 User unknown. Please check your address book", .bounced),
        Row(.rcpt, "550 5.1.10 No such user. Too many invalid recipients will lead to blocking", .bounced),
        Row(.rcpt, "554 no such mailbox", .bounced),
        Row(.dot, "550 5.2.0 No such user here", .bounced),
    ]

    /// No proof about a person.
    static let unclear = [
        Row(.rcpt, "550 5.2.1 this account is inactive", .refused),
        Row(.rcpt, "550 5.4.4 no route to the domain", .refused),
        Row(.rcpt, "550 no thanks", .refused),
        Row(.rcpt, "550", .refused),
        Row(.rcpt, "551 not local here", .refused),
        Row(.rcpt, "553 mailbox name not allowed", .refused),
        Row(.rcpt, "556 the domain takes no mail", .refused),
        Row(.rcpt, "550 5.0.0 rejected", .refused),
        Row(.rcpt, "550 5.5.0 Requested action not taken: mailbox unavailable", .refused),
        Row(.dot, "550 5.5.0 mailbox unavailable", .refused),
        Row(.rcpt, "550 5.4.1 Recipient address rejected: Access denied", .refused),
        Row(.rcpt, "550 5.7.133 authentication required; the sender was not authenticated", .refused),
        // A code that lies: a bare one needs words about a recipient, or none.
        Row(.rcpt, "550 5.1.1 Message refused", .refused),
        Row(.rcpt, "550 5.1.2 temporary failure in name resolution", .refused),
        Row(.rcpt, "550 5.1.1 unverified address: the connection timed out", .refused),
        Row(.dot, "550 5.1.1 LDAP lookup failed", .refused),
        Row(.rcpt, "550 5.1.1 Content rejected", .refused),
        // And words, where another reason stands beside them.
        Row(.rcpt, "550 no such user (or relaying denied)", .refused),
    ]

    /// Later.
    static let soft = [
        Row(.rcpt, "450 4.2.0 grey listed, come back", later),
        Row(.rcpt, "451 4.7.1 Greylisting in action, please try again", later),
        Row(.rcpt, "450 4.7.0 try later", later),
        Row(.rcpt, "452 4.2.2 mailbox full", later),
        Row(.rcpt, "452 4.5.3 too many recipients", later),
        Row(.rcpt, "450 4.1.1 user unknown for now", later),
        Row(.rcpt, "499 unheard of", later),
        Row(.mail, "452 4.3.1 insufficient system storage", later),
        Row(.mail, "451 local error", later),
        Row(.data, "451 4.3.0 queue file trouble", later),
        Row(.dot, "451 4.3.5 configuration error", later),
        Row(.dot, "421 4.4.2 time ran out", later),
        Row(.rcpt, "552 5.2.2 mailbox full", later),
        Row(.dot, "552 5.2.2 storage allotment reached", later),
        Row(.rcpt, "552 5.2.2 user has exceeded email quota", later),
        Row(.rcpt, "550 5.7.1 The recipient's mailbox is full", later),
        Row(.rcpt, "554 the person is over quota", later),
        Row(.rcpt, "552 requested action aborted", later),
        Row(.rcpt, "550 5.3.0 other mail system trouble", later),
        Row(.dot, "554 5.3.2 not accepting network messages just now", later),
        Row(.mail, "554 5.3.0 mail system trouble", later),
        Row(.rcpt, "550 5.5.3 too many recipients", later),
    ]

    /// The sender's fault, as one domain sees it.
    static let domainBlocks = [
        Row(.rcpt, "550 5.7.1 refused by policy", domain),
        Row(.dot, "550 5.7.26 mail from this domain is unauthenticated", domain),
        Row(.dot, "550 5.7.515 Access denied, the sending domain does not meet the level", domain),
        Row(.dot, "554 5.7.1 message looks like spam", domain),
        Row(.rcpt, "554 5.7.1 Service unavailable; client host blocked using a list", domain),
        Row(.dot, "421 4.7.28 unusual rate of mail from your network", domain),
        Row(.dot, "421 4.7.26 not authenticated", domain),
        Row(.rcpt, "421 4.7.0 [TS04] messages temporarily deferred", domain),
        Row(.rcpt, "450 4.2.1 rate limit for this recipient", domain),
        Row(.dot, "451 4.7.650 your IP has been temporarily slowed for poor reputation", domain),
        // The text goes before the code.
        Row(.rcpt, "550 5.1.1 rejected, see the blocklist at lists.example", domain),
        Row(.rcpt, "550 5.1.1 poor reputation", domain),
        Row(.rcpt, "550 listed at a DNSBL", domain),
        Row(.rcpt, "554 no PTR record does not exist for your address", domain),
        // The relay's refusal perhaps, but one recipient is not enough to know: three domains are.
        Row(.rcpt, "554 5.7.1 <a@b.example>: Relay access denied", domain),
        Row(.rcpt, "550 5.7.1 Unable to relay", domain),
        Row(.rcpt, "550 relaying denied", domain),
        Row(.rcpt, "530 5.7.1 Authentication required", domain),
        Row(.rcpt, "550 5.1.8 our sender has no domain", domain),
        Row(.rcpt, "550 5.1.0 <x@shop.example>: Sender address rejected: domain does not exist", domain),
        Row(.rcpt, "450 4.1.8 Sender address rejected: Domain not found", domain),
        Row(.rcpt, "550 Sender verify failed", domain),
        Row(.rcpt, "550 Callback verification failed: No such user", domain),
        Row(.rcpt, "550 5.1.1 SMTP user not found", domain),
        Row(.rcpt, "503 bad sequence of commands", domain),
        Row(.data, "502 5.5.1 not implemented", domain),
    ]

    /// The sender's fault, whoever the recipient is.
    static let relayBlocks = [
        Row(.mail, "550 5.7.1 not you", relay),
        Row(.mail, "530 5.7.0 must issue STARTTLS first", relay),
        Row(.mail, "553 5.1.8 sender domain has no address", relay),
        Row(.mail, "550 5.1.0 sender rejected", relay),
        Row(.mail, "501 5.1.7 bad sender address", relay),
        Row(.mail, "550 no", relay),
        Row(.mail, "554 no", relay),
        Row(.mail, "503 5.5.1 log in first", relay),
        Row(.mail, "555 5.5.4 unknown parameter", relay),
        Row(.mail, "451 4.7.1 not from here", relay),
        Row(.mail, "450 4.7.25 no name for your address", relay),
        Row(.mail, "550 5.1.1 user unknown", relay),
        Row(.greeting, "554 5.7.1 go away", relay),
        Row(.auth, "535 5.7.8 wrong password", relay),
    ]

    /// Slower, said before any recipient is named.
    static let throttled = [
        Row(.mail, "421 4.7.28 rate limited", .throttled),
        Row(.mail, "451 4.7.1 slow down", .throttled),
        Row(.mail, "450 4.7.0 Too many messages in a short time", .throttled),
        Row(.mail, "452 4.3.2 Connection rate limit exceeded", .throttled),
        Row(.mail, "450 throttled", .throttled),
        Row(.mail, "421 4.4.5 Too many concurrent sessions", .throttled),
        Row(.mail, "550 5.7.28 rate", .throttled),
        Row(.mail, "550 Rate limit exceeded", .throttled),
        Row(.greeting, "421 too many connections from here", .throttled),
        Row(.greeting, "554 too many connections", .throttled),
        Row(.ehlo, "450 4.7.1 connection rate too high", .throttled),
        Row(.greeting, "421 4.3.2 all server ports are busy", .throttled),
    ]

    /// This message, or this delivery, cannot go.
    static let failed = [
        Row(.mail, "552 5.3.4 larger than the limit", .failed),
        Row(.mail, "552 message size exceeds the maximum", .failed),
        Row(.mail, "552 too much", .failed),
        Row(.dot, "552 5.3.4 too large for the system", .failed),
        Row(.dot, "552 5.2.3 longer than the recipient allows", .failed),
        Row(.dot, "552 too long", .failed),
        Row(.dot, "552 5.2.2 Message too large for the mailbox", .failed),
        Row(.dot, "554 5.6.0 broken MIME", .failed),
        Row(.dot, "550 5.6.1 media not supported", .failed),
        Row(.rcpt, "553 5.6.7 address needs UTF-8", .failed),
        Row(.dot, "554 transaction failed", .failed),
        Row(.dot, "550 not wanted", .failed),
        Row(.dot, "554 5.4.6 routing loop", .failed),
        Row(.rcpt, "501 5.5.4 bad argument", .failed),
        Row(.rcpt, "500 what", .failed),
        Row(.data, "554 no", .failed),
        Row(.dot, "550 5.1.1 Content rejected", .failed),
        Row(.body, "599 unheard of", .failed),
    ]

    @Test(
        "is read from code, enhanced code, text and place",
        arguments: hard + unclear + soft + domainBlocks + relayBlocks + throttled + failed
    )
    func refusals(_ row: Row) {
        #expect(Verdict(refusal: row.reply, at: row.phase) == row.verdict)
        #expect(Verdict.of(.refused(row.phase, row.reply)) == row.verdict)
        if row.phase != .dot {
            #expect(Verdict.of(.lost(row.phase, .closed, reply: row.reply, reused: false)) == row.verdict)
            // A rate is a rate on a used connection too.
            let used = Verdict.of(.lost(row.phase, .closed, reply: row.reply, reused: true))
            #expect(used == (row.verdict == .throttled ? .throttled : .retry(countsAttempt: false)))
        }
    }

    static let outcomes: [(AttemptOutcome, Verdict)] = [
        (.accepted(Reply(code: 250)), .sent),
        (.withdrawn, .withheld),
        (.enrollmentEnded, .cancelled),
        (.notStarted, .retry(countsAttempt: false)),
        (.unsendable(.needsSMTPUTF8), .failed),
        (.unsendable(.largerThan(limit: 1)), .failed),
        (.lost(.mail, .closed, reply: nil, reused: true), .retry(countsAttempt: false)),
        (.lost(.mail, .closed, reply: Reply(code: 421), reused: true), .retry(countsAttempt: false)),
        (.lost(.mail, .closed, reply: nil, reused: false), later),
        (.lost(.mail, .closed, reply: Reply(code: 421), reused: false), later),
        (.lost(.rcpt, .timeout, reply: nil, reused: false), later),
        (.lost(.data, .flood, reply: nil, reused: false), later),
        (.lost(.body, .closed, reply: nil, reused: false), later),
        (.lost(.body, .timeout, reply: nil, reused: false), later),
    ]

    @Test("an outcome without a refusal", arguments: outcomes)
    func plain(_ outcome: AttemptOutcome, _ verdict: Verdict) { #expect(Verdict.of(outcome) == verdict) }

    @Test("whatever ends a connection after the dot leaves the message in doubt", arguments: LossReason.allCases)
    func doubt(_ reason: LossReason) {
        #expect(Verdict.of(.lost(.dot, reason, reply: nil, reused: false)) == .inDoubt)
        #expect(Verdict.of(.lost(.dot, reason, reply: Reply(code: 421), reused: false)) == .inDoubt)
    }

    @Test(
        "one recipient cannot pause everybody: after MAIL a block is the domain's",
        arguments: [WirePhase.rcpt, .data, .body, .dot])
    func oneRecipient(_ phase: WirePhase) {
        for row in Self.hard + Self.unclear + Self.soft + Self.domainBlocks + Self.relayBlocks + Self.throttled
            + Self.failed
        {
            let verdict = Verdict(refusal: row.reply, at: phase)
            #expect(verdict != Self.relay && verdict != .throttled, "\(row.testDescription)")
        }
    }

    @Test("no refusal that blames the sender bounces, at any place", arguments: WirePhase.allCases)
    func neverSuppresses(_ phase: WirePhase) {
        for row in Self.domainBlocks + Self.relayBlocks {
            let moved = Verdict(refusal: row.reply, at: phase)
            if row.reply.enhanced?.subject == 7 { #expect(moved != .bounced, "\(row.testDescription)") }
        }
    }
}
