/// What mail systems, mailbox providers and people write. The forms are those of RFC 3464, RFC 5965 and RFC 3834.
extension Return {
    /// What they are about.
    struct Subject {
        let letter: Letter
        /// The envelope's sender, in angle brackets.
        let sender: String
        let person: Story.Person

        /// The same of a letter that there never was.
        func forged() -> Subject {
            var letter = letter
            letter.forget()
            return Subject(letter: letter, sender: "<ida@shop.example>", person: person)
        }
    }

    func octets(about subject: Subject) -> [UInt8] {
        Array(lines(isForged ? subject.forged() : subject).joined(separator: "\r\n").utf8)
    }

    private func lines(_ subject: Subject) -> [String] {
        let (person, letter) = (subject.person, subject.letter)
        let to = String(subject.sender.dropFirst().dropLast())
        let own = "<\(kind.rawValue).\(wording).\(letter.id.dropFirst().prefix { $0 != "@" })@mx.example>"
        let top = ["Received: from mx.example by in\(server).shop.example; Mon, 01 Jun 2026 12:00:00 +0000"]
        let fields = ["Date: Mon, 01 Jun 2026 12:00:00 +0000", "Message-ID: \(own)", "MIME-Version: 1.0"]
        switch kind {
        case .hard: return top + daemon(to, fields, report(subject, "failed", "5.1.1", Self.unknown[wording % 2]))
        case .soft: return top + daemon(to, fields, report(subject, "failed", "5.2.2", Self.full[wording % 2]))
        case .block:
            return top + daemon(to, fields, report(subject, "failed", "5.7.1", "554 5.7.1 blocked by our policy"))
        case .delayed: return top + daemon(to, fields, report(subject, "delayed", "4.4.1", "connection timed out"))
        case .complaint, .optOut:
            return top + ["From: <feedback@provider.example>", "To: \(to)", "Subject: FW: \(letter.subject)"] + fields
                + feedback(subject)
        case .absence:
            return top + ["From: \(person.address)", "To: \(to)", "Subject: away from my mail"] + fields + [
                "Auto-Submitted: auto-replied", "Precedence: junk", "In-Reply-To: \(letter.id)", "",
                "I will not be reading my mail for a while.", "",
            ]
        case .leaves:
            return top + [
                "From: \(person.address)", "To: \(letter.leaving?.to ?? "no@shop.example")",
                "Subject: \(letter.leaving?.subject ?? "unsubscribe")",
            ] + fields + ["", "unsubscribe", ""]
        case .words:
            return top + ["From: \(person.address)", "To: \(to)", "Subject: Re: \(letter.subject)"] + fields + [
                "In-Reply-To: \(letter.id)", "", "Is it there in blue as well? Please do not unsubscribe me.", "",
            ]
        }
    }

    private static let unknown = [
        "550 5.1.1 no such user", "550 5.1.1 Recipient address rejected: User unknown in local recipient table",
    ]
    private static let full = ["552 5.2.2 the mailbox is full", "552 5.2.2 Quota exceeded (mailbox for user is full)"]

    private func daemon(_ to: String, _ fields: [String], _ body: [String]) -> [String] {
        [
            "Return-Path: <>", "From: MAILER-DAEMON@mx.example (Mail Delivery System)", "To: \(to)",
            "Subject: \(kind == .delayed ? "Delayed Mail (still being retried)" : "Undelivered Mail Returned to Sender")",
            "Auto-Submitted: auto-replied",
        ] + fields + body
    }

    private func report(_ subject: Subject, _ action: String, _ status: String, _ said: String) -> [String] {
        let words =
            kind == .delayed
            ? "Your message could not be delivered yet. It will be retried." : "Your message could not be delivered."
        return parts(
            "report-type=delivery-status",
            [
                ["Content-Type: text/plain", "", words, "", "<\(subject.person.address)>: \(said)", ""],
                [
                    "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example", "",
                    "Final-Recipient: rfc822; \(subject.person.address)", "Action: \(action)", "Status: \(status)",
                    "Diagnostic-Code: smtp; \(said)", "",
                ],
                head(of: subject),
            ])
    }

    private func feedback(_ subject: Subject) -> [String] {
        let words = kind == .complaint ? "This is an email abuse report." : "A user asked to be taken off."
        return parts(
            "report-type=feedback-report",
            [
                ["Content-Type: text/plain", "", words, wording > 0 ? "It was reported again." : "", ""],
                [
                    "Content-Type: message/feedback-report", "",
                    "Feedback-Type: \(kind == .complaint ? "abuse" : "opt-out")", "User-Agent: loop/1", "Version: 1",
                    "Original-Rcpt-To: \(subject.person.address)", "",
                ],
                head(of: subject),
            ])
    }

    /// Of the message that came back.
    private func head(of subject: Subject) -> [String] {
        [
            "Content-Type: text/rfc822-headers", "", "From: Ida <ida@shop.example>", "To: \(subject.person.address)",
            "Subject: \(subject.letter.subject)", "Message-ID: \(subject.letter.id)",
        ] + (subject.letter.unsubscribe.map { ["List-Unsubscribe: <https://shop.example\($0)>"] } ?? []) + [""]
    }

    private func parts(_ type: String, _ parts: [[String]]) -> [String] {
        ["Content-Type: multipart/report; \(type); boundary=\"part\"", ""]
            + parts.flatMap { ["--part"] + $0 } + ["--part--", ""]
    }
}
