/// Base64 as others write it (RFC 2045 6.8): line breaks and whatever else is not of its alphabet are passed over,
/// padding may be missing, and what stands behind padding is not read.
package enum Base64Text {
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count / 4 * 3)
        var (window, held, padding): (UInt32, Int, Int) = (0, 0, 0)
        for octet in text {
            guard let value = value(octet) else {
                if octet == UInt8(ascii: "="), held > 1 { padding += 1 }
                if held + padding == 4 { break }
                continue
            }
            padding = 0
            window = window << 6 | UInt32(value)
            held += 1
            if held == 4 {
                octets.append(UInt8(truncatingIfNeeded: window >> 16))
                octets.append(UInt8(truncatingIfNeeded: window >> 8))
                octets.append(UInt8(truncatingIfNeeded: window))
                (window, held) = (0, 0)
            }
        }
        // Two characters are one octet, three are two.
        if held == 2 { octets.append(UInt8(truncatingIfNeeded: window >> 4)) }
        if held == 3 {
            octets.append(UInt8(truncatingIfNeeded: window >> 10))
            octets.append(UInt8(truncatingIfNeeded: window >> 2))
        }
        return octets
    }

    private static func value(_ octet: UInt8) -> UInt8? {
        switch octet {
        case _ where octet.isUppercase: octet - 0x41
        case _ where octet.isLowercase: octet - 0x61 + 26
        case _ where octet.isDigit: octet - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
