/// What stands before a file in a tar archive: 512 octets of POSIX's ustar form with the file's name, length and
/// moment. All else in it is always the same, so that there is one way to write a header and nothing else is read.
///
/// A length that eleven octal digits do not hold (8 GiB and more) is written in base 256, as GNU tar, bsdtar and
/// Python's `tarfile` do.
package struct ArchiveHeader: Hashable, Sendable {
    package static let size = 512

    package let name: String
    /// The file's length, in octets.
    package let length: Int64
    /// The file's moment, in seconds since 1970.
    package let moment: Int64

    private static let longestName = 100
    private static let longestPrefix = 155
    /// The largest number that eleven octal digits hold.
    private static let largestOctal: Int64 = 0o777_7777_7777

    package init(name: String, length: Int64, moment: Int64) {
        self.name = name
        self.length = length
        self.moment = moment
    }

    /// The header's 512 octets; nil for a name that no header holds (100 octets, or 255 where a `/` stands at the right
    /// place), and a negative or too large number.
    package var octets: [UInt8]? {
        guard let (prefix, rest) = parts, length >= 0, (0...Self.largestOctal).contains(moment) else { return nil }
        var block: [UInt8] = []
        block.reserveCapacity(Self.size)
        block += Self.field(rest, 100)
        block += Self.octal(isPrivate ? 0o600 : 0o644, 8) + Self.octal(0, 8) + Self.octal(0, 8)
        block += length <= Self.largestOctal ? Self.octal(length, 12) : Self.binary(length)
        block += Self.octal(moment, 12)
        let sum = block.count
        block += [UInt8](repeating: 0x20, count: 8)
        block.append(UInt8(ascii: "0"))
        block += [UInt8](repeating: 0, count: 100)
        block += Array("ustar".utf8) + [0, UInt8(ascii: "0"), UInt8(ascii: "0")]
        block += [UInt8](repeating: 0, count: 64)
        block += Self.octal(0, 8) + Self.octal(0, 8)
        block += Self.field(prefix, Self.longestPrefix) + [UInt8](repeating: 0, count: 12)
        let total = block.reduce(Int64(0)) { $0 + Int64($1) }
        block.replaceSubrange(sum..<sum + 8, with: Self.octal(total, 7) + [0x20])
        return block
    }

    /// Reads a header; nil for everything that `octets` would not have written.
    package init?(_ block: [UInt8]) {
        guard block.count == Self.size, let rest = Self.text(block[0..<100]), let prefix = Self.text(block[345..<500]),
            let length = Self.number(block[124..<136]), let moment = Self.number(block[136..<148])
        else { return nil }
        self.init(name: prefix.isEmpty ? rest : "\(prefix)/\(rest)", length: length, moment: moment)
        guard octets == block else { return nil }
    }

    /// How many zero octets follow the file, up to a whole number of blocks.
    package var padding: Int { Int((512 - length % 512) % 512) }

    /// Whether only the owner may read the file: what an operator edits may be read by others; everything else is
    /// Usher's alone.
    private var isPrivate: Bool { !name.hasPrefix("config/") && !name.hasPrefix("templates/") }

    /// The name as prefix and rest; nil where it does not fit.
    private var parts: (prefix: [UInt8], rest: [UInt8])? {
        let octets = Array(name.utf8)
        guard !octets.isEmpty, !octets.contains(0) else { return nil }
        if octets.count <= Self.longestName { return ([], octets) }
        for (index, octet) in octets.enumerated() where octet == UInt8(ascii: "/") {
            let rest = octets[(index + 1)...]
            if index > 0, index <= Self.longestPrefix, !rest.isEmpty, rest.count <= Self.longestName {
                return (Array(octets[..<index]), Array(rest))
            }
        }
        return nil
    }

    private static func field(_ octets: [UInt8], _ size: Int) -> [UInt8] {
        octets + [UInt8](repeating: 0, count: max(0, size - octets.count))
    }

    private static func octal(_ number: Int64, _ size: Int) -> [UInt8] {
        let digits = Array(String(number, radix: 8).utf8)
        return [UInt8](repeating: 0x30, count: max(0, size - 1 - digits.count)) + digits + [0]
    }

    private static func binary(_ number: Int64) -> [UInt8] {
        [0x80, 0, 0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * Int64($0))) }
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        guard field.first != 0x80 else {
            return field.dropFirst(4).first.map { $0 < 0x80 } == true
                ? field.dropFirst(4).reduce(Int64(0)) { $0 << 8 | Int64($1) } : nil
        }
        guard field.last == 0 else { return nil }
        return Int64(String(decoding: field.dropLast(), as: UTF8.self), radix: 8)
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String? {
        String(validating: field.prefix { $0 != 0 }, as: UTF8.self)
    }
}
