import UsherCore
import UsherMail

/// What a mail that came back says about which message of ours it is about. Anybody can write such a mail: nothing of
/// it is true before it was held against what is recorded, but for what bears our seal.
package struct Traces: Hashable, Sendable {
    /// The tokens that bear our seal, each once: the delivery of a return address, the person and the delivery of an
    /// unsubscribe link. Somebody who once had the message can have copied it.
    package var sealed: [Token] = []
    /// The unsubscribe token in an address that the mail came to, or in its subject.
    package var leaving: Token?
    /// The token of a sign-up's confirmation in an address that the mail came to.
    package var confirming: Token?
    /// The mail's own Message-ID, without brackets.
    package var ownID: String?
    /// The addresses that the mail came to, in the order in which they are worth something: the envelope's,
    /// Delivered-To, X-Original-To, Envelope-To, To.
    package var cameTo: [EmailAddress] = []
    /// The addresses of `cameTo`, and those that the mail itself speaks of: return addresses of ours may be among them.
    package var returnAddresses: [EmailAddress] = []
    /// The Message-IDs of the message that came back, or that was answered; without brackets.
    package var messageIDs: [String] = []
    /// The message's identifiers in the envelope: Original-Envelope-Id (RFC 3464 2.2.1) and the like.
    package var envelopeIDs: [String] = []
    /// Feedback-ID of the message that came back.
    package var feedbackID: String?
    /// The addresses that the message that came back was for.
    package var recipients: [EmailAddress] = []

    package static let most = 20
    static let longest = 300

    init(_ message: MessagePart, _ text: ReportText, to envelope: EmailAddress?, seal: TokenSeal?) {
        let returned = text.returned
        if let envelope { add([envelope]) }
        for name in ["delivered-to", "x-original-to", "envelope-to", "to"] {
            add(message.fields.all(name).prefix(5).flatMap { AddressText.all(in: $0, most: 5) })
        }
        // `for <b+...@...>` of whoever took it, where nothing else names the envelope's address.
        let takers = message.fields.all("received").prefix(5).compactMap { received in
            received.firstRange(of: "for <").map { String(received[$0.upperBound...].prefix(330)) }
        }
        add(takers.compactMap(AddressText.first))
        cameTo = returnAddresses
        for part in message.ownParts where Self.reports.contains(part.type.name) {
            take(HeaderFields.read(part.content.prefix(HeaderFields.longest).drop { $0 == 0x0A || $0 == 0x0D }[...]).0)
        }
        if let returned { take(returned: returned) }
        for inner in Self.wrapped(message, level: 0) { take(ids: inner.all("message-id")) }
        let spoken = text.spoken.addressed(60, most: 5).flatMap(\.addresses)
        add(spoken.filter { $0.localPart.lowercased().hasPrefix("b+") })
        take(ids: [message.fields["in-reply-to"], message.fields["references"]].compactMap(\.self))
        for line in text.lines.lazy.filter({ $0.lowercased().contains("message-id") }).prefix(3) {
            take(spoken: String(line.prefix(500)))
        }
        // By whatever name, what has the form of our own.
        take(ids: spoken.filter(\.hasFormOfID).map { "<\($0.wire)>" })
        ownID = message.fields["message-id"].map { field in
            ShownText.line(String(field.prefix(Self.longest).drop { $0 == "<" || $0 == " " }.prefix { $0 != ">" }))
        }
        if let seal { read(seal, unsubscribe: returned?["list-unsubscribe"], subject: message.fields.text("subject")) }
    }

    /// The headers of messages in messages: a report may be wrapped in another mail.
    private static func wrapped(_ part: MessagePart, level: Int) -> [HeaderFields] {
        guard level < PartReader.deepest else { return [] }
        let inside = part.parts.flatMap { wrapped($0, level: level + 1) }
        return [ReportText.wrapped(part)].compactMap(\.self) + inside
    }

    private static let reports = DeliveryStatus.types.union([Complaint.type, "message/disposition-notification"])

    private mutating func add(_ addresses: [EmailAddress]) {
        for address in addresses where returnAddresses.count < Self.most && !returnAddresses.contains(address) {
            returnAddresses.append(address)
        }
    }

    private mutating func take(_ report: HeaderFields) {
        let names = ["original-envelope-id", "x-original-envelope-id"]
        envelopeIDs = Array(
            (envelopeIDs + names.compactMap { report[$0] }.map { String($0.prefix(Self.longest)) }).prefix(Self.most))
        take(ids: ["original-message-id", "x-original-message-id"].flatMap { report.all($0) })
        add((report["original-mail-from"].map { AddressText.all(in: $0, most: 1) }) ?? [])
    }

    private mutating func take(returned: HeaderFields) {
        take(ids: ["message-id", "x-original-message-id"].flatMap { returned.all($0) })
        feedbackID = returned["feedback-id"].map { String($0.prefix(Self.longest)) }
        recipients = ReturnedRecipients.of(returned)
        add(returned.all("return-path").prefix(3).flatMap { AddressText.all(in: $0, most: 1) })
    }

    /// Reads a line of the text such as `Message-ID: 1@shop.example`, with brackets or without.
    private mutating func take(spoken line: String) {
        if line.contains("<") { return take(ids: [line]) }
        if let id = AddressText.first(in: line)?.wire { take(ids: ["<\(id)>"]) }
    }

    private mutating func take(ids values: [String]) {
        for value in values.prefix(10) {
            for piece in value.prefix(4000).split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
                let id = String(piece.prefix { $0 != ">" })
                guard messageIDs.count < Self.most, id.utf8.count <= Self.longest, id.utf8.contains(UInt8(ascii: "@")),
                    id.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), !messageIDs.contains(id)
                else { continue }
                messageIDs.append(id)
            }
        }
    }

    /// The unsubscribe token in an address that the mail itself was sent to, or in its own subject: what it passes on
    /// are other people's. Nil where there is none.
    private static func leaving(_ seal: TokenSeal, _ addresses: [EmailAddress], _ subject: String?) -> Token? {
        let tokens = tags(of: addresses, confirming: false).compactMap { seal.token(address: $0) }
        let words = (subject ?? "").prefix(400).split(whereSeparator: \.isWhitespace).lazy
        let found = tokens + words.compactMap { seal.token(url: $0) }
        return found.first { if case .unsubscribe = $0 { true } else { false } }
    }

    /// The words behind a + in each address: of the addresses that confirm a sign-up, or of all others. A token says
    /// nothing at an address that it was not made for.
    private static func tags(of addresses: [EmailAddress], confirming: Bool) -> [Substring] {
        addresses.filter { $0.localPart.lowercased().hasPrefix("confirm+") == confirming }
            .compactMap { $0.localPart.split(separator: "+").dropFirst().last }
    }

    /// Reads the tokens of our return addresses and unsubscribe links among what was found.
    private mutating func read(_ seal: TokenSeal, unsubscribe: String?, subject: String?) {
        var tokens = returnAddresses.compactMap { address in
            BounceAddress.delivery(localPart: address.localPart, seal: seal).map(Token.bounce)
        }
        let texts = [unsubscribe ?? "", subject ?? ""].flatMap { text in
            text.prefix(4000).split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_") }
        }
        tokens += envelopeIDs.compactMap { id in
            guard case .bounce(let delivery) = seal.token(address: id) else { return nil }
            return .bounce(delivery)
        }
        leaving = Self.leaving(seal, cameTo, subject)
        confirming = Self.tags(of: cameTo, confirming: true).compactMap { seal.token(address: $0) }.first {
            token in
            if case .confirm = token { true } else { false }
        }
        tokens += texts.filter { $0.utf8.count >= Leaving.tokenLengths.lowerBound }.prefix(10).compactMap { piece in
            // A blank of an address is written %20.
            seal.token(url: piece) ?? (piece.hasPrefix("20") ? seal.token(url: piece.dropFirst(2)) : nil)
        }
        sealed = tokens.uniqued()
    }
}
