/// Reads encoded words (RFC 2047) in the charsets that `Charset` knows.
package enum DecodedWords {
    /// `text` for people: encoded words decoded, the white space between two of them gone. Words that break off in the
    /// middle of a character go on in the next one, as many mailers write them.
    package static func read(_ text: String) -> String {
        guard text.contains("=?") else { return text }
        var reading = Reading()
        var rest = Array(text.utf8)[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "=")) {
            if let (word, end) = Word.read(rest[start...]) {
                reading.take(plain: rest[rest.startIndex..<start], isBetween: true)
                reading.take(word)
                rest = rest[end...]
            } else {
                reading.take(plain: rest[rest.startIndex...start], isBetween: false)
                rest = rest[(start + 1)...]
            }
        }
        reading.take(plain: rest, isBetween: false)
        return reading.end()
    }

    private struct Word {
        let charset: String
        let content: [UInt8]

        /// `=?charset?B?...?=` at the start of `octets`, and where it ends; at most 1,000 octets are looked at, more
        /// than any has that a mailer wrote.
        static func read(_ octets: ArraySlice<UInt8>) -> (Word, end: Int)? {
            let window = octets.prefix(1000)
            guard window.starts(with: "=?".utf8) else { return nil }
            let mark = UInt8(ascii: "?")
            let nameStart = window.startIndex + 2
            guard let nameEnd = window[nameStart...].firstIndex(of: mark), nameEnd > nameStart,
                nameEnd + 2 < window.endIndex, window[nameEnd + 2] == mark,
                let end = window[(nameEnd + 3)...].firstIndex(of: mark), end + 1 < window.endIndex,
                window[end + 1] == UInt8(ascii: "=")
            else { return nil }
            let text = window[(nameEnd + 3)..<end]
            let name = String(decoding: window[nameStart..<nameEnd].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
            switch window[nameEnd + 1].lowercased {
            case UInt8(ascii: "b"): return (Word(charset: name, content: Base64Text.decode(text)), end + 2)
            case UInt8(ascii: "q"): return (Word(charset: name, content: decodeQ(text)), end + 2)
            default: return nil
            }
        }

        private static func decodeQ(_ text: ArraySlice<UInt8>) -> [UInt8] {
            var octets: [UInt8] = []
            var rest = text
            while let octet = rest.popFirst() {
                if octet == UInt8(ascii: "="), rest.count > 1, let value = Hexadecimal.value(rest.prefix(2)) {
                    octets.append(UInt8(value))
                    rest = rest.dropFirst(2)
                } else {
                    octets.append(octet == UInt8(ascii: "_") ? 0x20 : octet)
                }
            }
            return octets
        }
    }

    private struct Reading {
        private var text = ""
        /// Words in a row of one charset, joined as octets.
        private var charset: String?
        private var pending: [UInt8] = []

        mutating func take(plain: ArraySlice<UInt8>, isBetween: Bool) {
            guard !plain.isEmpty else { return }
            if isBetween, charset != nil, plain.allSatisfy({ $0.isBlank || $0 == 0x0D || $0 == 0x0A }) { return }
            flush()
            text += String(decoding: plain, as: UTF8.self)
        }

        mutating func take(_ word: Word) {
            if charset?.lowercased() != word.charset.lowercased() { flush() }
            charset = word.charset
            pending += word.content
        }

        mutating func end() -> String {
            flush()
            return text
        }

        private mutating func flush() {
            if let charset { text += Charset.text(pending, named: charset) }
            charset = nil
            pending = []
        }
    }
}
