/// Reads the octets after DATA up to the lone dot, and takes the stuffed dots out (RFC 5321 4.5.2).
///
/// Only CR LF ends a line, so a bare CR or LF is kept as it is and can never bring a dot forward.
struct DotReader {
    private enum Position {
        case lineStart
        /// The last octet was a dot that began its line; it is not kept yet.
        case dot
        /// The last octets were such a dot and a CR.
        case dotReturn
        case line
        /// The last octet was a CR within a line; it is kept already.
        case carriageReturn
    }

    /// How many octets a message may have; more are read and thrown away.
    let limit: Int
    private(set) var bytes: [UInt8] = []
    private(set) var isTooLarge = false
    /// Whether a line has more than 998 octets before its CRLF (RFC 5322 2.1.1).
    private(set) var hasLongLine = false
    private var place = Position.lineStart
    private var lineStart = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Reads from the start of `input`, and gives the number of octets used: all of them, unless the lone dot came, and
    /// then `isDone` is true.
    mutating func read(_ input: ArraySlice<UInt8>) -> (used: Int, isDone: Bool) {
        var index = input.startIndex
        while index < input.endIndex {
            let octet = input[index]
            switch place {
            case .lineStart where octet == UInt8(ascii: "."):
                place = .dot
                index += 1
            case .lineStart:
                place = .line
            case .dot where octet == UInt8(ascii: "\r"):
                place = .dotReturn
                index += 1
            case .dot:
                place = .line
            case .dotReturn where octet == UInt8(ascii: "\n"):
                return (index + 1 - input.startIndex, true)
            case .dotReturn:
                keep([UInt8(ascii: "\r")])
                place = .carriageReturn
            case .line:
                let end = input[index...].firstIndex(of: UInt8(ascii: "\r")) ?? input.endIndex
                keep(input[index..<end])
                index = end
                if end < input.endIndex {
                    keep([UInt8(ascii: "\r")])
                    place = .carriageReturn
                    index += 1
                }
            case .carriageReturn where octet == UInt8(ascii: "\n"):
                keep([octet])
                endLine()
                index += 1
            case .carriageReturn:
                place = .line
            }
        }
        return (input.count, false)
    }

    private mutating func keep(_ octets: some Collection<UInt8>) {
        guard !isTooLarge else { return }
        guard bytes.count + octets.count <= limit else {
            isTooLarge = true
            bytes = []
            lineStart = 0
            return
        }
        bytes.append(contentsOf: octets)
    }

    private mutating func endLine() {
        if bytes.count - lineStart > 1000 { hasLongLine = true }
        lineStart = bytes.count
        place = .lineStart
    }
}
