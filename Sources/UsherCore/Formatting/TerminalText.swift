/// Text as a terminal lays it out: how many columns it takes, and where a line that is too long is broken.
package enum TerminalText {
    /// How many columns `text` takes: two for what East Asian writing and pictures take, none for a mark that stands on
    /// the character before it.
    package static func columns(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + columns($1) }
    }

    /// A line in pieces of at most `columns` columns, broken between words; nil columns are as many as it takes. A word
    /// that is wider stays whole, on a line of its own.
    ///
    /// What is broken off stands below the line's last column that begins in its left half, two spaces or more behind
    /// the one before; below the line's beginning and two further where there is none.
    package static func wrapped(_ line: String, columns most: Int?) -> [String] {
        guard let most, columns(line) > most else { return [line] }
        let words = words(of: line)
        let hang = hang(words, most: most)
        var lines: [String] = []
        var (current, width) = ("", 0)
        for word in words {
            if width > 0, width + word.gap + word.width > most, !current.allSatisfy({ $0 == " " }) {
                lines.append(current)
                width = max(0, min(hang, most - word.width))
                current = String(repeating: " ", count: width)
            } else {
                current += String(repeating: " ", count: word.gap)
                width += word.gap
            }
            current += word.text
            width += word.width
        }
        return lines + [current]
    }

    private struct Word {
        /// Spaces before it.
        let gap: Int
        let text: Substring
        let width: Int
        /// The column at which the word begins in the whole line.
        let column: Int
    }

    private static func words(of line: String) -> [Word] {
        var words: [Word] = []
        var rest = line[...]
        var column = 0
        while true {
            let gap = rest.prefix { $0 == " " }.count
            rest = rest.dropFirst(gap)
            let text = rest.prefix { $0 != " " }
            guard !text.isEmpty else { return words }
            rest = rest[text.endIndex...]
            words.append(Word(gap: gap, text: text, width: columns(text), column: column + gap))
            column += gap + (words.last?.width ?? 0)
        }
    }

    private static func hang(_ words: [Word], most: Int) -> Int {
        let start = words.first?.column ?? 0
        let columns = words.dropFirst().filter { $0.gap >= 2 && $0.column <= most / 2 }.map(\.column)
        return min(columns.last ?? start + 2, most / 2)
    }

    private static func columns(_ character: Character) -> Int {
        // A picture with what varies it, or of several, is one picture.
        if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        return character.unicodeScalars.map(columns).max() ?? 0
    }

    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// East_Asian_Width W and F (UAX 11), without what is a picture; a block of them where its few gaps are unassigned.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18CD5, 0x1AFF0...0x1B2FB, 0x1F200...0x1F202, 0x1F210...0x1F23B, 0x1F240...0x1F248,
        0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
