import Crypto
import UsherCore

/// What a link to the dashboard, or a browser that came by one, shows: 43 characters that nobody can guess.
///
/// Only the SHA-256 of its 32 random octets is kept, as of an `APISecret`. It stands for one thing alone: what opens a
/// link is hashed as another kind than what a browser shows, so that neither passes for the other.
package struct DashboardSecret: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case link, session
    }

    private static let length = 32

    private let kind: Kind
    private let octets: [UInt8]

    /// Makes a new secret, by the system's randomness.
    package init(_ kind: Kind) {
        self.kind = kind
        octets = Self.randomOctets()
    }

    /// Reads a secret that somebody showed; nil for anything that `text` never made.
    package init?(_ kind: Kind, shown text: some StringProtocol) {
        guard text.utf8.count == 43, let octets = Base64URL.decode(text), octets.count == Self.length else {
            return nil
        }
        self.kind = kind
        self.octets = octets
    }

    /// The hash of the secret, which is all that is kept of it.
    package var hash: [UInt8] { Array(SHA256.hash(data: Array("usher dashboard \(kind.rawValue)\n".utf8) + octets)) }

    /// A path of its own for a session, which nobody finds who does not know the secret: a browser sends a cookie to
    /// every port of an address, but only below its path.
    package var room: String {
        Base64URL.encode(Array(SHA256.hash(data: Array("usher dashboard room\n".utf8) + octets).prefix(16)))
    }

    /// The secret as its owner shows it.
    package var text: String { Base64URL.encode(octets) }

    /// Random octets for what is kept as it is: a page's token.
    package static func randomOctets() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}

/// A secret never prints itself.
extension DashboardSecret: CustomStringConvertible, CustomReflectable {
    package var description: String { "a secret" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
