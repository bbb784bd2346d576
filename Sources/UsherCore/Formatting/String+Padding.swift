extension String {
    /// Filled up with spaces on the right.
    package func padding(to width: Int) -> String {
        count >= width ? self : self + String(repeating: " ", count: width - count)
    }

    /// Without spaces at the end.
    package var trimmedEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
