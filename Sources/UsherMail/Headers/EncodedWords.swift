import UsherCore

/// Writes RFC 2047 encoded words in UTF-8: `=?utf-8?q?Gr=C3=BC=C3=9Fe?=`.
enum EncodedWords {
    /// The longest line that contains an encoded word, in octets.
    static let longestLine = 76
    private static let longestWord = 75
    /// How many octets `=?utf-8?q?` and `?=` take together.
    private static let frame = 12

    /// Writes valid UTF-8 as encoded words, each at most 75 octets and with whole characters, one to a line; the first
    /// goes on the current line, which is `column` octets long, if there is room. Q, which a person can read, unless B
    /// is shorter by a fifth. Returns the length of the last line.
    static func append(_ text: [UInt8], to octets: inout [UInt8], column: Int) -> Int {
        let base64Length = (text.count + 2) / 3 * 4
        let quoted = text.reduce(0) { $0 + Int(costs[Int($1)]) } <= base64Length + base64Length / 4
        var column = column
        var start = 0
        while start < text.count {
            let room = min(longestWord, longestLine - column) - frame
            let end = quoted ? endOfQuoted(text, start, room) : endOfBase64(text, start, room)
            if end > start {
                let before = octets.count
                octets.append(contentsOf: quoted ? quotedStart : base64Start)
                if quoted { appendQuoted(text[start..<end], &octets) } else { appendBase64(text[start..<end], &octets) }
                octets.append(contentsOf: wordEnd)
                column += octets.count - before
                start = end
            }
            if start < text.count {
                octets.append(contentsOf: lineEnd)
                column = 1
            }
        }
        return column
    }

    private static func endOfQuoted(_ text: [UInt8], _ start: Int, _ room: Int) -> Int {
        var (end, cost) = (start, 0)
        while end < text.count {
            let next = nextCharacter(text, end)
            for octet in text[end..<next] { cost += Int(costs[Int(octet)]) }
            if cost > room { break }
            end = next
        }
        return end
    }

    private static func endOfBase64(_ text: [UInt8], _ start: Int, _ room: Int) -> Int {
        let most = max(0, room) / 4 * 3
        var end = start
        while end < text.count {
            let next = nextCharacter(text, end)
            if next - start > most { break }
            end = next
        }
        return end
    }

    private static func nextCharacter(_ text: [UInt8], _ index: Int) -> Int {
        var next = index + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    private static func appendQuoted(_ text: ArraySlice<UInt8>, _ octets: inout [UInt8]) {
        for octet in text {
            if octet == 0x20 {
                octets.append(UInt8(ascii: "_"))
            } else if costs[Int(octet)] == 1 {
                octets.append(octet)
            } else {
                Hexadecimal.append(octet, after: UInt8(ascii: "="), to: &octets)
            }
        }
    }

    private static func appendBase64(_ text: ArraySlice<UInt8>, _ octets: inout [UInt8]) {
        var index = text.startIndex
        while index < text.endIndex {
            let count = min(3, text.endIndex - index)
            var window = 0
            for offset in 0..<3 { window = window << 8 | (offset < count ? Int(text[index + offset]) : 0) }
            for place in 0..<4 {
                octets.append(place <= count ? base64[window >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
            index += count
        }
    }

    /// How many octets each octet takes in Q: 1 for what RFC 2047 5(3) lets stand in a display name, and for the space;
    /// else 3.
    private static let costs: [UInt8] = (0...255).map { octet in
        let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/ "
        return plain.utf8.contains(UInt8(octet)) ? 1 : 3
    }
    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let quotedStart = Array("=?utf-8?q?".utf8)
    private static let base64Start = Array("=?utf-8?b?".utf8)
    private static let wordEnd = Array("?=".utf8)
    private static let lineEnd = Array("\r\n ".utf8)
}
