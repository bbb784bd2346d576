import Foundation
import UsherCore

/// What Usher calls itself in EHLO (RFC 5321 4.1.1.1).
enum HeloName {
    /// Whether `name` may stand in EHLO and in libcurl's URL: a domain name, or an address literal in brackets.
    static func isUsable(_ name: String) -> Bool {
        guard (1...255).contains(name.utf8.count) else { return false }
        let literal = name.hasPrefix("[") && name.hasSuffix("]")
        let inner = literal ? name.dropFirst().dropLast() : name[...]
        return !inner.isEmpty
            && inner.utf8.allSatisfy { $0.isLetterOrDigit || (literal ? "-.:" : "-.").utf8.contains($0) }
    }

    /// The name escaped as the path of an `smtp://` URL, from which libcurl takes the name for EHLO.
    static func urlPath(_ name: String) -> String {
        name.replacingOccurrences(of: "[", with: "%5B").replacingOccurrences(of: "]", with: "%5D")
            .replacingOccurrences(of: ":", with: "%3A")
    }

    /// This machine's full name; where it has none that others could look up (`vm`, `my_host.example`), its address
    /// as a literal (RFC 5321 4.1.3). May ask the name service: blocks.
    static func ofThisMachine() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        let name = gethostname(&buffer, buffer.count - 1) == 0 ? text(buffer) : ""
        return choose(name: name, canonical: { canonical(name) }, addresses: { LocalAddress.all() })
    }

    /// | Name | Name service says | Addresses | EHLO |
    /// | --- | --- | --- | --- |
    /// | mail.shop.example | | | mail.shop.example |
    /// | vm | vm.shop.example | | vm.shop.example |
    /// | vm, my_host, localhost.localdomain, nothing | nothing better | 192.0.2.1 | [192.0.2.1] |
    /// | as above | as above | only 2001:db8::1 | [IPv6:2001:db8::1] |
    /// | as above | as above | none but loopback | [127.0.0.1] |
    static func choose(name: String, canonical: () -> String?, addresses: () -> [LocalAddress]) -> String {
        if isFull(name) { return name }
        if !name.isEmpty, !name.contains("."), let full = canonical(), isFull(full) { return full }
        let found = addresses()
        let best = found.first { !$0.isIPv6 } ?? found.first
        return best?.literal ?? "[127.0.0.1]"
    }

    /// Whether others could look it up: labels of letters, digits and hyphens, more than one, and no name of this
    /// machine for itself.
    static func isFull(_ name: String) -> Bool {
        guard isUsable(name), !name.hasPrefix("[") else { return false }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 }),
            labels.allSatisfy({ !$0.hasPrefix("-") && !$0.hasSuffix("-") })
        else { return false }
        let last = labels[labels.count - 1].lowercased()
        return !["localdomain", "localhost", "local", "lan", "internal"].contains(last)
            && last.utf8.contains { !$0.isDigit }
    }

    private static func canonical(_ name: String) -> String? {
        var hints = addrinfo()
        hints.ai_flags = AI_CANONNAME
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0, let list else { return nil }
        defer { freeaddrinfo(list) }
        guard let found = list.pointee.ai_canonname.map({ String(cString: $0) }), found.contains(".") else {
            return nil
        }
        return found
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
