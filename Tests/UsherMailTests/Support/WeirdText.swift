/// Seeded texts that break naive mailers.
enum WeirdText {
    /// Of 1 to `longest` pieces; no control characters.
    static func random(longest: Int, using random: inout some RandomNumberGenerator) -> String {
        (0..<Int.random(in: 1...longest, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    static let pieces = [
        "a", "B", "7", " ", " ", " ", "word", "Coffee", ".", ",", ";", ":", "<", ">", "@", "(", ")", "[", "]", "\\",
        "\"", "'",
        "=", "?", "_", "=?", "?=", "=?utf-8?q?x?=", "%", "&", "ä", "ß", "Ö", "é", "ø", "ñ", "ż", "Ж", "я", "λ", "א",
        "ש", "ع", "ह",
        "ก", "漢", "字", "か", "한", "\u{301}", "e\u{301}", "\u{200D}", "\u{FE0F}", "☕️", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "🇩🇪", "\u{A0}",
        "\u{3000}",
        "\u{202E}", "\u{FEFF}", "\u{FFFD}", "\u{10FFFD}",
        "https://shop.example/a/very/long/path?with=query&and=more#fragment",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", String(repeating: "x", count: 80),
    ]
}
