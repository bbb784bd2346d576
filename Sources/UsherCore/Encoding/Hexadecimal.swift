/// Hexadecimal digits as ASCII octets.
package enum Hexadecimal {
    /// The upper-case digit of a value from 0 to 15.
    package static func upper(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    /// The lower-case digit of a value from 0 to 15.
    package static func lower(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    /// The value of a digit of either case; nil when it is none.
    package static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }

    /// The number that one to eight digits write; nil when one of them is none.
    package static func value(_ digits: some Collection<UInt8>) -> UInt32? {
        guard (1...8).contains(digits.count) else { return nil }
        var number: UInt32 = 0
        for digit in digits {
            guard let value = value(digit) else { return nil }
            number = number << 4 | UInt32(value)
        }
        return number
    }

    /// Appends `octet` as a mark and two upper-case digits: `%3D` of an address (RFC 3986 2.1), `=3D` of a mail (RFC
    /// 2045 6.7).
    package static func append(_ octet: UInt8, after mark: UInt8, to out: inout [UInt8]) {
        out.append(mark)
        out.append(upper(octet >> 4))
        out.append(upper(octet & 15))
    }

    /// Two lower-case digits for each octet.
    package static func lower(_ octets: some Sequence<UInt8>) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(octets.underestimatedCount * 2)
        for octet in octets {
            digits.append(lower(octet >> 4))
            digits.append(lower(octet & 15))
        }
        return digits
    }

    /// The number in lower-case digits, all of its width: `00c4` for a `UInt16`.
    package static func text<Number: FixedWidthInteger & UnsignedInteger>(_ number: Number) -> String {
        let octets = stride(from: Number.bitWidth - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: number >> $0)
        }
        return String(decoding: lower(octets), as: UTF8.self)
    }
}
