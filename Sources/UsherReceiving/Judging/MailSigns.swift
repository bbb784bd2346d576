import UsherCore

/// What the header and the first words of a mail give away about who wrote it. What the words mean is looked up when
/// somebody asks: most reports are made for machines, and nobody does.
final class MailSigns {
    let from: Correspondent
    private(set) lazy var subject = Self.meanings(of: title, most: 500)
    /// The meanings of the first words of the text.
    private(set) lazy var words = Self.meanings(of: lines.prefix(60).joined(separator: " "), most: 4000)
    let isDaemon: Bool
    /// Whether a machine wrote: nobody reads what is answered.
    let isMachine: Bool
    /// Whether nothing says that no person wrote it. A postmaster who can be answered may be one.
    let mayBePersons: Bool
    /// Whether Re:, Fwd: or the like stands in front of the subject.
    let isPrefixed: Bool
    /// Whether the mail answers a message, by its fields or by its subject.
    let isAnswer: Bool
    /// Whether the mail came to a return address of ours: machines write there, and people hardly ever.
    private let cameBack: Bool
    private let fields: HeaderFields
    private let hasReturned: Bool
    private let hasNullSender: Bool
    /// The value of Auto-Submitted (RFC 3834 5), such as `auto-generated`, `auto-replied`, `auto-notified`; nil where a
    /// person wrote or nothing is said.
    private let autoSubmitted: String?
    private lazy var speaksOfRefusal = lines.prefix(100).contains { ReplyText.reply(in: $0) != nil }
    private let title: String
    private let lines: [String]

    init(_ fields: HeaderFields, _ text: ReportText) {
        self.fields = fields
        from = Correspondent(fields["from"] ?? "")
        title = fields.text("subject") ?? ""
        lines = text.lines
        hasReturned = text.returned != nil
        // Postfix' pipe(8) writes the second one unless it is told `null_sender=`.
        hasNullSender =
            fields["return-path"].map { ["<>", "<mailer-daemon>"].contains($0.trimmedBlanks.lowercased()) } ?? false
        let submitted = (fields["auto-submitted"] ?? "").trimmedBlanks.lowercased()
        autoSubmitted = submitted.hasPrefix("auto-") ? String(submitted.prefix { $0 != ";" && $0 != " " }) : nil
        // A postmaster writes with a mail program, and from an address that can be answered.
        let program = fields["x-mailer"] ?? fields["user-agent"]
        let isPersons = program.map { name in Self.programs.contains { name.lowercased().contains($0) } } ?? false
        let isWritten =
            program != nil && !hasNullSender && autoSubmitted == nil && !hasReturned
            && (fields.has("return-path") || isPersons)
        let isFromNobody = hasNullSender || autoSubmitted != nil
        let saysDaemon =
            from.isDaemon(isFromNobody: isFromNobody) || fields.has("x-failed-recipients")
            || (from.address == nil && hasNullSender)
        isDaemon = saysDaemon && !isWritten
        isMachine = isDaemon || (from.isSilent && !isWritten)
        mayBePersons = !isFromNobody && (!isMachine || from.isPostmaster && fields.has("return-path"))
        isPrefixed = Self.isPrefixed(title)
        cameBack = ["delivered-to", "x-original-to", "envelope-to", "to"].contains { name in
            fields.all(name).prefix(3).flatMap { AddressText.all(in: $0, most: 5) }.contains { address in
                address.localPart.lowercased().hasPrefix("b+")
            }
        }
        isAnswer = isPrefixed || fields.has("in-reply-to") || fields.has("references")
    }

    private static func meanings(of text: String, most: Int) -> Set<ReturnSign> {
        ReturnPhrases.all.meanings(in: WordPhrases<ReturnSign>.words(String(text.prefix(most))))
    }

    /// Whether a program passed another mail on, and answers nobody.
    var isPassedOn: Bool { autoSubmitted == "auto-forwarded" }

    /// Whether the subject is an automatic answer's, and says of nothing that it failed.
    var isEntitledAutomatic: Bool { subject.contains(.automatic) && !subject.contains(.failed) }

    /// Whether the mail may be a report in words alone. One from somebody who is away or who answers is none.
    var mayBeReport: Bool {
        let speaks = !subject.union(words).isDisjoint(with: [.failed, .delayed])
        if isEntitledAutomatic { return false }
        // A postmaster may be a person, who answers.
        if isDaemon { return (speaks || speaksOfRefusal) && (!isPrefixed || hasNullSender || autoSubmitted != nil) }
        // A list may pass one on with a word in front; a person does not write without a sender.
        guard !isPrefixed || hasNullSender, subject.contains(.failed) || subject.contains(.delayed) else {
            return false
        }
        let isFromNobody = hasNullSender || autoSubmitted != nil || from.isSilent
        return isFromNobody && (hasReturned || words.contains(.failed) || words.contains(.delayed) || speaksOfRefusal)
    }

    /// Whether it is a report even if it names nobody.
    var isPlainlyReport: Bool {
        isDaemon && !isAnswer && (hasNullSender || autoSubmitted != nil)
            && !subject.union(words).isDisjoint(with: [.failed])
            && !subject.contains(.automatic) && !subject.contains(.receipt)
    }

