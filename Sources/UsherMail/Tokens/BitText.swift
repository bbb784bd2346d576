/// Writes octets as text of 5 or 6 bits a character, most significant bit first; what Base32 and Base64URL share.
enum BitText {
    static let none: UInt8 = 0xFF

    /// The value of each of the 256 octets: its place in `alphabet`, or `none` where it is not there.
    static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: none, count: 256)
        for (value, octet) in alphabet.enumerated() { values[Int(octet)] = UInt8(value) }
        return values
    }

    static func encode(_ octets: [UInt8], bits: Int, alphabet: [UInt8]) -> String {
        let length = (octets.count * 8 + bits - 1) / bits
        return String(unsafeUninitializedCapacity: length) { text in
            var (window, held, index) = (0, 0, 0)
            for octet in octets {
                window = (window << 8 | Int(octet)) & 0xFFFF
                held += 8
                while held >= bits {
                    held -= bits
                    text[index] = alphabet[(window >> held) & (1 << bits - 1)]
                    index += 1
                }
            }
            if held > 0 {
                text[index] = alphabet[(window << (bits - held)) & (1 << bits - 1)]
                index += 1
            }
            return index
        }
    }

    /// The octets of a text; nil for a character outside the alphabet, a length that no octets have, or left-over bits
    /// that are not zero: two texts never mean the same octets.
    static func decode(_ text: some StringProtocol, bits: Int, values: [UInt8]) -> [UInt8]? {
        var octets: [UInt8] = []
        var (window, held) = (0, 0)
        for character in text.utf8 {
            let value = values[Int(character)]
            guard value != none else { return nil }
            window = (window << bits | Int(value)) & 0xFFFF
            held += bits
            if held >= 8 {
                held -= 8
                octets.append(UInt8(truncatingIfNeeded: window >> held))
            }
        }
        guard held < bits, window & (1 << held - 1) == 0 else { return nil }
        return octets
    }
}
