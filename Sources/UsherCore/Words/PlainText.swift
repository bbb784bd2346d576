/// Texts that come from outside: names, attributes, keys, wordings, notes, what an event tells. Every door asks
/// `fault`, and the composer cleans what is left: what a door lets in can always be composed, and so can what stood in
/// a database before.
///
/// | In a text | A door | The composer |
/// | --- | --- | --- |
/// | CR, LF, TAB | refused in one line; kept in several lines | one space in a header; kept in a body |
/// | other controls (C0, DEL, C1 with U+0085), U+2028, U+2029 | refused | one space in a header; kept in a body |
/// | what turns the direction of writing (U+202A to U+202E, U+2066 to U+2069, U+061C) | refused | kept |
/// | what no reader sees and a text may hide in (U+180E, the tags U+E0000 to U+E007F) | refused | kept |
/// | noncharacters (U+FDD0 to U+FDEF, U+FFFE, U+FFFF and the like) | refused | kept |
/// | octets that are not UTF-8, half a surrogate pair | refused before it is a text | never there |
/// | anything else, `{{x}}` and `${y}` too | kept as it is | kept as it is |
package enum PlainText {
    /// How many lines a text may have.
    package enum Lines: Sendable {
        case one
        /// CR, LF and TAB may stand in it.
        case several
    }

    package static let longestName = 200
    package static let longestWording = 2000
    /// The longest subject or display name, in octets; servers refuse longer ones.
    package static let longestHeader = 2000

    /// The text as a message may repeat it: at most 60 characters, nothing in it that a terminal or a log would obey.
    package static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: 60, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return PrintableText.line(text) }
        return PrintableText.line(String(text[..<end])) + "..."
    }

    /// Outside text in a message: its first line, not long, with nothing in it that a terminal would obey.
    package static func shortened(_ text: String) -> String {
        let line = text.prefix(600).prefix { !$0.isNewline }
        let clean = PrintableText.line(String(line))
        return clean.count > 60 ? clean.prefix(57) + "..." : clean
    }

    /// Why `text` cannot be one, as a clause after what it is; nil when it can: without what the table refuses, and of
    /// at most `longest` characters (code points).
    package static func fault(_ text: String, longest: Int, lines: Lines = .one) -> String? {
        // No text has more code points than octets, and octets are counted already. A text far too long is not looked
        // through.
        let octets = text.utf8.count
        if octets > longest, octets > longest * 4 || text.unicodeScalars.count > longest {
            return "is longer than \(longest) characters"
        }
        return text.unicodeScalars.first { isRefused($0, lines) }.map { complaint($0, lines) }
    }

    /// The text as one line: each run of controls, line breaks and line separators becomes one space.
    package static func cleaned(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: breaksLine) else { return text }
        var clean = String.UnicodeScalarView()
        var isInEnrollment = false
        for scalar in text.unicodeScalars {
            let breaks = breaksLine(scalar)
            if !breaks { clean.append(scalar) } else if !isInEnrollment { clean.append(" ") }
            isInEnrollment = breaks
        }
        return String(clean)
    }

    /// The text as a header takes it: one clean line of at most `longestHeader` octets, cut between characters.
    package static func header(_ text: String) -> String {
        let clean = cleaned(text)
        guard clean.utf8.count > longestHeader else { return clean }
        var (kept, octets) = (String.UnicodeScalarView(), 0)
        for scalar in clean.unicodeScalars {
            octets += UTF8.width(scalar)
            guard octets <= longestHeader - 3 else { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    /// Whether there is nothing in it to read.
    package static func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.isInvisible) }

    private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool { scalar.isControl || scalar.isLineSeparator }

    private static func isRefused(_ scalar: Unicode.Scalar, _ lines: Lines) -> Bool {
        guard scalar.isUnfit else { return false }
        return lines == .one || !(scalar == "\n" || scalar == "\r" || scalar == "\t")
    }

    private static func complaint(_ scalar: Unicode.Scalar, _ lines: Lines) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let number = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        if scalar.isNoncharacter { return "contains \(number), which is no character" }
        if scalar.turnsDirection { return "contains \(number), which turns the direction of writing" }
        if scalar.hides { return "contains \(number), which nobody sees" }
        return lines == .one ? "contains a line break or another control character" : "contains a control character"
    }
}
