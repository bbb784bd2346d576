import UsherCore

extension CompiledMessage {
    /// The partial that ends every text part when there is one, as the layout's footer ends the HTML.
    package static let textFooter = "footer.txt"

    /// Compiles a message, or throws all its problems at once, in order of their places.
    package static func compile(_ sources: MessageSources) throws(Problems) -> CompiledMessage {
        try compile(sources) { _ in [] }
    }

    /// Compiles a message and holds it against the names that exist (`check`). Throws what is wrong with the sources
    /// and, where they cannot be compiled, what can be told of their names all the same, so that nobody corrects one
    /// mistake after the other.
    package static func compile(
        _ sources: MessageSources, for vocabulary: Vocabulary
    ) throws(Problems) -> CompiledMessage {
        let message = try compile(sources) { compilation in
            NameCheck(tags: compilation.tags, constants: compilation.constants, vocabulary: vocabulary)
                .unknown(besides: compilation.loose)
        }
        let problems = message.check(vocabulary)
        guard problems.isEmpty else { throw Problems(problems) }
        return message
    }

    /// Compiles a message. Where there are problems, those that `alsoWrong` finds are thrown with them.
    private static func compile(
        _ sources: MessageSources, alsoWrong: (Compilation) -> [Problem]
    ) throws(Problems) -> CompiledMessage {
        var compilation = Compilation(partials: sources.partials, constants: sources.constants)
        let outputs = compilation.outputs(of: sources)
        guard compilation.problems.isEmpty else {
            throw Problems((compilation.problems + alsoWrong(compilation)).sorted(by: isBefore))
        }
        return CompiledMessage(outputs, compilation)
    }

    private init(_ outputs: Compilation.Outputs, _ compilation: Compilation) {
        let tags = compilation.tags
        var lookups = Lookups(constants: compilation.constants)
        subject = Program(outputs.subject, tags: tags, lookups: &lookups, encoding: .plain)
        let prefix = outputs.links.prefix
        text = Program(outputs.text, tags: tags, lookups: &lookups, encoding: .quotedPrintable, linkPrefix: prefix)
        html = Program(outputs.html, tags: tags, lookups: &lookups, encoding: .quotedPrintable, linkPrefix: prefix)
        links = outputs.addresses.map { Program($0, tags: tags, lookups: &lookups, encoding: .plain) }
        names = Set(lookups.list.lazy.filter { $0.constant == nil && !$0.components.isEmpty }.map(\.name))
        self.tags = tags
        self.lookups = lookups
    }

    static func isBefore(_ left: Problem, _ right: Problem) -> Bool {
        (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
    }
}

extension Compilation {
    struct Outputs {
        var subject: Pieces
        var text: Pieces
        var html: Pieces
        var links: LinkTable
        /// The plain addresses of the tracked links, by number.
        var addresses: [Pieces]
    }

    /// Reads everything, collecting problems; the outputs are of use only when there are none.
    mutating func outputs(of sources: MessageSources) -> Outputs {
        let template = sources.template
        let head = self.head(of: template, keys: FrontMatter.messageKeys)
        let subject = head.values["subject"].map { assemble($0) } ?? []
        let preheader = head.values["preheader"].map { assemble($0) } ?? []
        problems += SubjectCheck.problems(subject)

        let body = assemble(head.body, at: Place(file: template.path, line: head.bodyLine, column: 1), .markdown)
        let (blocks, found) = MarkdownReader.read(MarkdownSource(body, tags: tags), tags: tags)
        problems += found
        for block in blocks { markFallbacks(in: block) }

        let layout = self.layout(sources.layout, slots: LayoutWriter.Slots.messageNames)
        let footer = footer()
        markFallbacksByLine(footer)
        checkItems()
        if problems.isEmpty, blocks.isEmpty {
            problems.append(Problem(file: template.path, line: head.bodyLine, "the message has no text"))
        }

        let links = sources.tracking.map { LinkTable(blocks, tracking: $0, tags: tags) } ?? LinkTable()
        let slots = LayoutWriter.Slots(
            content: HTMLWriter.pieces(blocks, tags: tags, links: links),
            texts: ["subject": subject, "preheader": preheader],
            language: sources.language)
        let html = filled(layout, slots, path: sources.layout.path)
        return Outputs(
            subject: folded(plain(subject, .header)), text: folded(text(blocks, footer, links)), html: folded(html),
            links: links, addresses: addresses(of: links, sources.campaign?.callToAction.url))
    }

