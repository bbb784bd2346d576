import UsherCore

/// The machine-readable part of a delivery report (RFC 3464, RFC 6533): a group of fields about the message, and one
/// for each recipient. At most `mostRecipients` of them are read.
struct DeliveryStatus {
    static let mostRecipients = 100

    private(set) var message = HeaderFields()
    private(set) var recipients: [HeaderFields] = []

    init(_ part: MessagePart) {
        var rest = part.content[...]
        // Where the blank line behind the part's header is missing, its fields are the report's.
        var groups = Self.groups(of: part.fields)
        while !rest.isEmpty, groups.count <= Self.mostRecipients {
            rest = rest.drop { $0 == 0x0A || $0 == 0x0D }
            let before = rest.count
            let (fields, next) = HeaderFields.read(rest)
            rest = next
            groups += Self.groups(of: fields)
            // A line that is no field: on with the next one.
            if rest.count == before { rest = rest[(rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex)...] }
        }
        for group in groups {
            if Self.isOfRecipient(group) {
                recipients.append(group)
            } else if message.fields.isEmpty {
                message = group
            }
        }
        recipients = Array(recipients.prefix(Self.mostRecipients))
    }

    /// Reads a report in a part whose type says something else; nil where the part does not begin as such a report
    /// does.
    init?(file part: MessagePart) {
        guard Self.files.contains(part.type.name), part.body.count < ReportText.mostOctets else { return nil }
        let start = part.content.drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }.prefix(20)
        guard String(decoding: start, as: UTF8.self).lowercased().hasPrefix("reporting-mta:") else { return nil }
        self.init(part)
        if recipients.isEmpty { return nil }
    }

    private static let files: Set<String> = [
        "application/octet-stream", "text/plain", "text/rfc822-headers", "application/x-delivery-status",
        "application/delivery-status", "text/delivery-status", "text/x-delivery-status", "message/x-delivery-status",
    ]

    /// The fields cut into one group for each recipient, where no blank line stands between them.
    private static func groups(of fields: HeaderFields) -> [HeaderFields] {
        var groups: [HeaderFields] = []
        var group = HeaderFields()
        for field in fields.fields {
            let isAnother = [field.name, "reporting-mta", "content-type"].contains(where: group.has)
            if names.contains(field.name), isAnother {
                groups.append(group)
                group = HeaderFields()
            }
            group.append(field)
        }
        return groups + (group.fields.isEmpty ? [] : [group])
    }

    private static let names: Set<String> = ["final-recipient", "original-recipient"]

    private static func isOfRecipient(_ group: HeaderFields) -> Bool {
        ["final-recipient", "original-recipient", "action", "x-actual-recipient"].contains(where: group.has)
    }

    static let types: Set<String> = ["message/delivery-status", "message/global-delivery-status"]

    /// What the report says of each recipient.
    ///
    /// - Parameter words: what the report says for people, where the fields leave the reason open.
    func reports(_ words: ReportText) -> [RecipientReport] {
        let reports = recipients.map { group in report(group, words) }
        return reports.map { report in
            var report = report
            // An address that leads to several mailboxes works as long as one of them may.
            report.isProof =
                report.isProof
                && reports.allSatisfy { $0.category == .hard || Set($0.addresses).isDisjoint(with: report.addresses) }
            return report
        }
    }

    private func report(_ group: HeaderFields, _ words: ReportText) -> RecipientReport {
        let original = group.all("original-recipient").prefix(3).flatMap(AddressText.typed)
        let ends = ["final-recipient", "x-actual-recipient"].flatMap { group.all($0).prefix(3) }
            .map(AddressText.typed)
        var addresses = (original + ends.flatMap(\.self)).uniqued()
        let sentTo = words.returned.map(ReturnedRecipients.of) ?? []
        // Of the two ways to read one field, the one that is known otherwise.
        let failed = ends.compactMap { ways in
            ways.first { sentTo.contains($0) || original.contains($0) } ?? ways.first
        }.uniqued()
        // As it was sent to is how it is known here, whatever the encoding of the others.
        if let known = addresses.firstIndex(where: sentTo.contains) {
            addresses.swapAt(0, known)
        } else if recipients.count == 1, sentTo.count == 1 {
            addresses.append(sentTo[0])
        }
        let action = group["action"].map { String($0.trimmedBlanks.lowercased().prefix { $0.isLetter }) }
        let status = group["status"].flatMap(ReplyText.status)
        var report = RecipientReport(
            addresses: Array(addresses.prefix(RecipientReport.mostAddresses)), category: .unknown, evidence: .action,
            action: action, status: status)
        report.failed = Array(failed.prefix(RecipientReport.mostAddresses))
        report.remote = group["remote-mta"].map { ShownText.line(Self.typeless($0)) }
        report.retryUntil = group["will-retry-until"].map(ShownText.line)
        let reading = reason(group, status, words, addresses.first, end: failed.first ?? addresses.first)
        report.said = reading.said
        switch action {
        case "delayed": report.category = .delayed
        case "delivered", "relayed", "expanded": report.category = .delivered
        case nil where status?.status == 2: report.category = .delivered
        default:
            report.category = ReturnCategory(reading.category)
            report.isProof = reading.isProof
            report.evidence = reading.evidence
            report.status = status ?? reading.status
        }
        return report
    }

    private func reason(
        _ group: HeaderFields, _ status: EnhancedStatus?, _ words: ReportText, _ recipient: EmailAddress?,
        end: EmailAddress?
    ) -> RefusalReading {
        var reading = RefusalReading(recipient: recipient)
        let code = status?.status == 4 ? 450 : 550
        for diagnostic in group.all("diagnostic-code").prefix(3) {
            let text = DecodedWords.read(Self.typeless(diagnostic))
            let reply =
                ReplyText.reply(in: text, status: status)
                ?? Reply(code: code, enhanced: status, text: String(text.prefix(ReplyText.longest)))
            reading.take(reply, as: .diagnostic)
        }
        let isVague = status.map { $0.detail == 0 && [0, 1, 5].contains($0.subject) } ?? true
        if reading.category == .unknown, reading.said.isEmpty || isVague {
            let isAlone = recipients.count == 1
            let others = isAlone ? [] : self.others(than: end)
            let isSpoken = !isAlone && end.flatMap(words.spoken.firstLine) != nil
            let says = RefusalSentences(
                words.spoken, of: isSpoken ? end : recipient, isAlone: isAlone, others: isSpoken ? others : [])
            for reply in says.replies(status) { reading.take(reply, as: .diagnostic) }
            if code == 550 { reading.take(sentences: says.sentences, isTransient: false) }
        }
        if let status, status.status != 2, !isVague || reading.said.isEmpty {
            reading.take(Reply(code: code, enhanced: status), as: .status)
        }
        if let named = group["x-powermta-bouncecategory"].flatMap(BounceName.category) { reading.take(named) }
        return reading
    }

    /// The final addresses that the report names for other recipients than the one with `end`.
    private func others(than end: EmailAddress?) -> [EmailAddress] {
        let ends = recipients.compactMap { $0["final-recipient"] }.flatMap(AddressText.typed)
        return ends.uniqued().filter { $0 != end }
    }

    /// The value without the type before its semicolon, as in `smtp; 550 ...`.
    private static func typeless(_ value: String) -> String {
        guard let mark = value.firstIndex(of: ";") else { return value }
        let type = value[..<mark].utf8
        guard type.count <= 30, type.allSatisfy({ $0.isLetterOrDigit || $0 == 0x2D || $0.isBlank }) else {
            return value
        }
        return String(value[value.index(after: mark)...]).trimmedBlanks
    }
}
