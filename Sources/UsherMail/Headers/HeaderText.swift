import UsherCore

/// Text that may stand in a header: a subject, a display name. `init` is the only door, and no line break comes through
/// it, so that nobody's name can add a header (CWE-93).
package struct HeaderText: Hashable, Sendable {
    /// The text as UTF-8, without control characters and without white space at its ends.
    let octets: [UInt8]
    /// Whether the text is printable ASCII that no reader takes for an encoded word: it can stand in a header as it is.
    let isPlain: Bool

    /// The longest text that a header takes, in octets. A longer one is a mistake somewhere, and servers refuse it.
    package static let longest = PlainText.longestHeader

    var isEmpty: Bool { octets.isEmpty }

    /// Checks a text. Refused, not stripped: CR, LF, NUL and the other control characters but TAB, the Unicode line
    /// separators, and more than 2,000 octets. Spaces and tabs at both ends are dropped.
    package init(_ text: String, for field: HeaderField) throws(ComposeFault) {
        var octets = Array(text.utf8)
        while octets.last?.isBlank == true { octets.removeLast() }
        octets.removeFirst(octets.prefix(while: \.isBlank).count)
        guard octets.count <= Self.longest else { throw .tooLong(field) }
        var isPlain = true
        var (previous, beforePrevious): (UInt8, UInt8) = (0, 0)
        for octet in octets {
            switch octet {
            case 0x09: isPlain = false
            case 0x00...0x1F, 0x7F: throw .lineBreak(field)
            // U+0080 to U+009F, U+2028 and U+2029.
            case 0x80...0x9F where previous == 0xC2: throw .lineBreak(field)
            case 0xA8...0xA9 where beforePrevious == 0xE2 && previous == 0x80: throw .lineBreak(field)
            case 0x80...: isPlain = false
            case UInt8(ascii: "?") where previous == UInt8(ascii: "="): isPlain = false
            default: break
            }
            (beforePrevious, previous) = (previous, octet)
        }
        self.octets = octets
        self.isPlain = isPlain
    }
}
