/// What every quoted-printable body of Usher keeps to (RFC 2045 6.7, and nothing that starts a line with a dot or `From
/// `).
package enum QuotedPrintableRules {
    /// The first line that breaks a rule, and the rule; nil when all is well.
    package static func broken(by octets: [UInt8]) -> String? {
        var lines: [[UInt8]] = [[]]
        for (index, octet) in octets.enumerated() {
            let next = index + 1 < octets.count ? octets[index + 1] : 0
            let before = index > 0 ? octets[index - 1] : 0
            if octet == 0x0D, next != 0x0A { return "a CR by itself at \(index)" }
            if octet == 0x0A, before != 0x0D { return "a LF by itself at \(index)" }
            if octet == 0x0A { lines.append([]) }
            if octet != 0x0D, octet != 0x0A { lines[lines.count - 1].append(octet) }
        }
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            if line.count > 76 { return "more than 76 octets: \(text)" }
            if line.first == 0x2E || line.starts(with: "From ".utf8) { return "a line's start: \(text)" }
            if let last = line.last, last == 0x20 || last == 0x09 { return "a blank at the end: \(text)" }
            if line.contains(where: { $0 > 0x7E || ($0 < 0x20 && $0 != 0x09) }) { return "not printable: \(text)" }
        }
        return nil
    }
}
