/// Decimal digits as ASCII octets.
package enum Digits {
    /// Appends a number, with zeros before it where it has fewer than `width` digits.
    package static func append(_ number: Int, width: Int, to out: inout [UInt8]) {
        if number < 0 { out.append(UInt8(ascii: "-")) }
        let magnitude = number.magnitude
        var place: UInt = 1
        for _ in 1..<max(1, width) { place *= 10 }
        while magnitude / place >= 10 { place *= 10 }
        while place > 0 {
            out.append(0x30 + UInt8(magnitude / place % 10))
            place /= 10
        }
    }

    /// The number as `append` writes it, as a text.
    package static func text(_ number: Int, width: Int) -> String {
        var octets: [UInt8] = []
        append(number, width: width, to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// The number that one to eighteen digits write; nil when one of them is none.
    package static func value(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...18).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
