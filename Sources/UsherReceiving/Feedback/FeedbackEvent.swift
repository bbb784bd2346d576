import Crypto
import UsherCore
import UsherMail

/// One thing that somebody tells over HTTP about a message of ours, as far as something may follow from it.
struct FeedbackEvent: Hashable {
    enum What: Hashable {
        /// The message was not delivered to this recipient; nobody tries any more.
        case failed(Claim)
        case complaint
        /// The person wants no more mail, and calls nothing spam.
        case leaves
    }

    /// What a provider plainly says of a failure, beside the words of the server that refused.
    ///
    /// | The words say | and the provider | Category |
    /// | --- | --- | --- |
    /// | something | anything | as the words say; proof only where the provider says hard, or nothing |
    /// | hard, without proof | hard | hard, with proof |
    /// | nothing | hard | hard, with proof |
    /// | nothing | soft, block, content | that |
    /// | nothing | nothing | unknown |
    enum Claim: Hashable {
        case hard, soft, block, content, nothing
    }

    var what: What
    /// The recipients' addresses as they were written; what is no address names nobody.
    var recipients: [String]
    /// What the server or the provider said.
    var said = ""
    /// The enhanced status, such as `5.1.1`, where it was told apart from the words.
    var status = ""
    /// The values that tell this event from all others of its provider.
    var id: [String]
    var ties = FeedbackTies()
}

/// What ties an event to a message, in the order in which it counts. None of it is true before it was held against
/// what is recorded.
struct FeedbackTies: Hashable {
    /// Usher's own token, as the provider was given it with the message.
    var token: String?
    /// Addresses that may be return addresses of ours.
    var returnAddresses: [String] = []
    /// The `List-Unsubscribe` field of the message, as it came back.
    var unsubscribe: String?
    /// The message's Message-IDs, with angle brackets or without.
    var messageIDs: [String] = []

    static let most = 20

    /// The deliveries that those ties name which bear our seal.
    func deliveries(_ seal: TokenSeal) -> [DeliveryID] {
        var found: [DeliveryID] = []
        if let token, case .bounce(let delivery) = seal.token(address: token.prefix(100)) { found.append(delivery) }
        for address in returnAddresses.prefix(Self.most).flatMap({ AddressText.all(in: $0, most: 2) }) {
            if let delivery = BounceAddress.delivery(localPart: address.localPart, seal: seal) {
                found.append(delivery)
            }
        }
        let pieces = (unsubscribe ?? "").prefix(4000).split { character in
            !(character.isASCII && (character.isLetter || character.isNumber) || character == "-" || character == "_")
        }
        for piece in pieces.lazy.filter({ $0.utf8.count >= Leaving.tokenLengths.lowerBound }).prefix(10) {
            let token = seal.token(url: piece) ?? (piece.hasPrefix("20") ? seal.token(url: piece.dropFirst(2)) : nil)
            if case .unsubscribe(_, let delivery)? = token { found.append(delivery) }
        }
        return found.uniqued()
    }

    /// What stands before the @ of each Message-ID, in lower case and without brackets.
    var localParts: [String] {
        messageIDs.prefix(Self.most).compactMap { id in
            let bare = id.trimmedBlanks.drop { $0 == "<" }.prefix { $0 != "@" }
            return (1...200).contains(bare.utf8.count) ? bare.lowercased() : nil
        }.uniqued()
    }
}

extension FeedbackEvent {
    /// The event as a report that can be recorded.
    ///
    /// - Parameter source: by which door it came, for the ledger: `Mailgun`, `token helpdesk`.
    func report(source: String, seal: TokenSeal) -> ReturnedReport {
        let people = recipients.prefix(FeedbackTies.most).map { AddressText.first(in: String($0.prefix(330))) }
        var report = ReturnedReport(key: key(source), kind: what.kind, summary: "")
        report.source = source
        report.people = people.compactMap(\.self).uniqued()
        report.deliveries = ties.deliveries(seal)
        report.messageIDs = ties.localParts
        var summary: String
        switch what {
        case .failed(let claim):
            let read = people.map { recipient(claim, $0) }
            report.recipients = read.isEmpty ? [recipient(claim, nil)] : read
            let first = report.recipients.first
            summary = "\(first?.category.rawValue ?? ""): \(report.people.first?.wire ?? "?")"
            if let said = first?.said, !said.isEmpty { summary += ": \(said)" }
        case .complaint:
            report.reporter = source
            summary = "complaint: \(report.people.first?.wire ?? "recipient not named")"
        case .leaves:
            report.isOptOut = true
            summary = "asks for no more mail: \(report.people.first?.wire ?? "recipient not named")"
        }
        report.summary = String(ShownText.line("by \(source): \(summary)").prefix(ReturnedMail.longestSummary))
        return report
    }

    private func recipient(_ claim: Claim, _ address: EmailAddress?) -> ReturnedReport.Recipient {
        let text = String(said.prefix(4096))
        let status = ReplyText.status(String(status.prefix(40)))
        var reading = RefusalReading(recipient: address)
        if let reply = ReplyText.reply(in: text, status: status) { reading.take(reply, as: .diagnostic) }
        reading.take(sentences: [text], isTransient: false)
        if let status, status.status != 2 {
            reading.take(Reply(code: status.status == 4 ? 450 : 550, enhanced: status), as: .status)
        }
        let (category, isProof) = Self.judge(reading.category, isProof: reading.isProof, claim)
        return ReturnedReport.Recipient(
            addresses: [address].compactMap(\.self), category: ReturnCategory(category), isProof: isProof,
            status: reading.status ?? status, said: reading.said.isEmpty ? ShownText.line(text) : reading.said)
    }

    static func judge(
        _ words: RefusalCategory, isProof: Bool, _ claim: Claim
    ) -> (RefusalCategory, isProof: Bool) {
        switch (words, claim) {
        case (.hard, .hard): (.hard, true)
        case (.hard, .nothing): (.hard, isProof)
        case (.unknown, .hard): (.hard, true)
        case (.unknown, .soft): (.soft, false)
        case (.unknown, .block): (.block, false)
        case (.unknown, .content): (.content, false)
        default: (words, false)
        }
    }

    /// The key of the report, by which a second one is known: the same for the same event, however often it is posted.
    private func key(_ source: String) -> [UInt8] {
        let pieces = ["feedback", source, what.kind.rawValue] + id
        return Array(SHA256.hash(data: Array(pieces.joined(separator: "\u{0}").utf8)))
    }
}

extension FeedbackEvent.What {
    fileprivate var kind: ReturnedReport.Kind {
        switch self {
        case .failed: .report
        case .complaint, .leaves: .complaint
        }
    }
}
