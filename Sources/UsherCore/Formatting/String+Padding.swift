extension String {
    /// Filled up with spaces on the right, to so many columns of a terminal.
    package func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - TerminalText.columns(self)))
    }

    /// The text without spaces at the end.
    package var trimmedEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
