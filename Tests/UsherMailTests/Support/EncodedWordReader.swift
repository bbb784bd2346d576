import Foundation

/// Reads RFC 2047 the strict way, independent of the writer: for tests.
enum EncodedWordReader {
    /// The text of `words` joined by white space; nil when one breaks a rule: more than 75 characters, not UTF-8 by
    /// itself, another charset.
    static func text(_ words: String) -> String? {
        var text = ""
        for word in words.split(whereSeparator: { $0 == " " || $0 == "\r\n" }) {
            let parts = word.split(separator: "?", omittingEmptySubsequences: false)
            guard word.utf8.count <= 75, parts.count == 5, parts[0] == "=", parts[1] == "utf-8", parts[4] == "=" else {
                return nil
            }
            let octets: [UInt8]?
            switch parts[2] {
            case "q": octets = quoted(parts[3])
            case "b": octets = Data(base64Encoded: String(parts[3])).map(Array.init)
            default: octets = nil
            }
            guard let octets, !octets.isEmpty, let part = String(validating: octets, as: UTF8.self) else { return nil }
            text += part
        }
        return text
    }

    private static func quoted(_ text: Substring) -> [UInt8]? {
        var octets: [UInt8] = []
        var rest = text.utf8[...]
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "_"): octets.append(0x20)
            case UInt8(ascii: "="):
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                rest = rest.dropFirst(2)
                octets.append(value)
            // RFC 2047 5(3): all that may stand for itself in a display name.
            case let plain
            where "!*+-/".utf8.contains(plain) || Character(UnicodeScalar(plain)).isLetter
                || Character(UnicodeScalar(plain)).isNumber:
                octets.append(plain)
            default: return nil
            }
        }
        return octets
    }
}
