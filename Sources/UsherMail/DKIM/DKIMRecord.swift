import Foundation
import UsherCore

/// The TXT record of one key (RFC 6376 3.6.1, RFC 8463 4).
package struct DKIMRecord: Hashable, Sendable {
    /// The record's name in DNS: `usher-20261129-rsa._domainkey.shop.example`.
    package let name: String
    package let value: String

    /// The records of both keys. `domain` is that of From, as an A-label.
    package static func all(of keys: DKIMKeys, domain: String) -> [DKIMRecord] {
        DKIMKeys.Algorithm.allCases.map { DKIMRecord(keys, $0, domain: domain) }
    }

    init(_ keys: DKIMKeys, _ algorithm: DKIMKeys.Algorithm, domain: String) {
        name = "\(keys.selector(algorithm))._domainkey.\(domain)"
        let key: Data =
            switch algorithm {
            case .rsa: keys.rsa.publicKey.derRepresentation
            case .ed25519: keys.ed25519.publicKey.rawRepresentation
            }
        value = "v=DKIM1; k=\(algorithm.rawValue); h=sha256; p=\(key.base64EncodedString())"
    }

    /// The value in pieces of at most 255 octets, the longest that one string of a TXT record has (RFC 1035 3.3).
    package var strings: [String] {
        let octets = Array(value.utf8)
        return stride(from: 0, to: octets.count, by: Self.longestString).map { start in
            String(decoding: octets[start..<min(start + Self.longestString, octets.count)], as: UTF8.self)
        }
    }

    /// The record as a line of a zone file.
    package var zoneLine: String {
        let quoted = strings.map { "\"\($0)\"" }
        let data = quoted.count == 1 ? quoted[0] : "( \(quoted.joined(separator: " ")) )"
        return "\(name). 3600 IN TXT \(data)"
    }

    private static let longestString = 255
}