    /// The plain addresses of the tracked links, by number. The first is the call to action's, which is also there for
    /// a message that does not link it.
    private mutating func addresses(of links: LinkTable, _ callToActionURL: String?) -> [Pieces] {
        guard !links.urls.isEmpty else { return [] }
        var callToAction = Pieces()
        var octets: [UInt8] = []
        if let url = callToActionURL, Escape.urlInText.append(url, to: &octets) {
            callToAction.text(String(decoding: octets, as: UTF8.self))
        }
        return [callToAction]
            + links.urls.dropFirst().map { url in
                var pieces = Pieces()
                pieces.url(url, tags: tags, inHTML: false)
                return folded(pieces)
            }
    }

    /// Takes a template's head apart, and adds its problems to these.
    mutating func head(of template: SourceFile, keys: [String]) -> FrontMatter {
        let head = FrontMatter(
            SourceFile(path: template.path, text: template.text.normalizingLineEnds()), keys: keys)
        problems += head.problems
        return head
    }

    /// Reads a layout, whose tags of these names are slots.
    mutating func layout(_ source: SourceFile, slots names: Set<String>) -> [Part] {
        let layout = assemble(
            source.text.normalizingLineEnds(), at: Place(file: source.path, line: 1, column: 1), .html)
        markFallbacksByLine(layout)
        for index in layout.compactMap(\.tag) { tags[index].isSlot = names.contains(tags[index].name) }
        return layout
    }

    /// Writes a layout with its slots filled. One that could not be read lacks no slot.
    mutating func filled(_ layout: [Part], _ slots: LayoutWriter.Slots, path: String) -> Pieces {
        let (pieces, wrong) = LayoutWriter.pieces(layout, slots, tags: tags, path: path)
        if problems.isEmpty || !layout.isEmpty { problems += wrong }
        return pieces
    }

    mutating func folded(_ pieces: Pieces) -> Pieces {
        let (folded, wrong) = pieces.folding(constants, tags: tags)
        let known = Set(problems)
        problems += wrong.filter { !known.contains($0) }
        return folded
    }

    /// Notes each `{{.}}` outside of any section: it needs one whose item it is.
    mutating func checkItems() {
        for tag in tags where tag.name == "." && !tag.enclosing.contains(where: { tags[$0].kind == .section }) {
            problems.append(tag.place.problem("'{{.}}' is the item of a section, and no section is open here"))
        }
    }

    private mutating func footer() -> [Part] {
        guard hasPartial(CompiledMessage.textFooter) else { return [] }
        return assemble("{{> \(CompiledMessage.textFooter)}}", at: Place(file: "", line: 1, column: 1), .text)
    }

    private func text(_ blocks: [Block], _ footer: [Part], _ links: LinkTable) -> Pieces {
        var pieces = TextWriter.pieces(blocks, tags: tags, links: links)
        guard !footer.isEmpty else { return pieces }
        pieces.text("\n")
        pieces.append(plain(footer, .none))
        return pieces
    }

    private func plain(_ parts: [Part], _ escape: Escape) -> Pieces {
        var pieces = Pieces()
        for part in parts {
            switch part {
            case .text(let text, _): pieces.text(text)
            case .tag(let index): pieces.tag(index, tags[index], escape)
            }
        }
        return pieces
    }

    private mutating func markFallbacks(in block: Block) {
        switch block {
        case .paragraph(let inlines), .heading(_, let inlines): markFallbacks(inlines.flatMap(\.tags))
        case .quote(let blocks): for block in blocks { markFallbacks(in: block) }
        case .list(let list): for block in list.items.joined() { markFallbacks(in: block) }
        case .code(let language, let code): markFallbacks(Inline.tags(language) + Inline.tags(code))
        case .rule: break
        case .section(let section): for block in section.blocks { markFallbacks(in: block) }
        }
    }
}

extension MessageSources {
    /// The values that the sources have themselves, by the names that templates use.
    fileprivate var constants: TemplateValue {
        var constants: [String: TemplateValue] = ["shop": .object(shop.mapValues { .text($0) })]
        if let campaign {
            constants["campaign"] = .object(["name": .text(campaign.name), "title": .text(campaign.title)])
            constants["call_to_action"] = .object([
                "text": .text(campaign.callToAction.text), "url": .text(campaign.callToAction.url),
            ])
        }
        return .object(constants)
    }
}
