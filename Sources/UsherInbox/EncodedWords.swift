import Foundation

/// Reads encoded words (RFC 2047) in UTF-8, ASCII and Latin-1; others stay as they are.
package enum EncodedWords {
    /// `text` for people: encoded words decoded, the spaces between two of them gone.
    package static func decode(_ text: String) -> String {
        guard text.contains("=?") else { return text }
        var octets: [UInt8] = []
        var wasEncoded = false
        for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            let decoded = decodeWord(word)
            // Words are joined as octets, because a character may have been cut in two.
            if index > 0, !(wasEncoded && decoded != nil) { octets.append(UInt8(ascii: " ")) }
            octets += decoded ?? Array(word.utf8)
            wasEncoded = decoded != nil
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// UTF-8 octets; nil when `word` is not an encoded word that can be read here.
    private static func decodeWord(_ word: Substring) -> [UInt8]? {
        guard word.hasPrefix("=?"), word.hasSuffix("?=") else { return nil }
        let parts = word.dropFirst(2).dropLast(2).split(separator: "?", omittingEmptySubsequences: false)
        guard parts.count == 3, let charset = parts[0].split(separator: "*").first else { return nil }
        let content: [UInt8]?
        switch parts[1].uppercased() {
        case "B": content = Data(base64Encoded: String(parts[2])).map(Array.init)
        case "Q": content = decodeQ(Array(parts[2].utf8))
        default: content = nil
        }
        guard let content else { return nil }
        switch charset.uppercased() {
        case "UTF-8", "US-ASCII": return content
        case "ISO-8859-1": return Array(String(String.UnicodeScalarView(content.map(Unicode.Scalar.init))).utf8)
        default: return nil
        }
    }

    private static func decodeQ(_ text: [UInt8]) -> [UInt8]? {
        var octets: [UInt8] = []
        var rest = text[...]
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "_"): octets.append(UInt8(ascii: " "))
            case UInt8(ascii: "="):
                let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
                octets.append(value)
                rest = rest.dropFirst(2)
            default: octets.append(octet)
            }
        }
        return octets
    }
}
