import UsherCore

/// An output under construction.
struct Pieces {
    private(set) var list: [Piece] = []
    /// Whether the next piece starts a line, as far as the author's text is concerned.
    private(set) var startsLine = true

    mutating func text(_ text: String) {
        guard !text.isEmpty else { return }
        startsLine = text.utf8.last == 0x0A
        if case .text(let before)? = list.last {
            list[list.count - 1] = .text(before + text)
        } else {
            list.append(.text(text))
        }
    }

    /// Appends a line break, unless one was just written.
    mutating func newLine() {
        if !startsLine { text("\n") }
    }

    /// Appends a tag; sections take no room of their own.
    mutating func tag(_ index: Int, _ tag: Tag, _ escape: Escape) {
        switch tag.kind {
        case .value:
            list.append(.value(tag: index, escape))
            startsLine = false
        case .section: list.append(.section(tag: index))
        case .inverted: list.append(.inverted(tag: index))
        case .close: list.append(.close)
        case .partial: break
        }
    }

    /// Begins a tracked link: the pieces until `close` are its plain address.
    mutating func link(_ number: Int) {
        list.append(.link(number))
        startsLine = false
    }

    mutating func shows(_ index: Int) { list.append(.shows(tag: index)) }

    mutating func close() { list.append(.close) }

    mutating func ordinal(start: Int, step: Int) {
        list.append(.ordinal(start: start, step: step))
        startsLine = false
    }

    mutating func append(_ piece: Piece) {
        if case .text(let text) = piece { self.text(text) } else { list.append(piece) }
    }

    mutating func append(_ pieces: Pieces) {
        for piece in pieces.list { append(piece) }
        startsLine = pieces.list.isEmpty ? startsLine : pieces.startsLine
    }
}

extension Pieces {
    /// The pieces with the values that the sources have themselves (`shop.*`, say) written in, where no section around
    /// a tag could give its name another meaning; and the problems of those that cannot stand where their tags are.
    func folding(_ constants: TemplateValue, tags: [Tag]) -> (Pieces, [Problem]) {
        var folded = Pieces()
        var problems: [Problem] = []
        for piece in list {
            guard case .value(let index, let escape) = piece, tags[index].enclosing.isEmpty, tags[index].name != ".",
                case .text(let text)? = constants.value(at: tags[index].name), !text.isEmpty
            else {
                folded.append(piece)
                continue
            }
            var octets: [UInt8] = []
            if !escape.append(text, to: &octets) {
                problems.append(tags[index].place.problem("'\(tags[index].name)' \(escape.refusal)"))
            }
            folded.text(String(decoding: octets, as: UTF8.self))
        }
        return (folded, problems)
    }
}

/// A part of an output (the HTML, say) before it becomes a program.
enum Piece: Hashable, Sendable {
    /// Text that is escaped for its place, but not yet quoted-printable.
    case text(String)
    case value(tag: Int, Escape)
    /// The beginning of a section, which lasts until the matching `close`.
    case section(tag: Int)
    case inverted(tag: Int)
    /// Like a section, but shows its pieces once, and opens no scope.
    case shows(tag: Int)
    /// The beginning of the tracked link of this number; its plain address are the pieces until the matching `close`.
    case link(Int)
    case close
    /// A list item's number: `start` in the first pass of the section around it, `step` more in each following.
    case ordinal(start: Int, step: Int)
}
