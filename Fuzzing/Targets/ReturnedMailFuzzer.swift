import UsherCore
import UsherMail
import UsherReceiving

extension Fuzzer {
    /// A mail that came to a return address. Reading one is slow: what takes more than one reading is held of every
    /// eighth input.
    static let returned = Fuzzer(
        "returned", longest: 4096,
        words: [
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n", "--b\n", "--b--\n", "\n\n",
            "Content-Type: message/delivery-status\n\n", "Content-Type: message/rfc822\n\n",
            "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n", "Final-Recipient: rfc822; ",
            "Action: failed\n", "Action: delayed\n", "Status: 5.1.1\n", "Diagnostic-Code: smtp; 550 5.1.1 ",
            "Auto-Submitted: auto-replied\n", "From: MAILER-DAEMON@x.example\n", "Return-Path: <>\n", "ann@x.example",
            "<bob@y.example>: ", "user unknown", "Subject: Undelivered mail\n", "Subject: Out of office\n",
            "Subject: unsubscribe ", "In-Reply-To: <1@shop.example>\n", "Content-Transfer-Encoding: base64\n",
            "Content-Transfer-Encoding: quoted-printable\n", "charset=iso-2022-jp", "=?utf-8?Q?=C3=A4?=", "=\n",
            "Received: x\n", "Message-ID: <2@shop.example>\n", "To: ann@x.example\n", "X-Failed-Recipients: ",
            "Subject: Abuse report\n", "[ Offending message ]\n", "spam complaint", "To: leave@shop.example\n",
        ]
    ) { octets throws(Breach) in
        guard let seal, let leaving else { throw Breach("There is no key.") }
        let plain = octets.filter { $0 != 0x0D }
        let mail = ReturnedMail.read(plain, seal: seal)
        try check(mail)
        let report = mail.report(key: MailKey.of(plain), leaving: leaving)
        try check(report, of: mail)
        let sum = plain.reduce(0 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
        guard (sum >> 13).isMultiple(of: 8) else { return }
        try hold(ReturnedMail.report(of: plain, leaving: leaving, seal: seal) == report, "A mail has two reports.")
        let ended = plain.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        try hold(mail == ReturnedMail.read(ended, seal: seal), "The reading depends on how lines end.")
        try hold(MailKey.of(ended) == report.key, "The key depends on how lines end.")
        // A person's answer stays one, whatever it quotes.
        let answer = Array(
            "From: Ann <ann@x.example>\nSubject: Re: hello\nIn-Reply-To: <1@shop.example>\n\nHello!\n".utf8)
        let quoting = ReturnedMail.report(
            of: answer + [UInt8(ascii: ">")] + plain.flatMap { $0 == 0x0A ? [$0, UInt8(ascii: ">")] : [$0] },
            leaving: leaving, seal: seal)
        try hold(
            quoting.kind == .person && quoting.isLetter && quoting.leaver == nil,
            "A person's answer is taken for something else.")
        // An automatic one changes nobody.
        let away = Array("From: Ann <ann@x.example>\nSubject: Out of office\nAuto-Submitted: auto-replied\n\n".utf8)
        let absence = ReturnedMail.report(of: away + plain, leaving: leaving, seal: seal)
        try hold(
            absence.kind == .automatic && absence.leaver == nil, "An automatic answer is taken for something else.")
    }

    /// There is one: 32 octets are a key.
    private static let seal = SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: Array(1...32))
        .flatMap { try? Keyring(keys: [$0]) }.map { TokenSeal(keyring: $0, databaseID: "returned") }
    private static let leaving = try? EmailAddress("leave@shop.example")

    private static func check(_ mail: ReturnedMail) throws(Breach) {
        try hold(mail.summary.count <= ReturnedMail.longestSummary, "The summary is long.")
        try hold(
            mail.summary.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
            "The summary is not one line.")
        let traces = mail.traces
        let most = max(traces.messageIDs.count, traces.returnAddresses.count, traces.recipients.count)
        try hold(most <= Traces.most, "There are too many traces.")
        try hold(traces.messageIDs.allSatisfy { $0.utf8.count <= 300 }, "A Message-ID is long.")
        guard case .report(let recipients) = mail.kind else { return }
        try hold((1...100).contains(recipients.count), "A report is about nobody, or about too many.")
        for recipient in recipients {
            try hold(recipient.addresses.count <= RecipientReport.mostAddresses, "A recipient has too many addresses.")
            try hold(recipient.said.count <= 300, "What was said is long.")
            try hold(!recipient.isProof || recipient.category == .hard, "There is proof of something else.")
            try hold(recipient.category != .complaint && recipient.category != .auto, "A report is something else.")
        }
    }

    private static func check(_ report: ReturnedReport, of mail: ReturnedMail) throws(Breach) {
        try hold(report.deliveries.isEmpty && mail.traces.sealed.isEmpty, "Something bears a seal that was never made.")
        try hold(report.confirmation == nil, "A sign-up is confirmed that nobody asked about.")
        try hold(report.people.count <= Traces.most, "There are too many people.")
        switch report.leaver {
        case nil: break
        case .person: throw Breach("Somebody leaves by a token that was never made.")
        case .author(let key):
            try hold(mail.author?.key == key, "Somebody leaves who wrote nothing.")
            try hold(report.kind == .unsubscribe || report.kind == .person, "Somebody leaves who did not say so.")
        }
        try hold(report.kind != .person || report.isForPeople(isMatched: true), "What a person wrote is not kept.")
    }
}
