import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import UsherCore

/// What Amazon SNS posts: a notification of a topic, or the question whether somebody wants them. It is read, but not
/// proved before `verify` returned.
package struct TopicMessage: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case notification = "Notification"
        /// A question whether somebody wants the topic's notifications, answered by fetching `subscribeURL`.
        case subscription = "SubscriptionConfirmation"
        case end = "UnsubscribeConfirmation"
    }

    package let kind: Kind
    /// What Amazon SES wrote into a notification, as JSON.
    package let message: [UInt8]
    /// The address of the certificate whose key signed, at the topic's own host.
    package let certificateURL: String
    /// The address where a subscription is confirmed, at the topic's own host; nil for anything else.
    package let subscribeURL: String?
    private let signed: [UInt8]
    private let signature: [UInt8]
    private let isSHA256: Bool
    private let moment: Timestamp

    /// Reads a post for `topic`. The certificate and the link of a confirmation must be at that topic's own host, so
    /// that nobody else's are ever fetched.
    package init(_ body: [UInt8], topic: TopicName) throws(FeedbackProof.Fault) {
        var nulls: [[String]] = []
        let document: TemplateValue
        do { document = try TemplateValue(foreignJSON: body, nulls: &nulls) } catch {
            throw .malformed("This is no JSON, as the messages of Amazon SNS are.")
        }
        guard let kind = Kind(rawValue: document["Type"].words) else {
            throw .forged(
                "This is no signed message of Amazon SNS; let SES publish to a topic, without 'raw message delivery'.")
        }
        guard document["TopicArn"].words == topic.description else {
            throw .forged("This is of another topic than receive.feedback.ses.topic.")
        }
        let version = document["SignatureVersion"].words
        guard version == "1" || version == "2" else { throw .forged("The signature is of a version that is not read.") }
        let address = document["SigningCertURL"].words
        guard Self.isCertificate(address, at: topic.host) else {
            throw .forged("The signature's certificate is not at the topic's own host.")
        }
        guard let moment = Self.moment(document["Timestamp"].words) else {
            throw .forged("The time of the signature is none.")
        }
        let subscribe = document["SubscribeURL"].words
        if kind == .subscription, !Self.isAt(subscribe, topic.host) {
            throw .forged("The link that confirms the subscription is not at the topic's own host.")
        }
        self.kind = kind
        self.moment = moment
        message = Array(document["Message"].words.utf8)
        certificateURL = address
        subscribeURL = kind == .subscription ? subscribe : nil
        isSHA256 = version == "2"
        signature = Base64Text.decode(Array(document["Signature"].words.utf8.prefix(2000)))
        signed = Self.signed(document, kind)
    }

    /// The octets that the signature signs: names and values, each on a line, in ascending order of names.
    private static func signed(_ document: TemplateValue, _ kind: Kind) -> [UInt8] {
        let names =
            kind == .notification
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        return names.filter { $0 != "Subject" || !document[$0].words.isEmpty }
            .flatMap { Array("\($0)\n\(document[$0].words)\n".utf8) }
    }

    /// | Address of a certificate, for the host `sns.eu-central-1.amazonaws.com` | |
    /// | --- | --- |
    /// | `https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123abcd.pem` | yes |
    /// | http, another host, a port, a user, a query, a folder, another name | no |
    static func isCertificate(_ address: String, at host: String) -> Bool {
        let (start, end) = ("https://\(host)/SimpleNotificationService-", ".pem")
        guard address.utf8.count <= 300, address.hasPrefix(start), address.hasSuffix(end) else { return false }
        let number = address.dropFirst(start.count).dropLast(end.count)
        return !number.isEmpty && number.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    static func isAt(_ address: String, _ host: String) -> Bool {
        address.hasPrefix("https://\(host)/") && address.utf8.count <= 2000
            && address.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Reads a moment such as `2026-11-29T22:46:18.123Z`; nil where it is none.
    private static func moment(_ text: String) -> Timestamp? {
        guard text.utf8.count <= 40 else { return nil }
        return try? Timestamp(parsing: text, clock: .utc)
    }

    /// Returns if the certificate's key signed this message, not too long ago; throws why it counts for nothing
    /// otherwise.
    ///
    /// - Parameter certificate: X.509, in PEM: what was fetched from `certificateURL`.
    package func verify(certificate: [UInt8], now: Timestamp) throws(FeedbackProof.Fault) {
        guard let key = Self.key(certificate) else {
            throw .forged("The signature's certificate cannot be read.")
        }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
        let isRight =
            isSHA256
            ? key.isValidSignature(signature, for: SHA256.hash(data: signed), padding: .insecurePKCS1v1_5)
            : key.isValidSignature(signature, for: Insecure.SHA1.hash(data: signed), padding: .insecurePKCS1v1_5)
        guard isRight else { throw .forged("The signature is not the topic's.") }
        try FeedbackProof.isRecent(moment, now)
    }

    /// The RSA key of a certificate (RFC 5280 4.1): the seventh part of what is signed in it, the sixth where no
    /// version stands in front.
    static func key(_ certificate: [UInt8]) -> _RSA.Signing.PublicKey? {
        guard let text = String(validating: certificate, as: UTF8.self),
            let document = try? PEMDocument(pemString: text),
            document.discriminator == "CERTIFICATE", let root = try? DER.parse(document.derBytes),
            case .constructed(let parts) = root.content, let signed = parts.first(where: { _ in true }),
            case .constructed(let fields) = signed.content
        else { return nil }
        let isOfVersion = { (node: ASN1Node) in node.identifier.tagClass == .contextSpecific }
        let info = fields.drop(while: isOfVersion).dropFirst(5).first(where: { _ in true })
        guard let octets = info?.encodedBytes else { return nil }
        return try? _RSA.Signing.PublicKey(derRepresentation: Array(octets))
    }
}
