/// An output under construction.
struct Pieces {
    private(set) var list: [Piece] = []
    /// Whether what comes next starts a line, as far as the author's text is concerned.
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

    /// A line break, unless one was just written.
    mutating func newLine() {
        if !startsLine { text("\n") }
    }

    /// What a tag does; sections take no room of their own.
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

    /// Until `close`: the plain address of a tracked link.
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