    /// Whether the mail may be a complaint in words alone. A person may speak of complaints without making one: of
    /// theirs only a subject counts that is nothing else, and a heading over the message that came back.
    var mayBeComplaint: Bool {
        guard !isAnswer, !isDaemon, autoSubmitted != "auto-replied", !subject.contains(.automatic) else { return false }
        if mayBePersons, !from.isComplaintDesk {
            let last = lines.last { !$0.allSatisfy(\.isWhitespace) }
            return ComplaintWords.isTitle(title) || last.map(ComplaintWords.isHeading) == true
        }
        return subject.contains(.complaint) || words.contains(.complaint) && !subject.contains(.failed)
    }

    /// Whether a machine says in words that a message was read.
    var isReceipt: Bool {
        guard subject.contains(.receipt), !subject.contains(.failed), !words.contains(.failed) else { return false }
        if isMachine || hasNullSender && !hasAnswerFields { return true }
        return cameBack && title.trimmedBlanks.lowercased() == "return receipt" && words.contains(.receipt)
    }

    /// Whether the mail says that a message is only late so far.
    var saysDelayed: Bool {
        if subject.contains(.delayed) { return !subject.contains(.failed) || words.contains(.delayed) }
        return words.contains(.delayed) && !words.contains(.failed) && !subject.contains(.failed)
    }

    private var precedence: String { (fields["precedence"] ?? "").trimmedBlanks.lowercased() }

    /// Whether the mail has fields that only automatic answers have.
    private var hasAnswerFields: Bool { autoSubmitted != nil || hasFieldsOfItsOwn }

    /// Whether the mail has one of the fields that programs made up for automatic answers before RFC 3834 gave them
    /// one.
    private var hasFieldsOfItsOwn: Bool {
        if ["auto_reply", "auto-reply", "autoreply"].contains(precedence) { return true }
        return Self.answerFields.contains { name in
            fields[name].map { !["no", "false", "0"].contains($0.trimmedBlanks.lowercased()) } ?? false
        }
    }

    /// Whether the mail has a sign of an automatic answer that other mails have as well: something beside a subject.
    private var hasHint: Bool {
        hasNullSender || isMachine || ["bulk", "junk", "list"].contains(precedence)
            || fields.has("x-auto-response-suppress") || fields.has("in-reply-to") || fields.has("references")
            || cameBack && words.contains(.automatic)
    }

    /// Whether there is any sign at all that no person wrote the mail: for what a person alone may say.
    var mayBeMachine: Bool {
        hasAnswerFields || hasNullSender || isMachine || !precedence.isEmpty || fields.has("x-auto-response-suppress")
            || !subject.union(words).isDisjoint(with: [.automatic, .challenge])
    }

    /// Whether the mail is an automatic answer. The words of a person who is away, or who answers an automatic answer
    /// of ours, are a letter's.
    var isAutomatic: Bool {
        if hasAnswerFields { return true }
        let isPersonsAnswer = isPrefixed && mayBePersons && precedence.isEmpty
        return subject.contains(.automatic) && hasHint && !isPersonsAnswer
    }

    /// Whether a program made the mail, and answers nothing with it (RFC 3834 5): somebody may have pressed its button.
    /// Who has `mail@` for an address may press one as well.
    var isGenerated: Bool {
        autoSubmitted == "auto-generated" && !hasNullSender && !isAnswer && !hasFieldsOfItsOwn
            && !from.isDaemon(isFromNobody: false) && !subject.contains(.automatic)
    }

    var isChallenge: Bool {
        let asks = subject.contains(.challenge) || words.contains(.challenge)
        if cameBack, subject.contains(.challenge), words.contains(.challenge) { return true }
        return asks && (hasAnswerFields || hasNullSender || isMachine || precedence == "bulk" || precedence == "junk")
    }

    /// Whether it is bulk mail. What somebody answers by way of a list is a letter.
    var isBulk: Bool {
        guard !(isAnswer && mayBePersons) else { return false }
        return hasListFields
    }

    private var hasListFields: Bool {
        ["list-id", "list-unsubscribe", "list-post", "x-mailing-list"].contains(where: fields.has)
            || ["bulk", "junk", "list"].contains(precedence)
    }

    private static let answerFields = [
        "x-autoreply", "x-autorespond", "x-autoreply-from", "x-auto-reply-from", "x-autoresponder", "x-mail-autoreply",
        "x-autogenerated", "x-autoreply-to", "x-vacation", "x-ms-exchange-generated-message-source",
    ]

    /// Names of the programs that people write mail with.
    private static let programs = [
        "mutt", "thunderbird", "evolution", "kmail", "alpine", "claws mail", "sylpheed", "apple mail", "iphone mail",
        "ipad mail", "gnus", "roundcube", "k-9 mail", "the bat!", "microsoft outlook", "mailmate", "airmail",
        "fairemail", "geary", "trojita",
    ]

    private static func isPrefixed(_ subject: String) -> Bool {
        let head = subject.trimmedBlanks.prefix(12).prefix { $0 != ":" && $0 != "：" }
        guard head.count < subject.trimmedBlanks.prefix(12).count else { return false }
        // `Re[2]`
        let word = head.lowercased().prefix { $0.isLetter }
        return prefixes.contains(String(word))
    }

    private static let prefixes: Set<String> = [
        "re", "aw", "sv", "vs", "antw", "odp", "ynt", "rif", "res", "fw", "fwd", "wg", "tr", "rv", "enc", "i", "vl",
        "ref",
        "回复", "答复", "回覆", "转发", "轉寄", "返信", "转", "回", "отв", "пересл",
    ]
}
