extension HeaderText {
    /// The longest line without encoded words, in octets (RFC 5322 2.1.1).
    static let longestLine = 78
    /// The longest word that is written as it is, in octets: a longer one is encoded, because a line has no other place
    /// to break in it.
    private static let longestWord = 68

    /// Writes unstructured text (RFC 5322 2.2.1) on a line that has `column` octets; as it is when it may stand so,
    /// else as encoded words. Returns the length of the last line.
    func appendUnstructured(to line: inout [UInt8], column: Int) -> Int {
        guard isPlain, hasShortWords else { return EncodedWords.append(octets, to: &line, column: column) }
        var column = column
        var start = 0
        while start < octets.count {
            let end = endOfWord(from: start)
            // Runs of spaces stay as they are; a line breaks before a run, never within one, so that no line is
            // blank.
            if start > 0, column + end - start > Self.longestLine {
                line.append(contentsOf: [0x0D, 0x0A])
                column = 0
            }
            line.append(contentsOf: octets[start..<end])
            column += end - start
            start = end
        }
        return column
    }

    private var hasShortWords: Bool {
        var start = 0
        while start < octets.count {
            let end = endOfWord(from: start)
            if end - start > Self.longestWord { return false }
            start = end
        }
        return true
    }

    /// The offset at which the word ends that begins, after the spaces before it, at `start`.
    private func endOfWord(from start: Int) -> Int {
        var end = start
        while end < octets.count, octets[end] == 0x20 { end += 1 }
        while end < octets.count, octets[end] != 0x20 { end += 1 }
        return end
    }
}
