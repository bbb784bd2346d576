import UsherCore

/// Text that somebody else wrote, made fit for a line that the operator reads.
enum ShownText {
    static let longest = 300

    static func line(_ text: String) -> String {
        let words = text.unicodeScalars.prefix(4 * longest).split { $0.value <= 0x20 || $0.value == 0xA0 }
        let line = PrintableText.line(words.map { String($0) }.joined(separator: " "))
        return line.count > longest ? line.prefix(longest - 1) + "…" : line
    }
}
