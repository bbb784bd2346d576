import Crypto
import CryptoExtras
import UsherCore

/// One RSA key of 2048 bits and one Ed25519 key, which sign together (RFC 6376, RFC 8463): the first because everybody
/// reads it, the second for those that do.
package struct DKIMKeys: Sendable {
    /// The name of both keys, in the form that `DKIMKeyName` has.
    package let name: String
    package let createdAt: Timestamp
    let rsa: _RSA.Signing.PrivateKey
    let ed25519: Curve25519.Signing.PrivateKey

    package enum Algorithm: String, CaseIterable, Sendable {
        case rsa, ed25519

        /// The algorithm as the tag `a=` names it.
        var tag: String { "\(rawValue)-sha256" }
    }

    init(name: String, createdAt: Timestamp, rsa: _RSA.Signing.PrivateKey, ed25519: Curve25519.Signing.PrivateKey) {
        self.name = name
        self.createdAt = createdAt
        self.rsa = rsa
        self.ed25519 = ed25519
    }

    /// Makes new keys. Takes up to a second.
    package static func make(name: String, now: Timestamp) throws -> DKIMKeys {
        DKIMKeys(
            name: name, createdAt: now, rsa: try _RSA.Signing.PrivateKey(keySize: .bits2048),
            ed25519: Curve25519.Signing.PrivateKey())
    }

    /// The selector for the tag `s=`: the first part of the record's name.
    package func selector(_ algorithm: Algorithm) -> String { "\(name)-\(algorithm.rawValue)" }

    /// The key's signature of a hash, the same for the same hash with either algorithm.
    func signature(_ algorithm: Algorithm, of hash: SHA256.Digest) throws -> [UInt8] {
        switch algorithm {
        case .rsa: Array(try rsa.signature(for: hash, padding: .insecurePKCS1v1_5).rawRepresentation)
        // RFC 8463 3: the hash is what is signed, not the message.
        case .ed25519: Array(try ed25519.signature(for: Array(hash)))
        }
    }
}

/// Keys never print themselves.
extension DKIMKeys: CustomStringConvertible, CustomReflectable {
    package var description: String { "DKIM keys \(name)" }
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
