/// Why a text is not the JSON that it should be.
package struct JSONFault: Error, Hashable, Sendable {
    /// The offset in octets, counted from 0.
    package let offset: Int
    /// The words for what should stand there.
    package let expected: String
}

/// Reads JSON (RFC 8259) value by value and builds no tree: whoever reads says what may come next.
///
/// It is strict: no comments, no trailing commas, no unpaired surrogates, at most 64 levels.
package struct JSONReader {
    private let octets: [UInt8]
    private var index = 0
    private var depth = 0
    private static let deepest = 64

    /// Reads JSON from `octets`, which are UTF-8.
    package init(_ octets: [UInt8]) { self.octets = octets }

    /// The octet that the next value, or whatever comes, begins with; nil at the end.
    package mutating func peek() -> UInt8? {
        while let octet = here, octet.isBlank || octet == 0x0A || octet == 0x0D { index += 1 }
        return here
    }

    package mutating func end() throws(JSONFault) {
        guard peek() == nil else { throw fault("the end") }
    }

    /// The fault at the place where the reader is.
    package func fault(_ expected: String) -> JSONFault { JSONFault(offset: index, expected: expected) }

    /// Reads `true`, `false` or `null`.
    package mutating func word(_ word: String) throws(JSONFault) {
        _ = peek()
        guard octets[index...].starts(with: word.utf8) else { throw fault(word) }
        index += word.utf8.count
    }

    /// A number as it is written (section 6).
    package mutating func number() throws(JSONFault) -> String {
        _ = peek()
        let start = index
        if here == UInt8(ascii: "-") { index += 1 }
        if here == UInt8(ascii: "0") { index += 1 } else { try digits() }
        if here == UInt8(ascii: ".") {
            index += 1
            try digits()
        }
        if here?.lowercased == UInt8(ascii: "e") {
            index += 1
            if here == UInt8(ascii: "+") || here == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        return String(decoding: octets[start..<index], as: UTF8.self)
    }

    /// Reads `[value, ...]`: `element` reads each value.
    package mutating func array(
        _ element: (inout JSONReader) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try enter("[")
        defer { depth -= 1 }
        if take("]") { return }
        while true {
            try stay()
            try element(&self)
            if take("]") { return }
            guard take(",") else { throw fault("',' or ']'") }
        }
    }

    /// Reads `{"name": value, ...}`: `member` gets each name and its offset, and reads its value.
    package mutating func object(
        _ member: (_ name: String, _ offset: Int, inout JSONReader) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try enter("{")
        defer { depth -= 1 }
        if take("}") { return }
        while true {
            guard peek() == UInt8(ascii: "\"") else { throw fault("a key") }
            let offset = index
            let name = try string()
            guard take(":") else { throw fault("':'") }
            try stay()
            try member(name, offset, &self)
            if take("}") { return }
            guard take(",") else { throw fault("',' or '}'") }
        }
    }

    package mutating func string() throws(JSONFault) -> String {
        guard take("\"") else { throw fault("a text") }
        var start = index
        var collected: [UInt8] = []
        while let octet = here {
            switch octet {
            case UInt8(ascii: "\""):
                defer { index += 1 }
                if collected.isEmpty { return String(decoding: octets[start..<index], as: UTF8.self) }
                return String(decoding: collected + octets[start..<index], as: UTF8.self)
            case UInt8(ascii: "\\"):
                collected += octets[start..<index]
                index += 1
                collected.append(contentsOf: String(try escaped()).utf8)
                start = index
            case 0..<0x20: throw fault("no control character")
            default: index += 1
            }
        }
        throw fault("'\"'")
    }

    private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
        guard let octet = here else { throw fault("an escape") }
        index += 1
        if let scalar = JSONEscape.scalar(octet) { return scalar }
        guard octet == UInt8(ascii: "u") else { throw fault("an escape") }
        let high = try fourDigits()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, octets[index...].starts(with: "\\u".utf8) else { throw fault("a pair of surrogates") }
        index += 2
        guard let scalar = JSONEscape.scalar(high: high, low: try fourDigits()) else {
            throw fault("a pair of surrogates")
        }
        return scalar
    }

    private mutating func fourDigits() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let octet = here, let digit = Hexadecimal.value(octet) else { throw fault("a hexadecimal digit") }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    private mutating func digits() throws(JSONFault) {
        guard here?.isDigit == true else { throw fault("a digit") }
        while here?.isDigit == true { index += 1 }
    }

    private mutating func enter(_ bracket: Unicode.Scalar) throws(JSONFault) {
        guard take(bracket) else { throw fault("'\(bracket)'") }
        depth += 1
    }

    private func stay() throws(JSONFault) {
        guard depth < Self.deepest else { throw fault("at most \(Self.deepest) levels") }
    }

    private var here: UInt8? { index < octets.count ? octets[index] : nil }

    /// Goes past blanks, and past `character` when it stands there.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }
}

/// The escapes behind a backslash in a text of JSON (RFC 8259 7).
enum JSONEscape {
    /// The character of an escape of one letter; nil when there is none.
    static func scalar(_ letter: UInt8) -> Unicode.Scalar? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(letter)
        case UInt8(ascii: "b"): "\u{8}"
        case UInt8(ascii: "f"): "\u{C}"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        default: nil
        }
    }

    /// The character of a pair of surrogates; nil when they are none.
    static func scalar(high: UInt32, low: UInt32) -> Unicode.Scalar? {
        guard (0xD800..<0xDC00).contains(high), (0xDC00..<0xE000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }
}
