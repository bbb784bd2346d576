extension PlainText {
    /// Outside text in a message: its first line, not long, with nothing in it that a terminal would obey.
    package static func shortened(_ text: String) -> String {
        let line = text.prefix(600).prefix { !$0.isNewline }
        let clean = PrintableText.line(String(line))
        return clean.count > 60 ? clean.prefix(57) + "..." : clean
    }
}
