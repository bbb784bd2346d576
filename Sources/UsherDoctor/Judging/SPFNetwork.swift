import Foundation

/// A network of addresses in an SPF record (RFC 7208 5.6).
struct SPFNetwork: Hashable {
    /// How many bits of an address tell whose network it is; all of them where a record does not say.
    struct Lengths: Hashable {
        var four = 32
        var six = 128

        /// Whether the network is larger than anybody's: nobody has half of the addresses that there are; a registry
        /// gives out nothing above these lengths.
        var isTheWorld: Bool { four < 8 || six < 12 }
    }

    let isTheWorld: Bool

    /// Reads `192.0.2.0/24` or `2001:db8::/32`; nil for what is no network.
    init?(_ text: Substring, isSix: Bool) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first.map(String.init) else { return nil }
        var lengths = Lengths()
        if parts.count == 2 {
            guard let length = Self.number(parts[1], atMost: isSix ? 128 : 32) else { return nil }
            if isSix { lengths.six = length } else { lengths.four = length }
        }
        if isSix {
            var octets = in6_addr()
            guard inet_pton(AF_INET6, address, &octets) == 1 else { return nil }
        } else {
            let octets = address.split(separator: ".", omittingEmptySubsequences: false)
            guard octets.count == 4, octets.allSatisfy({ Self.number($0, atMost: 255) != nil }) else { return nil }
        }
        isTheWorld = lengths.isTheWorld
    }

    /// Takes `/24`, `//64` or `/24//64` off the end of an `a` or `mx`; nil where a length is none.
    static func lengths(cutOff argument: inout Substring) -> Lengths? {
        var lengths = Lengths()
        if let digits = digits(behind: "//", of: argument) {
            guard let six = number(digits, atMost: 128) else { return nil }
            lengths.six = six
            argument = argument.dropLast(digits.count + 2)
        }
        if let digits = digits(behind: "/", of: argument) {
            guard let four = number(digits, atMost: 32) else { return nil }
            lengths.four = four
            argument = argument.dropLast(digits.count + 1)
        }
        return lengths
    }

    private static func digits(behind mark: String, of text: Substring) -> Substring? {
        let count = text.reversed().prefix { $0.isASCII && $0.isNumber }.count
        return text.dropLast(count).hasSuffix(mark) ? text.suffix(count) : nil
    }

    /// Reads a number of digits alone, without a zero before others; nil for anything else and above `most`.
    private static func number(_ text: Substring, atMost most: Int) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.count == 1 || text.first != "0", let number = Int(text), number <= most
        else { return nil }
        return number
    }
}
