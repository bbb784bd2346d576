import UsherCore

/// An output, compiled: fixed octets that are copied, and instructions for the rest.
struct Program: Hashable, Sendable {
    /// The encoding of the octets that go out.
    enum Encoding: Sendable {
        /// Quoted-printable with a soft line break at every seam, so that fixed octets are encoded once, here.
        case quotedPrintable
        /// No encoding: for the subject, which is encoded as a header later.
        case plain
    }

    private(set) var ops: [Op] = []
    private(set) var octets: [UInt8] = []
    let encoding: Encoding

    /// Makes a program of the pieces of an output. A quoted-printable program always ends in a line break, whatever its
    /// values are. `linkPrefix`: what stands before the token of a tracked link.
    init(
        _ pieces: Pieces, tags: [Tag], lookups: inout Lookups, encoding: Encoding, linkPrefix: String = ""
    ) {
        self.encoding = encoding
        var list = pieces.list
        if encoding == .quotedPrintable, !Self.endsInLineBreak(list) {
            var closed = pieces
            closed.text("\n")
            list = closed.list
        }
        var open: [Int] = []
        for piece in list {
            switch piece {
            case .text(let text): append(text)
            case .value(let tag, let escape):
                ops.append(
                    .value(
                        Op.Value(
                            lookup: lookups.index(of: tags[tag].name), tag: tag, escape: escape,
                            mayBeMissing: tags[tag].hasFallback)))
            case .section(let tag): begin(.each, lookups.index(of: tags[tag].name), tag, &open)
            case .inverted(let tag): begin(.inverted, lookups.index(of: tags[tag].name), tag, &open)
            case .shows(let tag): begin(.shows, lookups.index(of: tags[tag].name), tag, &open)
            case .link(let number):
                open.append(ops.count)
                let start = octets.count
                QuotedPrintable.append(linkPrefix, to: &octets)
                ops.append(.link(Op.Link(number: number, prefix: start..<octets.count, end: ops.count + 1)))
            case .close: if let start = open.popLast() { close(start) }
            case .ordinal(let start, let step): ops.append(.ordinal(start: start, step: step))
            }
        }
    }

    private mutating func begin(_ kind: Op.Section.Kind, _ lookup: Int, _ tag: Int, _ open: inout [Int]) {
        open.append(ops.count)
        ops.append(.section(Op.Section(kind: kind, lookup: lookup, tag: tag, end: ops.count + 1)))
    }

    /// Whether the program makes the same for everybody.
    var isFixed: Bool { ops.allSatisfy { if case .fixed = $0 { true } else { false } } }

    private mutating func close(_ start: Int) {
        switch ops[start] {
        case .section(var section):
            section.end = ops.count
            ops[start] = .section(section)
        case .link(var link):
            link.end = ops.count
            ops[start] = .link(link)
        default: break
        }
    }

    private mutating func append(_ text: String) {
        let start = octets.count
        switch encoding {
        case .quotedPrintable: QuotedPrintable.append(text, to: &octets)
        case .plain: octets.append(contentsOf: text.utf8)
        }
        ops.append(.fixed(start, octets.count))
    }

    /// Whether the output ends in a line break, or is empty, whichever sections show.
    private static func endsInLineBreak(_ pieces: [Piece]) -> Bool {
        var ends = true
        var before: [Bool] = []
        for piece in pieces {
            switch piece {
            case .text(let text): ends = text.utf8.last == 0x0A
            case .value, .ordinal: ends = false
            case .section, .inverted, .shows, .link: before.append(ends)
            case .close: ends = (before.popLast() ?? true) && ends
            }
        }
        return ends
    }
}
