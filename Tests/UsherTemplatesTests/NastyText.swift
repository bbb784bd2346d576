import TestSupport

/// Texts that would be markup, structure or a header if anything let them.
enum NastyText {
    private static let pieces = [
        "<", ">", "&", "\"", "'", "<b>", "</p>", "<script>alert(1)</script>", "\" onload=\"x", "' x='", "&lt;",
        "&#x3c;", "-->", "<!--",
        "{{a}}", "{{#b}}", "{{{c}}}", "**x**", "[x](y)", "\n", "\r", "\r\n", "\n.\n", "\nFrom x", ".", "From ", " ",
        "\t", "=", "=3D", "=\r\n",
        "\u{0}", "\u{1}", "\u{7F}", "\u{80}", "é", "😀", "\u{2028}", "\u{FEFF}", "\u{F0000}", "\u{F0001}", "\u{E000}",
        "\u{301}", "javascript:", "%",
        "%00", "#", "?", "word", "a longer run of words", "\n# x", "\n- x", "\n\n", "    x", "]]>", "`", "\\",
    ]

    /// Never empty.
    static func make(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "x" }.joined()
    }

    /// With LF for CRLF and CR.
    static func withLF(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || (scalar == "\n" && !wasReturn) { out.append("\n") }
            if scalar != "\r", scalar != "\n" { out.append(scalar) }
            wasReturn = scalar == "\r"
        }
        return String(out)
    }
}
