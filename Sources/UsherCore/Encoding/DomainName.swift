import Foundation

/// Domain names as they go on the wire.
package enum DomainName {
    /// The lower-case A-label form of `text` (IDNA through Foundation's URL host rules), or nil when it is not a domain
    /// name: a label is 1 to 63 letters, digits and inner hyphens, there are at least two, 253 octets in all, and the
    /// last is an A-label, or begins and ends with a letter and has no hyphen (RFC 3696 2). A label with hyphens in its
    /// third and fourth place is an A-label that IDNA2008 knows, or refused.
    package static func aLabel(_ text: String) -> String? {
        guard !text.isEmpty, text.utf8.count <= 255 else { return nil }
        let ascii: String
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            ascii = text.lowercased()
        } else {
            let normal = text.precomposedStringWithCanonicalMapping.lowercased()
            guard !normal.unicodeScalars.contains(where: { "/?#:%@[]\\".unicodeScalars.contains($0) }),
                let host = URLComponents(string: "https://\(normal)/")?.encodedHost
            else { return nil }
            ascii = host.lowercased()
        }
        guard ascii.utf8.count <= 253 else { return nil }
        let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(isLabel), let last = labels.last else { return nil }
        return isTopLevel(last) ? ascii : nil
    }

    private static func isTopLevel(_ label: Substring) -> Bool {
        if label.hasPrefix("xn--") { return true }
        guard let first = label.utf8.first, let last = label.utf8.last else { return false }
        return first.isLowercase && last.isLowercase && !label.utf8.contains(UInt8(ascii: "-"))
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else { return false }
        guard label.utf8.allSatisfy({ $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }) else { return false }
        guard label.utf8.dropFirst(2).starts(with: "--".utf8) else { return true }
        return label.hasPrefix("xn--") && InternationalLabel.isALabel(label)
    }
}
