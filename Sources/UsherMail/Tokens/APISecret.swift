import Crypto
import UsherCore

/// The word that a program shows to be let in: `usher_3_` and 43 characters that nobody can guess.
///
/// Only the SHA-256 of its 32 random octets is kept. A slow hash protects what people think up, which can be tried word
/// by word; of 2^256 equally likely secrets no guesser finds one, and a slow hash would only cost each request its
/// time.
package struct APISecret: Hashable, Sendable {
    /// The beginning of each secret, by which people and scanners for leaked secrets know what they look at.
    private static let prefix = "usher"
    private static let length = 32

    private let octets: [UInt8]

    /// Makes a new secret, by the system's randomness.
    package init() {
        var random = SystemRandomNumberGenerator()
        octets = (0..<Self.length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// The hash of the secret, which is all that is kept of it.
    package var hash: [UInt8] { Array(SHA256.hash(data: octets)) }

    /// The secret as its owner shows it. The token's number says which hash to look at; it is no secret.
    package func text(of token: APITokenID) -> String { Self.beginning(of: token) + Base64URL.encode(octets) }

    package static func beginning(of token: APITokenID) -> String { "\(prefix)_\(token)_" }

    /// The secret in what somebody showed, and the token that it claims to be of; nil for anything that `text` never
    /// made.
    package static func read(_ text: String) -> (token: APITokenID, secret: APISecret)? {
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == prefix, let id = Int64(parts[1]), id > 0, String(id) == parts[1],
            let octets = Base64URL.decode(parts[2]), octets.count == length
        else { return nil }
        return (APITokenID(id), APISecret(octets: octets))
    }

    private init(octets: [UInt8]) { self.octets = octets }

    /// Whether the secret has this hash. Looks at every octet whatever it finds (a digest's `==` does), so that the
    /// time tells nothing about how many were right.
    package func matches(_ hash: [UInt8]) -> Bool { SHA256.hash(data: octets) == hash }
}

/// A secret never prints itself.
extension APISecret: CustomStringConvertible, CustomReflectable {
    package var description: String { "a secret" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
