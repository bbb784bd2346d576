import Foundation

/// The network a request came from: what rates are counted by. Never a whole address.
package enum ClientNetwork: Hashable, Sendable {
    /// The first three octets of an IPv4 address.
    case v4(UInt32)
    /// The first eight octets of an IPv6 address.
    case v6(UInt64)
    /// This machine, or a proxy that does not say.
    case local

    /// | Peer | `X-Forwarded-For` | Network |
    /// | --- | --- | --- |
    /// | a Unix socket, 127.0.0.1, ::1 | `203.0.113.9` | 203.0.113.0/24 |
    /// | the same | `10.0.0.1, 203.0.113.9` | 203.0.113.0/24: the last hop is the one the proxy saw, the others are hearsay |
    /// | the same | `2001:db8::1` | 2001:db8::/64 |
    /// | the same | `::ffff:203.0.113.9` | 203.0.113.0/24 |
    /// | the same | nothing, `unknown`, `a, b` | local |
    /// | 198.51.100.7 | anything | 198.51.100.0/24 |
    ///
    /// - Parameters:
    ///   - peer: the address at the other end of the connection; nil for a Unix socket.
    ///   - forwardedFor: all `X-Forwarded-For` fields in order.
    package static func of(peer: String?, forwardedFor: [String]) -> ClientNetwork {
        let direct = peer.map(parse) ?? .local
        guard direct == .local else { return direct }
        return forwardedFor.last.map(lastHop).map(parse) ?? .local
    }

    private static func lastHop(_ field: String) -> String {
        (field.split(separator: ",", omittingEmptySubsequences: false).last ?? "").trimmingCharacters(in: .whitespaces)
    }

    /// An address as text; `local` for loopback and for whatever is no address.
    private static func parse(_ text: String) -> ClientNetwork {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return v4(octets: UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return .local }
        let octets = withUnsafeBytes(of: &six, Array.init)
        if octets.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
            return v4(octets: octets.suffix(4).reduce(0) { $0 << 8 | UInt32($1) })
        }
        let isLoopback = octets.dropLast().allSatisfy { $0 == 0 } && octets.last == 1
        return isLoopback ? .local : .v6(octets.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    private static func v4(octets: UInt32) -> ClientNetwork { octets >> 24 == 127 ? .local : .v4(octets & 0xFFFF_FF00) }

    /// What confirmations are counted by: whoever has one address of an IPv6 /48 has them all. Nil where everybody
    /// comes through one proxy.
    var block: String? {
        switch self {
        case .v4: text
        case .v6(let octets): "6 \(octets >> 16)"
        case .local: nil
        }
    }

    /// For the keyed hash: never written down.
    var text: String {
        switch self {
        case .v4(let octets): "4 \(octets)"
        case .v6(let octets): "6 \(octets)"
        case .local: "local"
        }
    }
}
