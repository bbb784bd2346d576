import UsherCore
import UsherReceiving

extension Fuzzer {
    /// A mail that came to a return address.
    static let returned = Fuzzer(
        "returned", longest: 16_384,
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
        ]
    ) { octets throws(Breach) in
        let plain = octets.filter { $0 != 0x0D }
        let mail = ReturnedMail.read(plain)
        try hold(
            mail == ReturnedMail.read(plain.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }),
            "The reading depends on how lines end.")
        try hold(mail.summary.count <= ReturnedMail.longestSummary, "The summary is long.")
        try hold(
            mail.summary.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
            "The summary is not one line.")
        let traces = mail.traces
        let most = max(traces.messageIDs.count, traces.returnAddresses.count, traces.recipients.count)
        try hold(most <= Traces.most, "There are too many traces.")
        try hold(traces.messageIDs.allSatisfy { $0.utf8.count <= 300 }, "A Message-ID is long.")
        if case .report(let recipients) = mail.kind {
            try hold((1...100).contains(recipients.count), "A report is about nobody, or about too many.")
            for recipient in recipients {
                try hold(
                    recipient.addresses.count <= RecipientReport.mostAddresses, "A recipient has too many addresses.")
                try hold(recipient.said.count <= 300, "What was said is long.")
                try hold(!recipient.isProof || recipient.category == .hard, "There is proof of something else.")
                try hold(recipient.category != .complaint && recipient.category != .auto, "A report is something else.")
            }
        }
        // A person's answer stays one, whatever it quotes.
        let answer = Array(
            "From: Ann <ann@x.example>\nSubject: Re: hello\nIn-Reply-To: <1@shop.example>\n\nHello!\n".utf8)
        switch ReturnedMail.read(answer + plain.flatMap { $0 == 0x0A ? [$0, UInt8(ascii: ">")] : [$0] }).kind {
        case .report, .complaint, .receipt: throw Breach("A person's answer is taken for a report.")
        default: break
        }
        // So does an automatic one.
        let away = Array("From: Ann <ann@x.example>\nSubject: Out of office\nAuto-Submitted: auto-replied\n\n".utf8)
        if case .report = ReturnedMail.read(away + plain).kind {
            throw Breach("An automatic answer is taken for a report.")
        }
    }
}
