import Crypto
import CryptoExtras
import Foundation
import UsherCore

/// The file of a pair of keys as JSON,
/// `{"version":1,"name":"usher-20261129","created":1795312800000,"rsa":"BASE64","ed25519":"BASE64"}`: created in
/// milliseconds since 1970, the RSA key as DER, the other as its 32 octets.
extension DKIMKeys {
    /// Why a text is no file of keys, in one clause.
    struct Misreading: Error, Hashable {
        let why: String
    }

    private struct Text: Codable {
        static let current = 1

        let version: Int
        let name: String
        let created: Timestamp
        let rsa: Data
        let ed25519: Data
    }

    /// Reads a file of keys; nil for what is none.
    package init?(file: [UInt8]) { try? self.init(json: file) }

    init(json: [UInt8]) throws(Misreading) {
        let text: Text
        do { text = try JSONDecoder().decode(Text.self, from: Data(json)) } catch {
            throw Misreading(why: "it is not the JSON that Usher wrote")
        }
        guard text.version == Text.current else {
            throw Misreading(why: "a newer Usher wrote it (version \(text.version))")
        }
        guard DKIMKeyName.isOne(text.name) else { throw Misreading(why: DKIMKeyName.complaint(text.name)) }
        do {
            self.init(
                name: text.name, createdAt: text.created,
                rsa: try _RSA.Signing.PrivateKey(derRepresentation: text.rsa),
                ed25519: try Curve25519.Signing.PrivateKey(rawRepresentation: text.ed25519))
        } catch {
            throw Misreading(why: "its keys are no RSA key of at least 2048 bits and no Ed25519 key")
        }
    }

    /// The text of the file of these keys, secrets included.
    package func json() throws -> [UInt8] {
        try SortedJSON.octets(
            of: Text(
                version: Text.current, name: name, created: createdAt, rsa: rsa.derRepresentation,
                ed25519: ed25519.rawRepresentation), indented: true) + [0x0A]
    }
}
