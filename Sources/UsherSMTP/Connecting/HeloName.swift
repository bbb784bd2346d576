import Foundation

/// What Usher calls itself in EHLO (RFC 5321 4.1.1.1).
enum HeloName {
    /// Whether `name` may stand in EHLO and in libcurl's URL: a domain name, or an address literal in brackets.
    static func isUsable(_ name: String) -> Bool {
        guard (1...255).contains(name.utf8.count) else { return false }
        let literal = name.hasPrefix("[") && name.hasSuffix("]")
        let inner = literal ? name.dropFirst().dropLast() : name[...]
        return !inner.isEmpty
            && inner.utf8.allSatisfy { octet in
                switch octet {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
                case UInt8(ascii: ":"): literal
                default: false
                }
            }
    }

    /// As the path of an `smtp://` URL, where libcurl takes it from.
    static func urlPath(_ name: String) -> String {
        name.replacingOccurrences(of: "[", with: "%5B").replacingOccurrences(of: "]", with: "%5D")
            .replacingOccurrences(of: ":", with: "%3A")
    }

    /// This machine's full name, or its short name when it has no other, or `localhost`. May ask the name service: blocks.
    static func ofThisMachine() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let short = text(buffer)
        let full = short.contains(".") ? short : canonical(short) ?? short
        return isUsable(full) ? full : "localhost"
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
