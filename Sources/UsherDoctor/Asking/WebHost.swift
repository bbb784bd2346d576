/// The host of an https URL.
package struct WebHost: Hashable, Sendable {
    /// The host's name or address, without the brackets of an IPv6 address.
    package let name: String
    package let port: Int

    /// Takes the host out of a URL that was checked when it was read. What is no such URL gives an empty name.
    package init(_ url: String) {
        let rest = url.dropFirst("https://".count).prefix { $0 != "/" }
        if rest.hasPrefix("[") {
            name = String(rest.dropFirst().prefix { $0 != "]" })
        } else {
            name = String(rest.prefix { $0 != ":" })
        }
        let isLiteral = rest.hasPrefix("[")
        let tail = isLiteral ? rest.drop { $0 != "]" }.dropFirst() : rest.drop { $0 != ":" }
        port = tail.first == ":" ? Int(tail.dropFirst()) ?? 443 : 443
    }

    /// Whether the host is an address, which DNS is not asked for.
    package var isAddress: Bool {
        name.contains(":") || (!name.isEmpty && name.split(separator: ".").allSatisfy { UInt8($0) != nil })
    }

    /// The host with its addresses, as libcurl's CURLOPT_RESOLVE takes it: `shop.example:443:192.0.2.1,[2001:db8::1]`;
    /// nil without an address.
    package func place(at addresses: [String]) -> String? {
        guard !addresses.isEmpty else { return nil }
        let list = addresses.prefix(10).map { $0.contains(":") ? "[\($0)]" : $0 }
        return "\(name):\(port):\(list.joined(separator: ","))"
    }

    /// Whether an address belongs to this machine, to a link or to a private network (RFC 1918, RFC 4193, RFC 6598).
    package static func isPrivate(_ address: String) -> Bool {
        if address.contains(":") {
            let text = address.lowercased()
            return text == "::1" || text == "::"
                || ["fc", "fd", "fe8", "fe9", "fea", "feb"].contains { text.hasPrefix($0) }
        }
        let octets = address.split(separator: ".").compactMap { UInt8($0) }
        guard octets.count == 4 else { return false }
        return switch (octets[0], octets[1]) {
        case (0, _), (10, _), (127, _), (192, 168), (169, 254): true
        case (172, let second): (16...31).contains(second)
        case (100, let second): (64...127).contains(second)
        default: false
        }
    }
}
