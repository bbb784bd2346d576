import CCMark
import UsherCore

/// Parses Markdown (CommonMark, by cmark) with placeholders into blocks.
struct MarkdownReader {
    let tags: [Tag]
    private let lines: [Place]
    private(set) var problems: [Problem] = []

    /// How deep quotes, lists and emphasis may be in each other; deeper ones are refused.
    static let deepest = 50

    static func read(_ source: MarkdownSource, tags: [Tag]) -> ([Block], [Problem]) {
        var reader = MarkdownReader(tags: tags, lines: source.lines)
        let root = source.text.withCString { cmark_parse_document($0, source.text.utf8.count, CMARK_OPT_DEFAULT) }
        defer { cmark_node_free(root) }
        guard let root else { return ([], []) }
        return (reader.blocks(of: root, depth: 0), reader.problems)
    }

    private init(tags: [Tag], lines: [Place]) {
        self.tags = tags
        self.lines = lines
    }

    mutating func report(_ problem: Problem) { problems.append(problem) }

    /// The place of the beginning of a node's line; for an inline node, of its block's.
    func place(of node: OpaquePointer) -> Place {
        var node = node
        var line = Int(cmark_node_get_start_line(node))
        while line < 1, let parent = cmark_node_parent(node) {
            node = parent
            line = Int(cmark_node_get_start_line(node))
        }
        guard lines.indices.contains(line - 1) else { return lines.last ?? Place(file: "", line: 1, column: 1) }
        return lines[line - 1]
    }

    /// The atoms of a text in which placeholders become tags again.
    func atoms(_ literal: UnsafePointer<CChar>?) -> [Atom] {
        guard let literal else { return [] }
        var atoms: [Atom] = []
        var text = ""
        for scalar in String(cString: literal).unicodeScalars {
            if let index = Placeholder.index(scalar, count: tags.count) {
                if !text.isEmpty { atoms.append(.text(text)) }
                text = ""
                atoms.append(.tag(index))
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        if !text.isEmpty { atoms.append(.text(text)) }
        return atoms
    }

    static func children(of node: OpaquePointer) -> [OpaquePointer] {
        var children: [OpaquePointer] = []
        var next = cmark_node_first_child(node)
        while let child = next {
            children.append(child)
            next = cmark_node_next(child)
        }
        return children
    }
}
