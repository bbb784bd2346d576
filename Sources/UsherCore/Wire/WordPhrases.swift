/// Phrases by what they mean, and a text's words held against them: for what servers say, and for the reports about it.
package struct WordPhrases<Meaning: Hashable & Sendable>: Sendable {
    private typealias Entry = (meaning: Meaning, phrase: WordPhrase)
    /// The phrases by their first word.
    private let phrases: [Substring: [Entry]]
    /// The phrases that begin with a stem, by its first letter; and those of them that begin in ASCII, by their first
    /// octet, for most words do.
    private let stems: [Character: [Entry]]
    private let plainStems: [[Entry]]
    /// The phrases of languages that put no space between words: looked for as they are, also inside of words.
    private let unspaced: [(meaning: Meaning, text: String)]

    /// Takes phrases with their meanings.
    ///
    /// - Parameter all: phrases in lower case, separated by commas; `~` stands before those of languages without
    ///   spaces.
    package init(_ all: [(Meaning, String)]) {
        var phrases: [Substring: [Entry]] = [:]
        var stems: [Character: [Entry]] = [:]
        var unspaced: [(meaning: Meaning, text: String)] = []
        for (meaning, text) in all {
            for piece in text.split(separator: ",") {
                let words = piece.split { $0 == " " || $0 == "\n" }
                guard let word = words.first, let first = word.first else { continue }
                if first == "~" {
                    unspaced.append((meaning, words.joined(separator: " ").replacing("~", with: "")))
                } else if word.last == "*" {
                    stems[first, default: []].append((meaning, WordPhrase(words: words)))
                } else {
                    phrases[word, default: []].append((meaning, WordPhrase(words: words)))
                }
            }
        }
        self.phrases = phrases
        self.stems = stems
        plainStems = (UInt8(0)..<128).map { stems[Character(UnicodeScalar($0))] ?? [] }
        self.unspaced = unspaced
    }

    /// The meanings of the phrases in `words`, which are in lower case.
    package func meanings(in words: [Substring]) -> Set<Meaning> {
        var found: Set<Meaning> = []
        for start in words.indices {
            let word = words[start]
            for (meaning, phrase) in phrases[word] ?? []
            where !found.contains(meaning) && phrase.begins(at: start, in: words) {
                found.insert(meaning)
            }
            for (meaning, phrase) in stems(of: word)
            where !found.contains(meaning) && phrase.begins(at: start, in: words) {
                found.insert(meaning)
            }
        }
        if words.contains(where: { $0.utf8.contains { $0 >= 0xE0 } }) {
            let text = words.joined(separator: " ")
            for (meaning, phrase) in unspaced where !found.contains(meaning) && text.contains(phrase) {
                found.insert(meaning)
            }
        }
        return found
    }

    private func stems(of word: Substring) -> [Entry] {
        let head = word.utf8.prefix(2)
        // An accent may follow the first letter as a character of its own.
        guard let first = head.first, head.allSatisfy({ $0 < 0x80 }) else {
            return word.first.flatMap { stems[$0] } ?? []
        }
        return plainStems[Int(first)]
    }

    /// The words of any text as phrases want them: in lower case, without what is neither letter nor number.
    package static func words(_ text: String) -> [Substring] {
        let text = text.lowercased()
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return text.split { !($0.isLetter || $0.isNumber || $0 == "'") }
        }
        return text.utf8.split { !($0.isLetter || $0.isDigit || $0 == UInt8(ascii: "'")) }.map { Substring($0) }
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
