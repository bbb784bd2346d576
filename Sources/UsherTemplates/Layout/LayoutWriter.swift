import UsherCore

/// Writes the HTML part: the layout with the message in it.
struct LayoutWriter {
    /// What stands in a layout's own tags.
    struct Slots {
        var content: Pieces
        var subject: [Compilation.Part]
        var preheader: [Compilation.Part]
        var language: String
    }

    /// The names that belong to a layout's slots, not to the vocabulary.
    static let names: Set<String> = ["content", "subject", "preheader", "language"]

    private let tags: [Tag]
    private let slots: Slots
    private var scanner = HTMLScanner()
    private var pieces = Pieces()
    private var problems: [Problem] = []
    private var open: [(tag: Int, position: HTMLScanner.Position, isStatic: Bool)] = []
    /// The static section whose text is left out.
    private var skipping: Int?
    private var contentPlace: Place?

    static func pieces(
        _ parts: [Compilation.Part], _ slots: Slots, tags: [Tag], path: String
    ) -> (Pieces, [Problem]) {
        var writer = LayoutWriter(tags: tags, slots: slots)
        for part in parts { writer.write(part) }
        writer.finish(path)
        return (writer.pieces, writer.problems)
    }

    private init(tags: [Tag], slots: Slots) {
        self.tags = tags
        self.slots = slots
    }

    private mutating func finish(_ path: String) {
        if contentPlace == nil {
            problems.append(Problem(file: path, "the layout has no '{{content}}', the place where the message goes"))
        }
        if scanner.context != .text {
            problems.append(Problem(file: path, "the layout ends inside a tag, a comment or a <style>"))
        }
    }

    private mutating func write(_ part: Compilation.Part) {
        switch part {
        case .text(let text, _):
            guard skipping == nil else { return }
            scanner.scan(text)
            pieces.text(text)
        case .tag(let index): write(index, tags[index])
        }
    }

    private mutating func write(_ index: Int, _ tag: Tag) {
        if let skipping {
            if tag.partner == skipping { self.skipping = nil }
            return
        }
        switch tag.kind {
        case .value: writeValue(index, tag)
        case .section, .inverted: begin(index, tag)
        case .close: end(index, tag)
        case .partial: break
        }
    }

    private mutating func begin(_ index: Int, _ tag: Tag) {
        if case .nowhere(let where_) = scanner.context {
            problems.append(tag.place.problem("'\(tag.written)' cannot stand \(where_)"))
        }
        let isStatic = Self.names.contains(tag.name)
        open.append((index, scanner.position, isStatic))
        guard isStatic else { return pieces.tag(index, tag, .html) }
        let isShown = tag.name != "preheader" || !slots.preheader.isEmpty
        if isShown == (tag.kind == .inverted) {
            skipping = index
            open.removeLast()
        }
    }

    private mutating func end(_ index: Int, _ tag: Tag) {
        guard let last = open.popLast() else { return }
        if last.position != scanner.position {
            problems.append(
                tags[last.tag].place.problem(
                    "'\(tags[last.tag].written)' opens in one part of the HTML and closes in another, at \(tag.place); "
                        + "keep both in text, or in one attribute's value"))
        }
        if !last.isStatic { pieces.tag(index, tag, .html) }
    }

    private mutating func writeValue(_ index: Int, _ tag: Tag) {
        if tag.name == "content" { return writeContent(tag) }
        guard let escape = escape(for: tag) else { return }
        switch tag.name {
        case "subject": write(slots.subject, escape)
        case "preheader": write(slots.preheader, escape)
        case "language": writeText(slots.language, escape)
        default: pieces.tag(index, tag, escape)
        }
        scanner.passValue()
    }

    private mutating func writeContent(_ tag: Tag) {
        if let first = contentPlace {
            problems.append(tag.place.problem("'{{content}}' already stands at \(first); a layout has it once"))
        } else if scanner.context != .text || !tag.enclosing.isEmpty {
            problems.append(
                tag.place.problem("'{{content}}' must stand in the text of the layout, outside of sections"))
        }
        contentPlace = contentPlace ?? tag.place
        pieces.append(slots.content)
    }

    private mutating func escape(for tag: Tag) -> Escape? {
        switch scanner.context {
        case .text, .attribute: return .html
        case .urlPart: return .urlPart
        case .urlStart where Self.names.contains(tag.name):
            problems.append(tag.place.problem("'\(tag.written)' is not an address"))
            return nil
        case .urlStart: return .urlInHTML
        case .nowhere(let where_):
            problems.append(tag.place.problem("'\(tag.written)' cannot stand \(where_)"))
            return nil
        }
    }

    private mutating func write(_ parts: [Compilation.Part], _ escape: Escape) {
        for part in parts {
            switch part {
            case .text(let text, _): writeText(text, escape)
            case .tag(let index): pieces.tag(index, tags[index], escape)
            }
        }
    }

    private mutating func writeText(_ text: String, _ escape: Escape) {
        pieces.text(escape == .urlPart ? Literal.urlPart(text) : Literal.html(text).replacing("'", with: "&#39;"))
    }
}
