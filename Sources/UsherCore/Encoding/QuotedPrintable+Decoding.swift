extension QuotedPrintable {
    /// The data of a quoted-printable body, for reading what others wrote as well: white space at the end of a line is
    /// padding and goes, an `=` that starts nothing valid stays as it is (RFC 2045 6.7, the notes on robust decoders).
    /// Line breaks stay as they are.
    package static func decode(_ encoded: some Sequence<UInt8>) -> [UInt8] {
        let octets = Array(encoded)
        var out: [UInt8] = []
        out.reserveCapacity(octets.count)
        var index = 0
        while index < octets.count {
            let octet = octets[index]
            if octet == 0x3D {
                if let next = afterSoftBreak(octets, at: index + 1) {
                    index = next
                } else if index + 2 < octets.count, let value = Hexadecimal.value(octets[index + 1...index + 2]) {
                    out.append(UInt8(value))
                    index += 3
                } else {
                    out.append(octet)
                    index += 1
                }
            } else if octet.isBlank {
                let end = endOfBlanks(octets, from: index)
                if end < octets.count, octets[end] != 0x0D, octets[end] != 0x0A { out += octets[index..<end] }
                index = end
            } else {
                out.append(octet)
                index += 1
            }
        }
        return out
    }

    /// The offset at which the line after a soft line break starts, when only blanks stand between the `=` and the
    /// line's end; else nil.
    private static func afterSoftBreak(_ octets: [UInt8], at start: Int) -> Int? {
        let end = endOfBlanks(octets, from: start)
        guard end < octets.count else { return end }
        if octets[end] == 0x0A { return end + 1 }
        guard octets[end] == 0x0D else { return nil }
        return end + 1 < octets.count && octets[end + 1] == 0x0A ? end + 2 : end + 1
    }

    private static func endOfBlanks(_ octets: [UInt8], from start: Int) -> Int {
        var end = start
        while end < octets.count, octets[end].isBlank { end += 1 }
        return end
    }
}
