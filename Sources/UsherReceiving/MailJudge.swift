import UsherCore
import UsherMail

/// Says what kind of mail a message is. The first row that holds counts.
///
/// | The mail has | Kind |
/// | --- | --- |
/// | a part `message/feedback-report` | complaint; praise and failed signatures are other |
/// | a part `message/delivery-status` that names a recipient, of a machine also as a file of another type | report |
/// | a part `message/disposition-notification`, or a signed receipt (RFC 2634) | receipt; report where a filter refuses |
/// | `report-type=tlsrpt`, or the subject and the packed file of a DMARC report | other: statistics |
/// | a message that came back, words that it is a complaint, of a person a title, and no answer to a message | complaint |
/// | a machine for a sender, or none, and words that a message failed, with an address | report |
/// | a machine for a sender, and words that a message was read | receipt |
/// | words that ask for a proof before delivery, and the fields of an automatic mail or a machine for a sender | automatic: challenge |
/// | the mark of a program that answers nobody, and our token where an unsubscribing mail has it, or a word of `Leaving` and no more | unsubscribe |
/// | the fields of an automatic answer; or a subject like one, and something else that says so | automatic: answer |
/// | the subject `unsubscribe`, with a token or alone, or no other word in it (`Leaving`) | unsubscribe |
/// | another message in it that is a report or a complaint, and no answer to a message | what that one is |
/// | the fields of a list, or of bulk mail | other: bulk |
/// | a machine for a sender | other: machine |
/// | anything else | person |
///
/// Whatever the kind is, what a person may have written is a letter as well: beside a report, a complaint or a receipt
/// that their mail has in it, and around a report that they pass on.
struct MailJudge {
    /// How often a mail may be wrapped in another.
    static let deepest = 3

    private let message: MessagePart
    private let own: [MessagePart]
    private let recipient: EmailAddress?
    private let seal: TokenSeal?
    private let level: Int
    private let signs: MailSigns
    private let text: ReportText

    init(_ message: MessagePart, to recipient: EmailAddress?, seal: TokenSeal?, level: Int) {
        self.message = message
        self.recipient = recipient
        self.seal = seal
        self.level = level
        own = message.ownParts
        text = ReportText(message)
        signs = MailSigns(message.fields, text)
    }

    var verdict: ReturnedMail {
        let kind = structured ?? plain
        if kind.map(mayWrap) ?? true, let inner = unwrapped { return inner }
        let found = kind ?? rest
        return ReturnedMail(
            kind: found, traces: traces, summary: Summary.line(found, message.fields), author: signs.from.address,
            saysYes: !signs.mayBeMachine && AnswerWords.sayYes(text.lines), isLetter: isLetter(found))
    }

    private var traces: Traces {
        Traces(message, text, to: recipient, seal: seal)
    }

    /// Whether a mail of this kind may be a gateway's mail around another that says more.
    private func mayWrap(_ kind: ReturnedMail.Kind) -> Bool {
        switch kind {
        case .report(let recipients): recipients.allSatisfy(\.addresses.isEmpty)
        case .automatic(.answer): signs.isPassedOn
        default: false
        }
    }

    private func isLetter(_ kind: ReturnedMail.Kind) -> Bool {
        switch kind {
        case .person: true
        // What stands beside our token and is no word of leaving may be somebody's own.
        case .unsubscribe: leaving?.isLetter ?? text.isThere
        // What is a report as a whole is a machine's, whoever lends it a name.
        case .report, .complaint, .receipt:
            signs.mayBePersons && text.isThere && message.type.name != "multipart/report"
        case .automatic, .other: false
        }
    }

    // MARK: What machines are meant to read

    private var structured: ReturnedMail.Kind? {
        if let part = own.first(where: { $0.type.name == Complaint.type }) {
            switch Complaint.type(Complaint.fields(part)) {
            case "not-spam": return .other(.praise)
            case "auth-failure": return .other(.authentication)
            default: return .complaint(Complaint(part, returned: text.returned))
            }
        }
        let typed = own.filter { DeliveryStatus.types.contains($0.type.name) }.map { DeliveryStatus($0) }
        // On the way its type may have been lost; what a person attaches stays a file, and what somebody who is away
        // quotes stays text.
        let isMachines =
            message.type.name == "multipart/report" || !signs.mayBePersons && !signs.isEntitledAutomatic
        let found = typed.isEmpty && isMachines ? own.compactMap(DeliveryStatus.init(file:)) : typed
        let reports = found.prefix(5).flatMap { $0.reports(text) }
        if reports.contains(where: { !$0.addresses.isEmpty }) {
            return .report(Array(reports.prefix(DeliveryStatus.mostRecipients)))
        }
        if !reports.isEmpty { return words ?? .report(Array(reports.prefix(1))) }
        return receipt ?? (isStatistics ? .other(.statistics) : nil)
    }

