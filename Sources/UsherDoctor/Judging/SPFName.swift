/// A domain in an SPF record, perhaps with macros (RFC 7208 7.1).
enum SPFName {
    /// | Text | A domain |
    /// | --- | --- |
    /// | `_spf.relay.example`, `relay.example.`, `%{i}._spf.%{d2}` | yes |
    /// | `relay`, `relay.123`, `relay.-x`, `%{x}.example`, `ä.example`, nothing | no |
    static func isOne(_ text: some StringProtocol) -> Bool {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
        var rest = Substring(text)
        var endsWithMacro = false
        // What stands behind the last macro.
        var plain = ""
        while let first = rest.first {
            if first == "%" {
                guard let length = macro(rest) else { return false }
                rest = rest.dropFirst(length)
                endsWithMacro = true
                plain = ""
            } else {
                rest = rest.dropFirst()
                plain.append(first)
                endsWithMacro = false
            }
        }
        return endsWithMacro || endsWithLabel(plain)
    }

    /// The length of the macro that a text begins with; nil where there is none. `c`, `r` and `t` are for explanations
    /// alone.
    private static func macro(_ text: Substring) -> Int? {
        guard let second = text.dropFirst().first else { return nil }
        if "%_-".contains(second) { return 2 }
        guard second == "{", let end = text.firstIndex(of: "}") else { return nil }
        var inside = text[text.index(text.startIndex, offsetBy: 2)..<end].lowercased()[...]
        guard let letter = inside.first, "slodiphv".contains(letter) else { return nil }
        inside = inside.dropFirst().drop { $0.isASCII && $0.isNumber }
        if inside.first == "r" { inside = inside.dropFirst() }
        guard inside.allSatisfy({ ".-+,/_=".contains($0) }) else { return nil }
        return text.distance(from: text.startIndex, to: end) + 1
    }

    /// Whether the text ends with a dot and a label that is no number.
    private static func endsWithLabel(_ text: String) -> Bool {
        let text = text.hasSuffix(".") ? text.dropLast() : text[...]
        guard let dot = text.lastIndex(of: ".") else { return false }
        let label = text[text.index(after: dot)...]
        return !label.isEmpty && label.first != "-" && label.last != "-" && !label.allSatisfy(\.isNumber)
            && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    }
}
