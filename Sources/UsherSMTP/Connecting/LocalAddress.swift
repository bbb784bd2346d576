import Foundation

/// An IP address of this machine that others might reach.
struct LocalAddress: Hashable, Sendable {
    /// The address as text: `192.0.2.1`, `2001:db8::1`.
    let text: String
    let isIPv6: Bool

    /// The address as a literal for EHLO (RFC 5321 4.1.3): `[192.0.2.1]`.
    var literal: String { isIPv6 ? "[IPv6:\(text)]" : "[\(text)]" }

    /// The interface flags IFF_UP and IFF_LOOPBACK.
    private static let up: UInt32 = 0x1
    private static let loopback: UInt32 = 0x8

    /// The addresses of all interfaces that are up, without loopback and link-local ones, in the system's order.
    static func all() -> [LocalAddress] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var found: [LocalAddress] = []
        var next = list
        while let entry = next {
            let interface = entry.pointee
            next = interface.ifa_next
            let isUp = interface.ifa_flags & Self.up != 0 && interface.ifa_flags & Self.loopback == 0
            guard isUp, let address = interface.ifa_addr, let one = LocalAddress(address)
            else { continue }
            found.append(one)
        }
        return found
    }

    private init?(_ address: UnsafeMutablePointer<sockaddr>) {
        let family = Int32(address.pointee.sa_family)
        guard family == AF_INET || family == AF_INET6 else { return nil }
        let length = family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
        var buffer = [CChar](repeating: 0, count: 128)
        guard
            getnameinfo(address, socklen_t(length), &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST) == 0
        else { return nil }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        // A link-local address means something on its link alone.
        guard !text.contains("%"), !text.hasPrefix("169.254."), !text.lowercased().hasPrefix("fe80:") else {
            return nil
        }
        self.init(text: text, isIPv6: family == AF_INET6)
    }

    init(text: String, isIPv6: Bool) {
        self.text = text
        self.isIPv6 = isIPv6
    }
}
