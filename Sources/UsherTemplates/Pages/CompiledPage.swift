import UsherCore

/// A page's sources, checked and compiled. Make it once when files are read, and render with it as often as needed,
/// from any thread.
package struct CompiledPage: Sendable {
    /// The texts of the `<style>` elements, as a browser reads them: their hashes belong into the page's
    /// Content-Security-Policy.
    package let styles: [String]

    private let tags: [Tag]
    private let lookups: Lookups
    private let html: Program
}

extension CompiledPage {
    /// Compiles a page, or throws all its problems at once, in order of their places. Beside what is wrong in any
    /// layout, these are problems: what the strict Content-Security-Policy of pages would not let a browser do
    /// (scripts, `style` attributes, anything from elsewhere). `allowing`: elements that the policy of these pages lets
    /// a browser have all the same, such as `script`.
    package static func compile(
        _ sources: PageSources, allowing elements: Set<String> = []
    ) throws(Problems) -> CompiledPage {
        let shop = TemplateValue.object(["shop": .object(sources.shop.mapValues { .text($0) })])
        var compilation = Compilation(partials: sources.partials, constants: shop)
        let html = compilation.html(of: sources, allowing: elements)
        guard compilation.problems.isEmpty else {
            throw Problems(compilation.problems.sorted(by: CompiledMessage.isBefore))
        }
        return CompiledPage(html, compilation)
    }

    private init(_ pieces: Pieces, _ compilation: Compilation) {
        var lookups = Lookups(constants: compilation.constants)
        html = Program(pieces, tags: compilation.tags, lookups: &lookups, encoding: .plain)
        styles = pieces.styles
        tags = compilation.tags
        self.lookups = lookups
    }

    /// The problems of the page's names, given those that exist; as for a message.
    package func check(_ vocabulary: Vocabulary) -> [Problem] {
        let check = NameCheck(tags: tags, constants: lookups.constants, vocabulary: vocabulary)
        return tags.compactMap { tag in check.fault(of: tag).map { tag.place.problem($0) } }
            .sorted(by: CompiledMessage.isBefore)
    }

    /// Fills the page in and gives the whole document in UTF-8; `values` is an object. Throws the first problem met,
    /// with the tag's file, line and column: a value without a fallback is missing, a value is not an address where one
    /// must be. Values are never part of its message.
    package func render(_ values: TemplateValue) throws(Problem) -> [UInt8] {
        var rendering = Rendering(lookups: lookups.list, tags: tags, values: values)
        return try rendering.output(of: html)
    }
}

extension Compilation {
    /// Reads everything, collecting problems; the result is of use only when there are none.
    fileprivate mutating func html(of sources: PageSources, allowing elements: Set<String>) -> Pieces {
        let template = sources.template
        let head = self.head(of: template, keys: FrontMatter.pageKeys)
        let title = head.values["title"].map { assemble($0) } ?? []

        let body = assemble(head.body, at: Place(file: template.path, line: head.bodyLine, column: 1), .html)
        markFallbacksByLine(body)
        let layout = self.layout(sources.layout, slots: LayoutWriter.Slots.pageNames)
        checkItems()
        problems += PageMarkup.problems(body, allowing: elements) + PageMarkup.problems(layout, allowing: elements)
        if problems.isEmpty, body.isEmpty {
            problems.append(Problem(file: template.path, line: head.bodyLine, "the page has no text"))
        }

        let (content, inBody) = LayoutWriter.pieces(body, LayoutWriter.Slots(), tags: tags, path: template.path)
        let slots = LayoutWriter.Slots(content: content, texts: ["title": title], language: sources.language)
        let html = filled(layout, slots, path: sources.layout.path)
        problems += inBody
        return folded(html)
    }
}

extension Pieces {
    /// The texts between `<style>` and `</style>`: always fixed, as no tag can stand there.
    fileprivate var styles: [String] {
        list.flatMap { piece -> [String] in
            guard case .text(let text) = piece else { return [] }
            var styles: [String] = []
            var rest = text[...]
            while let start = rest.firstRange(of: "<style"), let open = rest[start.upperBound...].firstIndex(of: ">") {
                let content = rest[open...].dropFirst()
                guard let end = content.firstRange(of: "</style") else { break }
                styles.append(String(content[..<end.lowerBound]))
                rest = content[end.upperBound...]
            }
            return styles
        }
    }
}
