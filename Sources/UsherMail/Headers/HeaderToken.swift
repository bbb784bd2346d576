import UsherCore

/// Printable ASCII without spaces and brackets: a URL, a domain, an identifier. Its inits are the only doors.
struct HeaderToken: Hashable, Sendable {
    let octets: [UInt8]

    /// Checks a text; nil when it is empty, longer than 800 octets, or has an octet outside `!` to `~`, or one of `<`,
    /// `>`, `"`, `\`.
    init?(_ text: String) {
        let octets = Array(text.utf8)
        guard (1...800).contains(octets.count),
            octets.allSatisfy({ (0x21...0x7E).contains($0) && !Self.refused.contains($0) })
        else { return nil }
        self.octets = octets
    }

    /// Makes a label for statistics: what is not a letter, a digit, `.`, `_` or `-` becomes `-`; cut after `longest`
    /// octets; `-` when nothing is left.
    init(label text: String, longest: Int) {
        let octets = text.utf8.prefix(longest).map { Self.isLabel($0) ? $0 : UInt8(ascii: "-") }
        self.octets = octets.isEmpty ? [UInt8(ascii: "-")] : octets
    }

    /// Writes octets as lower-case hexadecimal.
    init(hex octets: some Sequence<UInt8>) { self.octets = Hexadecimal.lower(octets) }

    var text: String { String(decoding: octets, as: UTF8.self) }

    private static func isLabel(_ octet: UInt8) -> Bool {
        octet.isLetterOrDigit || "._-".utf8.contains(octet)
    }

    private static let refused = Array(#"<>"\"#.utf8)
}
