import UsherCore

/// Writes HTML: a layout with the message or the page in it, or a page's own part.
struct LayoutWriter {
    /// The texts that fill a layout's own tags.
    struct Slots {
        /// The message or page to write into the layout; nil in HTML that is no layout.
        var content: Pieces?
        /// The texts of the template's head, by name.
        var texts: [String: [Compilation.Part]] = [:]
        var language = ""

        /// The names that belong to the slots of a message's layout, not to the vocabulary.
        static let messageNames: Set<String> = ["content", "subject", "preheader", "language"]
        static let pageNames: Set<String> = ["content", "title", "language"]

        fileprivate var names: Set<String> {
            content == nil ? [] : Set(texts.keys).union(["content", "language"])
        }
    }

    private let tags: [Tag]
    private let slots: Slots
    private let names: Set<String>
    private var scanner = HTMLScanner()
    private var pieces = Pieces()
    private var problems: [Problem] = []
    private var open: [(tag: Int, position: HTMLScanner.Position, isStatic: Bool)] = []
    /// The opening tag of the static section whose text is left out; nil outside of one.
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
        names = slots.names
    }

    private mutating func finish(_ path: String) {
        if slots.content != nil, contentPlace == nil {
            let what = slots.texts["title"] == nil ? "message" : "page"
            problems.append(Problem(file: path, "the layout has no '{{content}}', the place where the \(what) goes"))
        }
        if scanner.context != .text {
            let what = slots.content == nil ? "page" : "layout"
            problems.append(Problem(file: path, "the \(what) ends inside a tag, a comment or a <style>"))
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
        let isStatic = names.contains(tag.name)
        open.append((index, scanner.position, isStatic))
        guard isStatic else { return pieces.tag(index, tag, .html) }
        let isShown = slots.texts[tag.name]?.isEmpty != true
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
        if let content = slots.content, tag.name == "content" { return write(content, at: tag) }
        guard let escape = escape(for: tag) else { return }
        if let text = slots.texts[tag.name] {
            write(text, escape)
        } else if names.contains(tag.name) {
            writeText(slots.language, escape)
        } else {
            pieces.tag(index, tag, escape)
        }
        scanner.passValue()
    }

    private mutating func write(_ content: Pieces, at tag: Tag) {
        if let first = contentPlace {
            problems.append(tag.place.problem("'{{content}}' already stands at \(first); a layout has it once"))
        } else if scanner.context != .text || !tag.enclosing.isEmpty {
            problems.append(
                tag.place.problem("'{{content}}' must stand in the text of the layout, outside of sections"))
        }
        contentPlace = contentPlace ?? tag.place
        pieces.append(content)
    }

    private mutating func escape(for tag: Tag) -> Escape? {
        switch scanner.context {
        case .text, .attribute: return .html
        case .urlPart: return .urlPart
        case .urlStart where names.contains(tag.name):
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
        pieces.text(
            escape == .urlPart ? QueryText.encoded(text) : Literal.html(text).replacing(octet: "'", with: "&#39;"))
    }
}
