import UsherCore

/// Cuts what an IMAP server sends into responses (RFC 9051 2.2.2 and 4.3), however it is split over reads.
///
/// A response is a line, or lines with literals between: a line that ends in `{N}` is followed by N octets. In the
/// words for people of `* OK` and of a command's answer, and behind `+`, such an end is only text.
///
/// | At most | |
/// | --- | --- |
/// | octets of the lines of a response | 64 KB |
/// | octets of its literals together | a mail's (10 MB) |
/// | literals of a response | 20 |
package struct ResponseReader: Sendable {
    /// A piece of a response: a line without what announces a literal, or a literal.
    enum Part: Hashable, Sendable {
        case line([UInt8])
        case literal([UInt8])
    }

    static let mostInLines = 64 * 1024
    static let mostLiterals = 20

    private let mostInLiterals: Int
    private var parts: [Part] = []
    private var line: [UInt8] = []
    private var literal: [UInt8] = []
    /// How many octets of the literal that is being read are still missing.
    private var missing = 0
    private var (inLines, inLiterals, literals) = (0, 0, 0)
    private var ready: [IMAPResponse] = []
    private var given = 0

    package init(mostInLiterals: Int = 10_000_000) { self.mostInLiterals = mostInLiterals }

    /// Takes what was read from the server. After it threw, only what came before may be asked for.
    package mutating func feed(_ octets: ArraySlice<UInt8>) throws(IMAPMalformed) {
        var rest = octets
        while !rest.isEmpty {
            if missing > 0 {
                let piece = rest.prefix(missing)
                literal.append(contentsOf: piece)
                missing -= piece.count
                rest = rest.dropFirst(piece.count)
                if missing == 0 { endLiteral() }
                continue
            }
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let piece = rest[..<(end ?? rest.endIndex)]
            inLines += piece.count + 1
            guard inLines <= Self.mostInLines else { throw .flood }
            line.append(contentsOf: piece)
            guard let end else { return }
            rest = rest[(end + 1)...]
            try endLine()
        }
    }

    /// The next whole response; nil when more must be read.
    package mutating func next() -> IMAPResponse? {
        guard given < ready.count else {
            ready.removeAll(keepingCapacity: true)
            given = 0
            return nil
        }
        given += 1
        return ready[given - 1]
    }

    private mutating func endLine() throws(IMAPMalformed) {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        let isText = parts.isEmpty && ResponseText.isWords(line)
        if !isText, let (announced, start) = try Self.literal(endOf: line) {
            literals += 1
            guard literals <= Self.mostLiterals, announced <= mostInLiterals - inLiterals else { throw .flood }
            inLiterals += announced
            parts.append(.line(Array(line[..<start])))
            line.removeAll(keepingCapacity: true)
            missing = announced
            if announced == 0 { endLiteral() }
            return
        }
        parts.append(.line(line))
        let response = try ResponseText.response(parts)
        line.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        (inLines, inLiterals, literals) = (0, 0, 0)
        ready.append(response)
    }

    private mutating func endLiteral() {
        parts.append(.literal(literal))
        literal = []
    }

    /// How many octets `{N}`, `{N+}` or `~{N}` at the end of a line announces, and where it begins. Nil for a line
    /// that announces none.
    private static func literal(endOf line: [UInt8]) throws(IMAPMalformed) -> (octets: Int, start: Int)? {
        guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        var digits = line[(open + 1)...].dropLast()
        if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
        let isBinary = open > 0 && line[open - 1] == UInt8(ascii: "~")
        guard digits.count <= 18, let octets = Digits.value(digits) else { throw .flood }
        return (octets, isBinary ? open - 1 : open)
    }
}
