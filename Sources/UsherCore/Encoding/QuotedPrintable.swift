/// Quoted-printable (RFC 2045 6.7) as every part of Usher writes it.
///
/// What comes out has only printable ASCII, lines that end in CRLF and have at most 76 octets before it, no space or
/// tab at the end of a line, and no line that starts with `.` or `From ` (so nothing on the way needs to stuff a dot or
/// quote a `From `). CR, LF and CRLF in the data are each one line break.
///
/// | Data | Written |
/// | --- | --- |
/// | printable ASCII but `=` | itself |
/// | space, tab | itself; `=20`, `=09` before a line break |
/// | `.` or the `F` of `From ` at the start of a line | `=2E`, `=46` |
/// | anything else | `=` and two upper-case hexadecimal digits |
package enum QuotedPrintable {
    /// The longest line without its CRLF, with the `=` of a soft line break.
    package static let lineLimit = 76

    /// Appends a segment of a body: `out` must end at the start of a line, and does so again, because a segment whose
    /// data do not end in a line break is closed with a soft one. Segments can be written in any order and beside each
    /// other.
    package static func append(_ octets: [UInt8], to out: inout [UInt8]) {
        octets.withUnsafeBufferPointer { write($0, to: &out) }
    }

    /// Appends the text's UTF-8 in the same encoding.
    package static func append(_ text: String, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { write($0, to: &out) }
    }

    private static func write(_ octets: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        let room = lineLimit - 1
        var column = 0
        var index = 0
        while index < octets.count {
            let octet = octets[index]
            if isLineBreak(octet) {
                out.append(0x0D)
                out.append(0x0A)
                column = 0
                index += octet == 0x0D && index + 1 < octets.count && octets[index + 1] == 0x0A ? 2 : 1
                continue
            }
            if column >= room { softBreak(&column, &out) }
            let run = literals(octets, from: index, column: column, room: room)
            if run > 0 {
                out.append(contentsOf: UnsafeBufferPointer(rebasing: octets[index..<index + run]))
                column += run
                index += run
            } else {
                if column + 3 > room { softBreak(&column, &out) }
                Hexadecimal.append(octet, after: 0x3D, to: &out)
                column += 3
                index += 1
            }
        }
        if column > 0 { softBreak(&column, &out) }
    }

    /// How many octets from `start` stand for themselves and fit into the line.
    private static func literals(
        _ octets: UnsafeBufferPointer<UInt8>, from start: Int, column: Int, room: Int
    ) -> Int {
        if column == 0, octets[start] == 0x2E || startsWithFrom(octets, at: start) { return 0 }
        let limit = min(octets.count, start + room - column)
        var end = start
        while end < limit, isLiteral(octets[end]) { end += 1 }
        if end > start, octets[end - 1].isBlank, end < octets.count, isLineBreak(octets[end]) { end -= 1 }
        return end - start
    }

    private static func startsWithFrom(_ octets: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        octets[start] == 0x46 && start + 4 < octets.count && octets[start + 1] == 0x72 && octets[start + 2] == 0x6F
            && octets[start + 3] == 0x6D && octets[start + 4] == 0x20
    }

    private static func softBreak(_ column: inout Int, _ out: inout [UInt8]) {
        out.append(0x3D)
        out.append(0x0D)
        out.append(0x0A)
        column = 0
    }

    private static func isLineBreak(_ octet: UInt8) -> Bool { octet == 0x0A || octet == 0x0D }

    private static func isLiteral(_ octet: UInt8) -> Bool {
        octet >= 0x20 ? octet < 0x7F && octet != 0x3D : octet == 0x09
    }
}
