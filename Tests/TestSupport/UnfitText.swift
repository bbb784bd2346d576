/// Texts with everything that outside input has been seen to hold; for properties.
package enum UnfitText {
    private static let pieces = [
        "A", "Zoë", "李", "word ", " ", "{{x}}", "{{#a}}", "${y}", "Optional(z)", "=?utf-8?q?x?=", "\"", "\\", "<b>",
        "'", "`id`", "$(id)",
        "\r\nBcc: eve@evil.example", "\n", "\r", "\t", "\u{0}", "\u{7}", "\u{1B}[31m", "\u{7F}", "\u{80}", "\u{85}",
        "\u{9B}31m",
        "\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{200E}", "\u{200D}", "\u{FEFF}",
        "\u{FFFE}", "\u{61C}", "\u{180E}", "\u{E0041}", "\u{3164}", "\u{2800}",
        "\u{1FFFF}", "\u{10FFFF}", "\u{E000}", "\u{F0000}", "\u{378}", "\u{301}", "👨‍👩‍👧", "=1+1", "@SUM(A1)", ".", "\n.\n",
    ]

    /// Never empty.
    package static func make(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "x" }.joined()
    }
}
