import Foundation

/// Reads one escape of each of the encodings that an address may stand in.
enum EscapeReading {
    /// Reads `=40`, or a soft line break (RFC 2045 6.7).
    static func quotedPrintable(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        if let value = hex(octets, start + 1, digits: 2) { return ([UInt8(value)], 3) }
        var end = start + 1
        while end < octets.count, octets[end].isBlank { end += 1 }
        if end < octets.count, octets[end] == 0x0D { end += 1 }
        guard end < octets.count, octets[end] == 0x0A else { return nil }
        return ([], end + 1 - start)
    }

    /// Reads `%40` (RFC 3986 2.1).
    static func percent(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        hex(octets, start + 1, digits: 2).map { ([UInt8($0)], 3) }
    }

    /// Reads `\u0040`, `\n` or `\/` (RFC 8259 7).
    static func json(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        guard start + 1 < octets.count else { return nil }
        if let scalar = JSONEscape.scalar(octets[start + 1]) { return (utf8(scalar), 2) }
        guard octets[start + 1] == UInt8(ascii: "u"), let unit = hex(octets, start + 2, digits: 4) else { return nil }
        if let scalar = Unicode.Scalar(unit) { return (utf8(scalar), 6) }
        guard octets[(start + 6)...].starts(with: "\\u".utf8), let low = hex(octets, start + 8, digits: 4),
            let scalar = JSONEscape.scalar(high: unit, low: low)
        else { return nil }
        return (utf8(scalar), 12)
    }

    /// Reads `&#64;`, `&#x40;` or `&commat;`. A hyphen is meant as the sign of an address, however it is set.
    static func entity(_ octets: [UInt8], _ start: Int) -> (decoded: [UInt8], length: Int)? {
        HTMLReference.read(octets[start...]).map { (utf8($0 == "\u{2010}" ? "-" : $0), $1) }
    }

    private static func utf8(_ scalar: Unicode.Scalar) -> [UInt8] { Array(String(scalar).utf8) }

    /// Reads `=?utf-8?B?...?=` (RFC 2047 2), with the blanks up to the next one.
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
        start + digits <= octets.count ? Hexadecimal.value(octets[start..<(start + digits)]) : nil
    }
}
