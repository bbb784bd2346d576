/// The rules that every body keeps to (RFC 2045 6.7, and no line that starts with a dot or `From `).
enum QuotedLines {
    /// The first breach; nil when there is none.
    static func fault(in octets: [UInt8]) -> String? {
        var line: [UInt8] = []
        var before: UInt8 = 0
        for octet in octets + [0x0D, 0x0A] {
            defer { before = octet }
            if (octet == 0x0A) != (before == 0x0D) { return "a line end by halves" }
            switch octet {
            case 0x0D: continue
            case 0x0A:
                if let fault = fault(ofLine: line) { return "\(fault): \(String(decoding: line, as: UTF8.self))" }
                line.removeAll(keepingCapacity: true)
            default: line.append(octet)
            }
        }
        return nil
    }

    private static func fault(ofLine line: [UInt8]) -> String? {
        if line.count > 76 { return "more than 76 octets" }
        if line.first == 0x2E || line.starts(with: "From ".utf8) { return "a line's start" }
        if let last = line.last, last == 0x20 || last == 0x09 { return "a blank at the end" }
        return line.contains { $0 > 0x7E || ($0 < 0x20 && $0 != 0x09) } ? "not printable" : nil
    }
}
