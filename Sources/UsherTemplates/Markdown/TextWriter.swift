/// Writes Markdown blocks as the plain text that a person would want to read.
///
/// | Markdown | Text |
/// | --- | --- |
/// | `# Heading`, `## Heading` | the heading, underlined; deeper ones plain |
/// | paragraph | one line, as long as it is: readers wrap it |
/// | `- item`, `3. item` | `- item`, `3. item`, further lines indented |
/// | `> quote` | `> quote` |
/// | `[text](url)` | `text <url>`; `text: url` when alone in its paragraph; the url once when the text says the same |
/// | `![alt](url)` | `alt` |
/// | `**strong**`, `*emphasis*` | `*strong*`, `_emphasis_` |
/// | code | as it is; a block indented by four spaces |
/// | `---` | a line of hyphens |
struct TextWriter {
    let tags: [Tag]
    let links: LinkTable
    var pieces = Pieces()
    /// The beginning of each line, as quotes and lists have it.
    var prefix = ""

    /// Where a block has a blank line. Sections carry theirs with them, so that a hidden one leaves none behind.
    enum Spacing {
        case none, between, before, after
    }

    static func pieces(_ blocks: [Block], tags: [Tag], links: LinkTable = LinkTable()) -> Pieces {
        var writer = TextWriter(tags: tags, links: links)
        writer.write(blocks, .between)
        return writer.pieces
    }

    private init(tags: [Tag], links: LinkTable) {
        self.tags = tags
        self.links = links
    }

    private mutating func write(_ blocks: [Block], _ spacing: Spacing) {
        let lastFixed = blocks.lastIndex { if case .section = $0 { false } else { true } }
        for (index, block) in blocks.enumerated() {
            var own = spacing
            if spacing == .between {
                own = lastFixed.map { index < $0 ? .after : index == $0 ? .none : .before } ?? .after
            }
            if case .section(let section) = block {
                write(section, own)
            } else {
                if own == .before { blankLine() }
                write(block, isTight: spacing == .none)
                if own == .after { blankLine() }
            }
        }
    }

    private mutating func write(_ section: Block.Section, _ spacing: Spacing) {
        if section.onlyShows {
            pieces.shows(section.tag)
        } else {
            pieces.tag(section.tag, tags[section.tag], .none)
        }
        write(section.blocks, spacing)
        pieces.close()
    }

    /// Writes a block and ends its last line.
    private mutating func write(_ block: Block, isTight: Bool) {
        switch block {
        case .paragraph(let inlines):
            startLine()
            writeParagraph(inlines)
            endLine()
        case .heading(let level, let inlines): writeHeading(level, inlines)
        case .quote(let blocks): indented(by: "> ") { $0.write(blocks, .between) }
        case .list(let list): write(list)
        case .code(_, let code):
            indented(by: "    ") { writer in
                writer.startLine()
                writer.writeLines(code)
                writer.endLine()
            }
        case .rule:
            startLine()
            pieces.text("----------")
            endLine()
        case .section: break
        }
    }

    private mutating func writeHeading(_ level: Int, _ inlines: [Inline]) {
        startLine()
        write(inlines)
        endLine()
        guard level <= 2 else { return }
        startLine()
        pieces.text(String(repeating: "-", count: min(max(Self.width(inlines, tags), 3), 60)))
        endLine()
    }

    private mutating func write(_ list: Block.List) {
        if let tag = list.repeatedBy { pieces.tag(tag, tags[tag], .none) }
        for (index, item) in list.items.enumerated() {
            if !list.isTight, index > 0 { blankLine() }
            startLine()
            if let start = list.start, list.repeatedBy != nil {
                pieces.ordinal(start: start + index, step: list.items.count)
                pieces.text(". ")
            } else {
                pieces.text(list.start.map { "\($0 + index). " } ?? "- ")
            }
            let indent = list.start.map { String(repeating: " ", count: String($0 + index).count + 2) } ?? "  "
            if item.isEmpty { endLine() }
            indented(by: indent) { $0.write(item, list.isTight ? .none : .between) }
        }
        if list.repeatedBy != nil {
            if !list.isTight { blankLine() }
            pieces.close()
        }
    }

    private mutating func indented(by more: String, _ body: (inout TextWriter) -> Void) {
        let before = prefix
        prefix += more
        body(&self)
        prefix = before
    }

    /// Writes the prefix, unless the line has already begun: after a list's `- `.
    mutating func startLine() {
        if pieces.startsLine { pieces.text(prefix) }
    }

    mutating func endLine() { pieces.text("\n") }

    private mutating func blankLine() {
        var blank = prefix[...]
        while blank.last == " " { blank.removeLast() }
        pieces.text(blank + "\n")
    }

    /// Writes lines of code, each with the prefix.
    private mutating func writeLines(_ code: [Atom]) {
        var code = code
        if case .text(let last)? = code.last, last.hasSuffix("\n") {
            code[code.count - 1] = .text(String(last.dropLast()))
        }
        for atom in code {
            switch atom {
            case .text(let text): pieces.text(text.replacing("\n", with: "\n" + prefix))
            case .tag(let index): pieces.tag(index, tags[index], .none)
            }
        }
    }

    /// About how many characters wide a heading is; a value counts as eight.
    private static func width(_ inlines: [Inline], _ tags: [Tag]) -> Int {
        inlines.reduce(0) { width, inline in
            switch inline {
            case .atom(.text(let text)): width + text.count
            case .atom(.tag(let index)): width + (tags[index].kind == .value ? 8 : 0)
            case .emphasis(let content), .strong(let content): width + 2 + Self.width(content, tags)
            case .link(let content, _), .image(let content, _): width + Self.width(content, tags)
            default: width + 1
            }
        }
    }
}
