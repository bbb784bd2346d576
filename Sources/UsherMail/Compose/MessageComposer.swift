import Crypto
import UsherCore

/// Makes a message's RFC 5322 octets and its envelope. The same inputs give the same octets, on every attempt and on
/// every machine that has the same keys: Date, Message-ID, boundary and signatures come from the inputs, never from a
/// clock or from chance.
package struct MessageComposer: Sendable {
    /// The seal that reads back the tokens that messages carry.
    package let seal: TokenSeal
    private let keyring: Keyring
    private let purpose: SigningKey.Purpose
    /// The keys that sign messages; nil where none is signed.
    private let dkim: DKIMKeyring?

    /// Makes a composer for the messages of one database.
    ///
    /// - Parameter databaseID: the random id the database got at its creation: two databases never make the same
    ///   Message-ID or token.
    /// - Parameter dkim: where the keys are that messages say they are signed with; nil signs none, for messages that
    ///   are only looked at.
    package init(keyring: Keyring, databaseID: String, dkim: DKIMKeyring? = nil) {
        self.dkim = dkim
        self.keyring = keyring
        seal = TokenSeal(keyring: keyring, databaseID: databaseID)
        purpose = SigningKey.Purpose("message", scope: databaseID)
    }

    /// What all messages made from `sources` share. Keep it, by `RevisionHash`. Throws when no message could be
    /// composed from them.
    package func frame(for sources: MessageSources) throws(ComposeFault) -> MessageFrame { try MessageFrame(sources) }

    /// One message for one person; `docs/messages.md` shows it, header by header.
    ///
    /// Its octets are 7-bit (only To is UTF-8, RFC 6532, when the recipient's address needs SMTPUTF8), every line ends
    /// in CRLF, none has more than 998 octets, none starts with a dot. `rendered`'s parts are checked for just that and
    /// taken as they are. With `replyTo` answers to this one message go there. The subject and the name are cleaned
    /// (`PlainText`): what people are called stops no message.
    package func compose(
        _ rendered: RenderedMessage, in frame: MessageFrame, delivery: DeliveryID, contact: ContactID,
        address: EmailAddress, name: String?, replyTo: EmailAddress? = nil, composedAt: Timestamp
    ) throws(ComposeFault) -> OutgoingMessage {
        let subject = try Self.subject(rendered.subject)
        let to = try name.map { name throws(ComposeFault) in try HeaderText(PlainText.header(name), for: .to) }
        let text = try CheckedBody(rendered.text, .text)
        let html = try CheckedBody(rendered.html, .html)
        let (code, boundary) = names(of: delivery, at: composedAt)

        var block = HeaderBlock(capacity: text.octets.count + html.octets.count + subject.octets.count * 4 + 2048)
        block.add(.date, composedAt)
        block.add(frame.from)
        if let replyTo { block.add(.replyTo, frame.senderName, replyTo) } else { block.add(frame.replyTo) }
        block.add(.to, to, address)
        block.add(.subject, subject)
        block.addMessageID(code, domain: frame.domain)
        if let links = frame.listUnsubscribe, !links.isEmpty {
            let token = seal.url(.unsubscribe(contact, delivery), at: composedAt)
            let tag = links.isTagged ? seal.address(.unsubscribe(contact, delivery), at: composedAt) : nil
            block.addListUnsubscribe(
                links.tagged(tag), token: HeaderToken(label: token, longest: token.utf8.count))
        }
        let own = seal.address(.bounce(delivery), at: composedAt)
        for provider in frame.toldTo { block.add(HeaderToken(label: own, longest: own.utf8.count), for: provider) }
        block.add(frame.tail)
        block.end(text: text, html: html, boundary: boundary)
        return OutgoingMessage(
            delivery: delivery, sender: try frame.envelopeSender(delivery, at: composedAt, seal: seal),
            recipient: address, bytes: try signed(block.octets, frame, at: composedAt),
            envelopeID: own)
    }

    /// The message with the signatures of the keys that it was made for, whatever others there are by now.
    private func signed(
        _ octets: [UInt8], _ frame: MessageFrame, at moment: Timestamp
    ) throws(ComposeFault) -> [UInt8] {
        guard let name = frame.dkimKeys, let dkim else { return octets }
        let keys: DKIMKeys
        do { keys = try dkim.keys(name) } catch { throw .dkim("\(error)") }
        do {
            return try DKIMSignature.signed(octets, domain: frame.domain.text, at: moment, with: keys)
        } catch { throw .dkim("the DKIM keys '\(name)' cannot sign: \(error)") }
    }

    /// Composes a single message, without a kept frame.
    package func compose(
        _ rendered: RenderedMessage, sources: MessageSources, delivery: DeliveryID, contact: ContactID,
        address: EmailAddress, name: String?, composedAt: Timestamp
    ) throws(ComposeFault) -> OutgoingMessage {
        try compose(
            rendered, in: try frame(for: sources), delivery: delivery, contact: contact, address: address, name: name,
            composedAt: composedAt)
    }

    /// The link for a template's `unsubscribe_url`: `https://shop.example/mail/u/TOKEN`, else
    /// `mailto:leave@shop.example?subject=unsubscribe%20TOKEN`, else nil. Its token is that of List-Unsubscribe. The
    /// routes are checked by `frame(for:)`, not here.
    package func unsubscribeURL(
        contact: ContactID, delivery: DeliveryID, composedAt: Timestamp, routes: UnsubscribeRoutes
    ) -> String? {
        guard !routes.isEmpty else { return nil }
        return UnsubscribeLinks.bodyLink(routes, token: seal.url(.unsubscribe(contact, delivery), at: composedAt))
    }

    /// The tokens of a message's tracked links, by number.
    package func linkTokens(_ delivery: DeliveryID, count: Int, composedAt: Timestamp) -> [String] {
        (0..<count).map { seal.url(.link(delivery, number: UInt32($0)), at: composedAt) }
    }

    /// The local part of the Message-ID and the boundary: the two halves of one code over the delivery's number.
    private func names(of delivery: DeliveryID, at moment: Timestamp) -> (code: HeaderToken, boundary: HeaderToken) {
        let number = withUnsafeBytes(of: delivery.value.bigEndian) { Array($0) }
        return keyring.signing(at: moment).code(purpose, number).withUnsafeBytes { octets in
            (HeaderToken(hex: octets.prefix(16)), HeaderToken(hex: octets.dropFirst(16)))
        }
    }

    /// Makes sure that these keys can sign. Reads the disk where they are not known yet.
    package func require(dkimKeys name: String) throws(DKIMKeyFault) { _ = try dkim?.keys(name) }

    /// The part before the @ of the Message-ID of a delivery that was composed at that moment.
    package func messageID(of delivery: DeliveryID, at moment: Timestamp) -> String {
        String(decoding: names(of: delivery, at: moment).code.octets, as: UTF8.self)
    }

    private static func subject(_ text: String) throws(ComposeFault) -> HeaderText {
        let subject = try HeaderText(PlainText.header(text), for: .subject)
        guard !subject.isEmpty else { throw .empty(.subject) }
        return subject
    }
}