    /// The kind of a mail that is a receipt by its parts; nil where it is none. A filter that refuses a message may say
    /// so in the form of a receipt (RFC 5429 2.2): that one is a report.
    private var receipt: ReturnedMail.Kind? {
        let part = own.first { $0.type.name == "message/disposition-notification" }
        if let part {
            let disposition = Complaint.fields(part)["disposition"] ?? ""
            let reports = DeliveryStatus(part).reports(text)
            let isRefusal = disposition.lowercased().hasPrefix("automatic-action") && signs.subject.contains(.failed)
            return isRefusal && !reports.isEmpty ? .report(reports) : .receipt
        }
        return own.contains { $0.type.parameters["smime-type"]?.lowercased() == "signed-receipt" } ? .receipt : nil
    }

    private var isStatistics: Bool {
        let type = (message.type.parameters["report-type"] ?? "").lowercased()
        if type == "tlsrpt" || own.contains(where: { $0.type.name.hasPrefix("application/tlsrpt") }) { return true }
        let packed = [
            "application/zip", "application/gzip", "application/x-gzip", "application/x-zip-compressed",
            "application/octet-stream", "text/xml", "application/xml",
        ]
        return signs.subject.contains(.statistics) && own.contains { packed.contains($0.type.name) }
    }

    // MARK: What people are meant to read

    private var plain: ReturnedMail.Kind? {
        if signs.mayBeComplaint, text.returned != nil {
            var complaint = Complaint(feedback: .abuse)
            complaint.take(message.fields.all("x-hmxmroriginalrecipient").flatMap { AddressText.all(in: $0) })
            complaint.take(text.returned.map(ReturnedRecipients.of) ?? [])
            return .complaint(complaint)
        }
        if let words { return words }
        if signs.isReceipt { return .receipt }
        if signs.isChallenge { return .automatic(.challenge) }
        if let pressed { return pressed }
        if signs.isAutomatic { return .automatic(.answer) }
        if !signs.isDaemon, let leaving { return .unsubscribe(token: leaving.token) }
        return nil
    }

    /// Leaving by a button of a mail program; nil where the mail is no such. The program marks the mail as its own,
    /// though a person says no by it. Without our token the word alone counts, because programs write other things by
    /// themselves.
    private var pressed: ReturnedMail.Kind? {
        guard signs.isGenerated else { return nil }
        let leaving = leaving
        guard leaving?.isLetter == false || traces.leaving != nil else { return nil }
        return .unsubscribe(token: leaving?.token)
    }

    private var leaving: Leaving? {
        let hasFiles = own.contains { $0.isAttachment && !Self.signatures.contains($0.type.name) }
        return Leaving.read(
            message.fields.text("subject") ?? "", isAnswer: signs.isPrefixed, text.lines, hasFiles: hasFiles)
    }

    private static let signatures: Set<String> = [
        "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
        "application/pgp-keys",
    ]

    /// The report that the mail makes in words alone; nil where it makes none.
    private var words: ReturnedMail.Kind? {
        guard signs.mayBeReport else { return nil }
        let report = PlainReport(message, text, isDelayed: signs.saysDelayed, sender: signs.from.address, to: recipient)
        let recipients = report.reports(isPlain: signs.isPlainlyReport)
        return recipients.isEmpty ? nil : .report(recipients)
    }

    /// The report or complaint that the mail has in it, because somebody passed it on or it was wrapped once more; nil
    /// where there is none.
    private var unwrapped: ReturnedMail? {
        guard level < Self.deepest, !signs.isAnswer else { return nil }
        for part in own where part.holdsMessage {
            guard let inside = part.parts.first else { continue }
            var inner = MailJudge(inside, to: recipient, seal: seal, level: level + 1).verdict
            switch inner.kind {
            case .report, .complaint:
                let isTitled = message.fields.text("subject") != inside.fields.text("subject")
                if signs.mayBePersons, text.isThere || isTitled { inner.isLetter = true }
                return inner
            default: continue
            }
        }
        return nil
    }

    private var rest: ReturnedMail.Kind {
        if signs.isBulk { return .other(.bulk) }
        return signs.isMachine ? .other(.machine) : .person
    }
}
