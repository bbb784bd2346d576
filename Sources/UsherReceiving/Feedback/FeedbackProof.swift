import Crypto
import Foundation
import UsherCore

/// Whether a post is from whom it says, by what its provider offers.
///
/// | Provider | Proof |
/// | --- | --- |
/// | Mailgun | HMAC-SHA256 over timestamp and token with the signing key; not older than `longestAge` |
/// | SendGrid | ECDSA P-256 over timestamp and body with the public key; not older than `longestAge` |
/// | Postmark | a password (Basic, RFC 7617), whatever the name before it; Postmark signs nothing |
/// | Amazon SES | the signature of SNS: `TopicMessage` |
package enum FeedbackProof {
    package enum Fault: Error, Hashable, Sendable {
        /// The post has not the provider's form; it is answered with 400.
        case malformed(String)
        /// The post has no proof, or a wrong one; it is answered with 403.
        case forged(String)
    }

    /// How old a post may be, in milliseconds. Providers try again for a day; one that is older is somebody's who kept
    /// it.
    package static let longestAge: Int64 = 36 * 3_600_000
    /// By how much the provider's clock may be ahead, in milliseconds.
    package static let ahead: Int64 = 300_000

    // MARK: Mailgun

    package static func mailgun(_ body: [UInt8], key: String, now: Timestamp) throws(Fault) {
        var nulls: [[String]] = []
        let document: TemplateValue
        do { document = try TemplateValue(foreignJSON: body, nulls: &nulls) } catch {
            throw .malformed("This is no JSON, as Mailgun's webhooks are.")
        }
        let proof = document["signature"]
        let (moment, token) = (proof["timestamp"].words, proof["token"].words)
        guard let signature = octets(hex: proof["signature"].words), !moment.isEmpty, !token.isEmpty else {
            throw .forged("This has no signature of Mailgun.")
        }
        let key = SymmetricKey(data: Data(key.utf8))
        guard HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: Data((moment + token).utf8), using: key)
        else { throw .forged("The signature is not one with the signing key in receive.feedback.mailgun.key_file.") }
        try isRecent(moment, now)
    }

    private static func octets(hex text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var octets: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Hexadecimal.value(digits[index]), let low = Hexadecimal.value(digits[index + 1]) else {
                return nil
            }
            octets.append(high << 4 | low)
        }
        return octets
    }

    // MARK: SendGrid

    package static func sendgrid(_ post: FeedbackPost, key: String, now: Timestamp) throws(Fault) {
        guard let written = post.signature, let moment = post.timestamp else {
            throw .forged("This has no signature of SendGrid; switch on 'Signed Event Webhook'.")
        }
        let octets = Base64Text.decode(Array(key.utf8))
        guard let key = try? P256.Signing.PublicKey(derRepresentation: octets) else {
            throw .forged("The key in receive.feedback.sendgrid.public_key is no P-256 key, so nothing can be checked.")
        }
        let signature = try? P256.Signing.ECDSASignature(
            derRepresentation: Base64Text.decode(Array(written.utf8.prefix(1000))))
        guard let signature, key.isValidSignature(signature, for: Data(Array(moment.utf8) + post.body)) else {
            throw .forged("The signature is not one with the key in receive.feedback.sendgrid.public_key.")
        }
        try isRecent(moment, now)
    }

    // MARK: Postmark

    package static func postmark(_ authorization: [String], password: String) throws(Fault) {
        let none = Fault.forged(
            "This needs the password of receive.feedback.postmark.password_file in the webhook's address: https://usher:PASSWORD@..."
        )
        guard authorization.count == 1, let field = authorization.first, field.utf8.count <= 1000,
            field.prefix(6).lowercased() == "basic "
        else { throw none }
        let shown = String(decoding: Base64Text.decode(Array(field.utf8.dropFirst(6))), as: UTF8.self)
        guard let colon = shown.firstIndex(of: ":") else { throw none }
        // Of hashes, so that the time tells nothing about how much was right.
        let isRight =
            SHA256.hash(data: Data(shown[shown.index(after: colon)...].utf8)) == SHA256.hash(data: Data(password.utf8))
        guard isRight else { throw none }
    }

    // MARK: When

    /// Whether a post is neither too old nor too far in the future.
    ///
    /// - Parameter moment: seconds since 1970, as they were written.
    private static func isRecent(_ moment: String, _ now: Timestamp) throws(Fault) {
        guard let seconds = Int64(moment.prefix { $0 != "." }), (0...100_000_000_000).contains(seconds) else {
            throw .forged("The time of the signature is none.")
        }
        try isRecent(Timestamp(milliseconds: seconds * 1000), now)
    }

    static func isRecent(_ moment: Timestamp, _ now: Timestamp) throws(Fault) {
        guard now.since(moment) <= longestAge, moment.since(now) <= ahead else {
            throw .forged("The signature is too old, or from the future: providers try again for a day, not longer.")
        }
    }
}
