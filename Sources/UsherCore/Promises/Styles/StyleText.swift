/// The text of a style sheet or of a `style` attribute, with what stands in comments, strings and `url(...)` masked, so
/// that each sign that is left is one of the language's own. Octet for octet as long as it was.
struct StyleText: Sendable {
    let raw: [UInt8]
    private(set) var clean: [UInt8]
    /// A string or comment has no end, or something stands here that readers take differently.
    private(set) var isBroken = false

    /// Stands for an octet of a comment.
    static let comment: UInt8 = 1
    /// Stands for an octet that would be a sign outside of its string or address.
    static let masked: UInt8 = 2

    init(_ raw: [UInt8]) {
        self.raw = raw
        clean = raw
        var at = 0
        while at < raw.count { at = pass(at) }
    }

    /// The index after what begins at `at`.
    private mutating func pass(_ at: Int) -> Int {
        switch raw[at] {
        case 0...2:
            isBroken = true
            return at + 1
        case UInt8(ascii: "/") where starts(at, "/*"): return passComment(at)
        case UInt8(ascii: "<") where starts(at, "<!--"): return fill(at, 4)
        case UInt8(ascii: "-") where starts(at, "-->"): return fill(at, 3)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return passString(at)
        case UInt8(ascii: "\\"): return passEscape(at)
        case UInt8(ascii: "u"), UInt8(ascii: "U"): return passAddress(at)
        default: return at + 1
        }
    }

    private mutating func passComment(_ start: Int) -> Int {
        var at = start + 2
        while at < raw.count, !starts(at, "*/") { at += 1 }
        if at >= raw.count { isBroken = true }
        return fill(start, at + 2 - start)
    }

    private mutating func passString(_ start: Int) -> Int {
        var at = start + 1
        while at < raw.count, raw[at] != raw[start] {
            if raw[at] == 0x0A || raw[at] == 0x0C || raw[at] == 0x0D { isBroken = true }
            if raw[at] == UInt8(ascii: "\\"), at + 1 < raw.count {
                mask(at)
                at += 1
            }
            mask(at)
            at += 1
        }
        if at >= raw.count { isBroken = true }
        return at + 1
    }

    private mutating func passEscape(_ at: Int) -> Int {
        guard at + 1 < raw.count else {
            isBroken = true
            return at + 1
        }
        if raw[at + 1] < 0x20 { isBroken = true }
        mask(at + 1)
        return at + 2
    }

    /// Passes `url(` without quotes, which ends at the next bracket, whatever stands in between.
    private mutating func passAddress(_ start: Int) -> Int {
        guard starts(start, "url(", ignoringCase: true) else { return start + 1 }
        var at = start + 4
        while at < raw.count, raw[at].isStyleBlank { at += 1 }
        guard at < raw.count, raw[at] != UInt8(ascii: "\""), raw[at] != UInt8(ascii: "'") else { return at }
        while at < raw.count, raw[at] != UInt8(ascii: ")") {
            if raw[at] == UInt8(ascii: "\\"), at + 1 < raw.count {
                clean[at] = Self.masked
                at += 1
            }
            clean[at] = Self.masked
            at += 1
        }
        return at
    }

    private mutating func mask(_ at: Int) {
        if Self.signs.contains(raw[at]) || raw[at] < 0x20 { clean[at] = Self.masked }
    }

    private mutating func fill(_ start: Int, _ count: Int) -> Int {
        let end = min(start + count, raw.count)
        for at in start..<end { clean[at] = Self.comment }
        return end
    }

    private func starts(_ at: Int, _ text: StaticString, ignoringCase: Bool = false) -> Bool {
        text.withUTF8Buffer { wanted in
            guard at + wanted.count <= raw.count else { return false }
            return wanted.indices.allSatisfy { offset in
                let octet = raw[at + offset]
                return (ignoringCase ? octet.lowercased : octet) == wanted[offset]
            }
        }
    }

    private static let signs = Set("{}()[];:,!@/\\\"'<>".utf8)

    /// The range without the blanks and comments around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isEmpty(clean[start]) { start += 1 }
        while end > start, isEmpty(clean[end - 1]) { end -= 1 }
        return start..<end
    }

    private func isEmpty(_ octet: UInt8) -> Bool { octet.isStyleBlank || octet == Self.comment }

    func hasComment(_ range: Range<Int>) -> Bool { clean[range].contains(Self.comment) }

    /// The text in lower case, with one space for any blanks.
    func folded(_ range: Range<Int>) -> String {
        var folded: [UInt8] = []
        for octet in clean[range] {
            if octet.isStyleBlank {
                if folded.last != 0x20 { folded.append(0x20) }
            } else {
                folded.append(octet.lowercased)
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }

    /// The text as it is written, on one line and short: for a person to find it by.
    func quoted(_ range: Range<Int>) -> String { Self.quoted(raw[range]) }

    static func quoted(_ octets: ArraySlice<UInt8>) -> String {
        let start = octets.prefix(60)
        let words = String(decoding: start, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let line = words.joined(separator: " ").unicodeScalars.filter { $0.properties.generalCategory != .control }
        return String(String.UnicodeScalarView(line)) + (octets.count > start.count ? "..." : "")
    }
}

extension UInt8 {
    /// Whether the octet parts words in style sheets and tags.
    var isStyleBlank: Bool { isBlank || self == 0x0A || self == 0x0C || self == 0x0D }
}
