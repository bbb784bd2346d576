import Foundation

/// Reads one escape of each of the encodings that an address may stand in.
enum EscapeReading {
    /// `=40`, or a soft line break (RFC 2045 6.7).
    static func quotedPrintable(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        if let value = hex(octets, start + 1, digits: 2) { return ([UInt8(value)], 3) }
        var end = start + 1
        while end < octets.count, octets[end] == 0x20 || octets[end] == 0x09 { end += 1 }
        if end < octets.count, octets[end] == 0x0D { end += 1 }
        guard end < octets.count, octets[end] == 0x0A else { return nil }
        return ([], end + 1 - start)
    }

    /// `%40` (RFC 3986 2.1).
    static func percent(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        hex(octets, start + 1, digits: 2).map { ([UInt8($0)], 3) }
    }

    /// `\u0040`, `\n`, `\/` (RFC 8259 7).
    static func json(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        guard start + 1 < octets.count else { return nil }
        switch octets[start + 1] {
        case UInt8(ascii: "n"): return ([0x0A], 2)
        case UInt8(ascii: "r"): return ([0x0D], 2)
        case UInt8(ascii: "t"): return ([0x09], 2)
        case UInt8(ascii: "b"): return ([0x08], 2)
        case UInt8(ascii: "f"): return ([0x0C], 2)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return ([octets[start + 1]], 2)
        case UInt8(ascii: "u"): break
        default: return nil
        }
        guard let unit = hex(octets, start + 2, digits: 4) else { return nil }
        if let scalar = Unicode.Scalar(unit) { return (Array(String(scalar).utf8), 6) }
        guard unit < 0xDC00, start + 7 < octets.count, octets[start + 6] == UInt8(ascii: "\\"),
            octets[start + 7] == UInt8(ascii: "u"), let low = hex(octets, start + 8, digits: 4),
            (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { return nil }
        return (Array(String(scalar).utf8), 12)
    }

    /// `&#64;`, `&#x40;`, `&commat;`.
    static func entity(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        guard let end = octets[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")), end > start + 1 else {
            return nil
        }
        let name = String(decoding: octets[(start + 1)..<end], as: UTF8.self)
        let length = end + 1 - start
        guard name.hasPrefix("#") else { return named[name].map { (Array($0.utf8), length) } }
        let number =
            name.dropFirst().first.map { $0 == "x" || $0 == "X" } == true
            ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
        return number.flatMap(Unicode.Scalar.init).map { (Array(String($0).utf8), length) }
    }

    private static let named = [
        "commat": "@", "period": ".", "plus": "+", "lowbar": "_", "hyphen": "-", "dash": "-", "amp": "&", "lt": "<",
        "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "equals": "=", "colon": ":", "comma": ",", "sol": "/",
        "percnt": "%",
    ]

    /// `=?utf-8?B?...?=` (RFC 2047 2), with the blanks up to the next one.
    static func encodedWord(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        guard octets[start...].prefix(2).elementsEqual("=?".utf8) else { return nil }
        let rest = octets[(start + 2)...].prefix(100)
        let parts = rest.split(separator: UInt8(ascii: "?"), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3].first == UInt8(ascii: "=") else { return nil }
        let decoded: [UInt8]?
        switch parts[1].map({ $0 | 0x20 }) {
        case [UInt8(ascii: "b")]: decoded = Data(base64Encoded: Data(parts[2])).map(Array.init)
        case [UInt8(ascii: "q")]:
            decoded = QuotedPrintable.decode(parts[2].map { $0 == UInt8(ascii: "_") ? 0x20 : $0 })
        default: decoded = nil
        }
        guard let decoded else { return nil }
        let end = parts[3].startIndex + 1
        var next = end
        while next < octets.count, [0x20, 0x09, 0x0D, 0x0A].contains(octets[next]) { next += 1 }
        let isFollowed = next > end && octets[next...].prefix(2).elementsEqual("=?".utf8)
        return (decoded, (isFollowed ? next : end) - start)
    }

    private static func hex(_ octets: [UInt8], _ start: Int, digits: Int) -> UInt32? {
        guard start + digits <= octets.count else { return nil }
        var value: UInt32 = 0
        for octet in octets[start..<(start + digits)] {
            guard let digit = Hexadecimal.value(octet) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
