import UsherCore

/// Reads the JSON that this target writes, strictly and without building a tree. What does not parse is a damaged row.
struct JSONReader {
    private let octets: [UInt8]
    private var place = 0

    init(_ text: String) { octets = Array(text.utf8) }

    /// The next octet that is not white space; nil at the end.
    mutating func peek() -> UInt8? {
        while place < octets.count {
            switch octets[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            case let octet: return octet
            }
        }
        return nil
    }

    mutating func expect(_ character: Unicode.Scalar) throws(StoreError) {
        guard take(character) else { throw .corrupt("JSON without a \(character) where one must be") }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    mutating func end() throws(StoreError) {
        guard peek() == nil else { throw .corrupt("JSON with more behind its end") }
    }

    /// `{"name": value, ...}`: `member` reads each value.
    mutating func object(
        _ member: (String, inout JSONReader) throws(StoreError) -> Void
    ) throws(StoreError) {
        try expect("{")
        if take("}") { return }
        repeat {
            let name = try string()
            try expect(":")
            try member(name, &self)
        } while take(",")
        try expect("}")
    }

    /// `[value, ...]`: `element` reads each value.
    mutating func array(_ element: (inout JSONReader) throws(StoreError) -> Void) throws(StoreError) {
        try expect("[")
        if take("]") { return }
        repeat { try element(&self) } while take(",")
        try expect("]")
    }

    /// The letters, digits, signs and points of a number or a word, as they stand.
    mutating func literal() -> String {
        _ = peek()
        let start = place
        while place < octets.count {
            switch octets[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
                place += 1
            default: return String(decoding: octets[start..<place], as: UTF8.self)
            }
        }
        return String(decoding: octets[start..<place], as: UTF8.self)
    }

    mutating func string() throws(StoreError) -> String {
        try expect("\"")
        let start = place
        while place < octets.count, octets[place] != UInt8(ascii: "\\") {
            if octets[place] == UInt8(ascii: "\"") {
                place += 1
                return String(decoding: octets[start..<place - 1], as: UTF8.self)
            }
            place += 1
        }
        return try stringWithEscapes(Array(octets[start..<place]))
    }

    private mutating func stringWithEscapes(_ beginning: [UInt8]) throws(StoreError) -> String {
        var text = beginning
        while place < octets.count {
            let octet = octets[place]
            place += 1
            switch octet {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: String(try escaped()).utf8)
            default: text.append(octet)
            }
        }
        throw .corrupt("JSON with a text that has no end")
    }

    private mutating func escaped() throws(StoreError) -> Unicode.Scalar {
        guard place < octets.count else { throw .corrupt("JSON with a text that has no end") }
        let octet = octets[place]
        place += 1
        switch octet {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return try escapedScalar()
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(octet)
        default: throw .corrupt("JSON with an unknown escape")
        }
    }

    /// `XXXX`, or a surrogate pair `XXXX\uXXXX`.
    private mutating func escapedScalar() throws(StoreError) -> Unicode.Scalar {
        let high = try hexadecimal()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard take("\\"), take("u") else { throw .corrupt("JSON with half a character") }
        let low = try hexadecimal()
        let value = 0x10000 &+ ((high &- 0xD800) << 10) &+ (low &- 0xDC00)
        guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(value) else {
            throw .corrupt("JSON with half a character")
        }
        return scalar
    }

    private mutating func hexadecimal() throws(StoreError) -> UInt32 {
        guard place + 4 <= octets.count,
            let value = UInt32(String(decoding: octets[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw .corrupt("JSON with an unknown escape") }
        place += 4
        return value
    }
}
