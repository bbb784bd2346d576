/// The words of a `.expect` file, with their places.
struct ExpectationWords {
    struct Word: Hashable {
        let text: String
        let place: Place
    }

    /// One expectation each: a line, and the lines after it that begin with a space. `#` at the beginning of a word
    /// begins a remark.
    static func entries(of text: String, file: String) -> [[Word]] {
        var entries: [[Word]] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = words(of: line, file: file, line: index + 1)
            guard !words.isEmpty else { continue }
            if line.first?.isWhitespace == true, !entries.isEmpty {
                entries[entries.count - 1] += words
            } else {
                entries.append(words)
            }
        }
        return entries
    }

    private static func words(of line: Substring, file: String, line number: Int) -> [Word] {
        var words: [Word] = []
        var rest = line
        var column = 1
        while let first = rest.first {
            let length: Int
            if first.isWhitespace {
                rest.removeFirst()
                column += 1
                continue
            } else if first == "#" {
                break
            } else if first == ";" {
                length = 1
            } else if rest.hasPrefix("->") {
                length = 2
            } else {
                length = wordLength(rest)
            }
            words.append(
                Word(text: String(rest.prefix(length)), place: Place(file: file, line: number, column: column)))
            rest = rest.dropFirst(length)
            column += length
        }
        return words
    }

    /// Up to a space, a semicolon or an arrow.
    private static func wordLength(_ text: Substring) -> Int {
        var length = 0
        var before: Character?
        for character in text {
            if character.isWhitespace || character == ";" { break }
            if character == ">", before == "-" { return length - 1 }
            before = character
            length += 1
        }
        return length
    }
}
