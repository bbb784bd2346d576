/// What the list of an inbox shows of a message beside its subject: how its HTML begins, hidden or not, as mail
/// programs do it. Pure.
package enum InboxLine {
    /// How many characters an inbox shows, some of which may be there to be blank.
    private static let length = 140
    /// How many octets of text are enough for them, whatever stands there.
    private static let enough = 4096

    /// Characters that take no room, with which templates keep the rest of their text out of the line.
    private static let blanks: Set<UInt32> = [0x00AD, 0x034F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]

    /// The beginning of the text that an inbox shows. `html` is UTF-8, not quoted-printable.
    package static func beginning(of html: [UInt8]) -> String {
        var (line, taken, isBehindSpace) = (String.UnicodeScalarView(), 0, true)
        for scalar in HTMLReference.decode(words(html)[...]).unicodeScalars where taken < length {
            if scalar.properties.isWhitespace {
                if !isBehindSpace { line.append(" ") }
                isBehindSpace = true
            } else if !blanks.contains(scalar.value) {
                line.append(scalar)
                isBehindSpace = false
            } else if !isBehindSpace {
                continue
            }
            taken += 1
        }
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    /// The text between the tags, references and all; a space for each tag.
    private static func words(_ html: [UInt8]) -> [UInt8] {
        var words: [UInt8] = []
        var rest = html[...]
        while let first = rest.first, words.count < enough {
            guard first == UInt8(ascii: "<") else {
                words.append(rest.removeFirst())
                continue
            }
            words.append(0x20)
            if rest.starts(with: "<!--".utf8) {
                rest = behind("-->", in: rest.dropFirst(4))
                continue
            }
            let name = rest.dropFirst().prefix(16).prefix(while: \.isLetterOrDigit).map(\.lowercased)
            rest = behindTag(rest.dropFirst())
            for silent in silent where name.elementsEqual(silent.utf8) {
                rest = behindTag(behind("</\(silent)", in: rest))
            }
        }
        return words
    }

    /// Elements whose text nobody reads.
    private static let silent = ["script", "style", "title"]

    private static func behindTag(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var quote: UInt8?
        for index in octets.indices {
            let octet = octets[index]
            if let open = quote {
                if octet == open { quote = nil }
            } else if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "'") {
                quote = octet
            } else if octet == UInt8(ascii: ">") {
                return octets[(index + 1)...]
            }
        }
        return []
    }

    /// The octets that follow `word`, in whatever letters; empty where it is not there.
    private static func behind(_ word: String, in octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let word = Array(word.utf8)
        var index = octets.startIndex
        while index + word.count <= octets.endIndex {
            let found = octets[index..<(index + word.count)]
            if zip(found, word).allSatisfy({ $0.lowercased == $1 }) { return octets[(index + word.count)...] }
            index += 1
        }
        return []
    }
}
