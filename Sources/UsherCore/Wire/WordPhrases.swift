/// Phrases by what they mean, and a text's words held against them: for what servers say, and for the reports about it.
package struct WordPhrases<Meaning: Hashable & Sendable>: Sendable {
    /// By their first letter.
    private let phrases: [Character: [(meaning: Meaning, phrase: WordPhrase)]]
    /// Of languages that put no space between words: looked for as they are, also inside of words.
    private let unspaced: [(meaning: Meaning, text: String)]

    /// - Parameter all: phrases in lower case, separated by commas; `~` stands before those of languages without
    ///   spaces.
    package init(_ all: [(Meaning, String)]) {
        var phrases: [Character: [(meaning: Meaning, phrase: WordPhrase)]] = [:]
        var unspaced: [(meaning: Meaning, text: String)] = []
        for (meaning, text) in all {
            for piece in text.split(separator: ",") {
                let words = piece.split { $0 == " " || $0 == "\n" }
                guard let first = words.first?.first else { continue }
                if first == "~" {
                    unspaced.append((meaning, words.joined(separator: " ").replacing("~", with: "")))
                } else {
                    phrases[first, default: []].append((meaning, WordPhrase(words: words)))
                }
            }
        }
        self.phrases = phrases
        self.unspaced = unspaced
    }

    /// What the phrases in `words`, which are in lower case, mean.
    package func meanings(in words: [Substring]) -> Set<Meaning> {
        var found: Set<Meaning> = []
        for start in words.indices {
            for (meaning, phrase) in words[start].first.flatMap({ phrases[$0] }) ?? []
            where !found.contains(meaning) && phrase.begins(at: start, in: words) {
                found.insert(meaning)
            }
        }
        if words.contains(where: { $0.utf8.contains { $0 >= 0xE2 } }) {
            let text = words.joined(separator: " ")
            for (meaning, phrase) in unspaced where !found.contains(meaning) && text.contains(phrase) {
                found.insert(meaning)
            }
        }
        return found
    }

    /// The words of any text as phrases want them: in lower case, without what is neither letter nor number.
    package static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'") }
    }
}

/// Words in a row. `*` ends a stem; `…` stands for up to eight words, or none.
struct WordPhrase: Sendable {
    let words: [Substring]

    func begins(at start: Int, in text: [Substring]) -> Bool { matches(words[...], text[start...]) }

    private func matches(_ words: ArraySlice<Substring>, _ text: ArraySlice<Substring>) -> Bool {
        guard let word = words.first else { return true }
        if word == "…" {
            return (0...8).contains { gap in gap <= text.count && matches(words.dropFirst(), text.dropFirst(gap)) }
        }
        guard let next = text.first else { return false }
        let isSame = word.last == "*" ? next.hasPrefix(word.dropLast()) : next == word
        return isSame && matches(words.dropFirst(), text.dropFirst())
    }
}
