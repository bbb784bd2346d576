import UsherCore

/// A report that no machine was meant to read: words, addresses, and perhaps the message that came back.
///
/// | Recipients are | |
/// | --- | --- |
/// | those of X-Failed-Recipients | |
/// | addresses that stand on a line of their own or begin one | unless they are ours, or a contact's |
/// | whom the message that came back was for | where the text has the address |
/// | addresses in sentences that say that something failed | where there is none of these |
/// | whom the message that came back was for | where there is none at all |
struct PlainReport {
    static let mostRecipients = 20

    private let fields: HeaderFields
    private let text: ReportText
    /// Our own addresses, in lower case: they failed nowhere.
    private let ours: Set<String>
    private let isDelayed: Bool

    init(_ message: MessagePart, _ text: ReportText, isDelayed: Bool, sender: EmailAddress?, to: EmailAddress?) {
        fields = message.fields
        self.text = text
        self.isDelayed = isDelayed
        let returned = ["from", "reply-to", "sender", "return-path"].flatMap { text.returned?.all($0) ?? [] }
        let own = message.fields.all("to") + returned
        let addresses = own.flatMap { AddressText.all(in: $0, most: 20) } + [sender, to].compactMap(\.self)
        ours = Set(addresses.map { $0.wire.lowercased() })
    }

    /// What the report says of each recipient.
    ///
    /// - Parameter isPlain: whether it is a report even if nobody is named.
    func reports(isPlain: Bool) -> [RecipientReport] {
        let returnedTo = (text.returned.map(ReturnedRecipients.of) ?? []).filter(isForeign)
        let (recipients, isNamed) = self.recipients(returnedTo)
        let passedOn = Origins.passedOn(text.lines)
        if recipients.isEmpty { return isPlain ? [report([], others: [])] : [] }
        lazy var sentences = inSentences()
        return recipients.map { recipient in
            var report = self.report([recipient], others: recipients.filter { $0 != recipient })
            if let behind = passedOn[recipient.wire.lowercased()] {
                report.failed = [behind]
            } else if isNamed {
                report.failed = [recipient]
            } else if let sentence = sentences.first(where: { $0 != recipient && !recipients.contains($0) }) {
                // Whom the message was for, and another of whom the text speaks: one to whom it was passed on.
                report.failed = [sentence]
            }
            if recipients.count == 1, returnedTo.count == 1, recipient != returnedTo[0] {
                report.addresses.append(returnedTo[0])
            }
            return report
        }
    }

    private func report(_ addresses: [EmailAddress], others: [EmailAddress]) -> RecipientReport {
        var reading = RefusalReading(recipient: addresses.first)
        let says = RefusalSentences(text.spoken, of: addresses.first, isAlone: others.isEmpty, others: others)
        for reply in says.replies() { reading.take(reply, as: .diagnostic) }
        reading.take(sentences: says.sentences, isTransient: false)
        if others.isEmpty, let subject = fields.text("subject") {
            reading.take(sentences: [subject], isTransient: false)
        }
        return RecipientReport(
            addresses: addresses, category: isDelayed ? .delayed : ReturnCategory(reading.category),
            isProof: !isDelayed && reading.isProof, evidence: reading.evidence, status: reading.status,
            said: reading.said)
    }

    /// The recipients that the report is about, and whether it says itself that it was they.
    private func recipients(_ returnedTo: [EmailAddress]) -> (found: [EmailAddress], isNamed: Bool) {
        var found = fields.all("x-failed-recipients").prefix(10).flatMap { AddressText.all(in: $0) }
        var isNamed = true
        if found.isEmpty {
            let spoken = Set(text.spoken.addressed(200, most: 10).flatMap(\.addresses))
            let alone = onLinesOfTheirOwn()
            found = alone + returnedTo.filter(spoken.contains)
            isNamed = !alone.isEmpty
        }
        if found.isEmpty { found = returnedTo.isEmpty ? inSentences() : returnedTo }
        var once: [EmailAddress] = []
        for address in found where !once.contains(address) && once.count < Self.mostRecipients {
            once.append(address)
        }
        return (once, isNamed)
    }

    private func onLinesOfTheirOwn() -> [EmailAddress] {
        let found = text.lines.compactMap { line -> EmailAddress? in
            guard line.utf8.contains(UInt8(ascii: "@")) else { return nil }
            let start = line.drop { !($0.isLetter || $0.isNumber) }
            let wasBracketed = line.prefix(line.count - start.count).last == "<"
            let label = start.prefix(40).prefix { $0 != ":" && $0 != ";" && $0 != "@" }
            // `To: ann@x.example`, `rfc822;ann@x.example`
            let hasLabel = start.dropFirst(label.count).first.map { $0 == ":" || $0 == ";" } ?? false
            if hasLabel, Self.otherLabels.contains(String(label).trimmedBlanks.lowercased()) { return nil }
            let isShort = label.split(separator: " ").count <= 4
            let rest = hasLabel && isShort ? start.dropFirst(label.count + 1) : start
            let bare = rest.drop { !($0.isLetter || $0.isNumber) }
            guard let address = AddressText.first(in: String(bare.prefix(330))), isForeign(address),
                bare.lowercased().hasPrefix(address.localPart.lowercased())
            else { return nil }
            let tail = bare.dropFirst(address.localPart.count + 1).drop { !($0 == ">" || $0 == ":" || $0.isWhitespace) }
            let isWhole = tail.allSatisfy { !($0.isLetter || $0.isNumber) }
            let isHead = wasBracketed || tail.first == ":" || tail.dropFirst().first == ":"
            return isWhole || isHead ? address : nil
        }
        return found.filter { !Self.contacts.contains($0.localPart.lowercased()) }
    }

    private func inSentences() -> [EmailAddress] {
        var found: [EmailAddress] = []
        for (index, addresses) in text.spoken.addressed(most: 10) where !addresses.isEmpty {
            let around = text.lines[max(0, index - 2)..<min(text.lines.count, index + 3)].joined(separator: " ")
            let words = WordPhrases<ReturnSign>.words(String(around.prefix(2000)))
            let signs = ReturnPhrases.all.meanings(in: words)
            guard !signs.isDisjoint(with: [.failed, .delayed]) || ReplyText.reply(in: around) != nil else { continue }
            found += addresses.filter(isForeign)
            if found.count > 20 { break }
        }
        let people = found.filter { !Self.contacts.contains($0.localPart.lowercased()) }
        return people
    }

    /// Whether it is no address of ours, and has not the form of a return address or a Message-ID of ours.
    private func isForeign(_ address: EmailAddress) -> Bool {
        let local = address.localPart.lowercased()
        return !ours.contains(address.wire.lowercased()) && !local.hasPrefix("b+") && !address.hasFormOfID
    }

    /// Labels in front of an address that is the writer's, or none at all.
    private static let otherLabels: Set<String> = [
        "from", "sender", "reply-to", "return-path", "message-id", "in-reply-to", "references", "von", "absender", "de",
        "expéditeur", "remitente", "mittente", "da", "remetente", "van", "afzender", "od", "nadawca", "от",
        "отправитель",
        "差出人", "发件人", "寄件者", "보낸 사람",
    ]

    /// Local parts of people who can help, as reports name them.
    private static let contacts: Set<String> = [
        "postmaster", "abuse", "support", "helpdesk", "admin", "administrator", "hostmaster", "webmaster",
        "mailer-daemon",
    ]
}
