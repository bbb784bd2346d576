import UsherCore

/// The envelope sender that names its delivery (a variable envelope return path): `b+TOKEN@bounces.shop.example`, 64
/// octets before the @ at most (RFC 5321 4.5.3.1.1), the same on every attempt, so that greylisting servers know it
/// again.
package enum BounceAddress {
    static let prefix = "b+"
    /// The longest local part, in octets.
    static let longest = 64

    /// Whether such addresses at `domain` are short enough.
    package static func fits(_ domain: String) -> Bool {
        (try? EmailAddress("\(String(repeating: "b", count: longest))@\(domain)")) != nil
    }

    package static func localPart(_ delivery: DeliveryID, at moment: Timestamp, seal: TokenSeal) -> String {
        prefix + seal.address(.bounce(delivery), at: moment)
    }

    /// The delivery that `localPart` was made for; nil for an address that this database did not make. Upper and lower
    /// case are the same.
    package static func delivery(localPart: String, seal: TokenSeal) -> DeliveryID? {
        guard localPart.lowercased().hasPrefix(prefix),
            case .bounce(let delivery) = seal.token(
                address: localPart.dropFirst(prefix.count))
        else { return nil }
        return delivery
    }
}
