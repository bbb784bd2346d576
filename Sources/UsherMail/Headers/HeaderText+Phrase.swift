import UsherCore

extension HeaderText {
    /// The longest name that is written as it is, in octets: longer ones are encoded, so that lines can break in them.
    static let longestPlainName = 60

    /// Whether `appendPhrase` writes encoded words.
    var isEncodedAsPhrase: Bool { !isPlain || octets.count > Self.longestPlainName }

    /// Writes a display name (RFC 5322 3.2.5) on a line that has `column` octets: `Ann Lee`, `"Lee, Ann"`, or encoded
    /// words (RFC 2047 5(3)). Returns the length of the last line.
    func appendPhrase(to line: inout [UInt8], column: Int) -> Int {
        guard !isEncodedAsPhrase else { return EncodedWords.append(octets, to: &line, column: column) }
        guard needsQuotes else {
            line.append(contentsOf: octets)
            return column + octets.count
        }
        let before = line.count
        line.append(Self.quote)
        for octet in octets {
            if octet == Self.quote || octet == Self.backslash { line.append(Self.backslash) }
            line.append(octet)
        }
        line.append(Self.quote)
        return column + line.count - before
    }

    /// Whether the name is anything but atoms with one space between them.
    private var needsQuotes: Bool {
        var previous: UInt8 = 0
        for octet in octets {
            if octet == 0x20 ? previous == 0x20 : !Self.isAtomText(octet) { return true }
            previous = octet
        }
        return false
    }

    /// Whether the octet may stand in an atom (RFC 5322 3.2.3).
    private static func isAtomText(_ octet: UInt8) -> Bool { octet.isLetterOrDigit || atomSpecials.contains(octet) }

    private static let atomSpecials = Array("!#$%&'*+-/=?^_`{|}~".utf8)
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
}
