import CCMark
import UsherCore

extension MarkdownReader {
    /// Reads the inline parts of a paragraph or heading.
    mutating func inlines(of block: OpaquePointer) -> [Inline] {
        let inlines = inlines(of: block, depth: 0)
        for case .link(_, let target) in inlines where target.isButton && inlines.count > 1 {
            report(place(of: block).problem("a link with the title \"button\" stands alone in its paragraph"))
        }
        return inlines
    }

    private mutating func inlines(of parent: OpaquePointer, depth: Int) -> [Inline] {
        guard depth < Self.deepest else {
            report(place(of: parent).problem("emphasis and links are nested more than \(Self.deepest) deep"))
            return []
        }
        var inlines: [Inline] = []
        for child in Self.children(of: parent) { append(child, depth: depth, to: &inlines) }
        checkBalance(inlines.compactMap { if case .atom(let atom) = $0 { atom } else { nil } })
        return inlines
    }

    private mutating func append(_ node: OpaquePointer, depth: Int, to inlines: inout [Inline]) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT:
            for atom in atoms(cmark_node_get_literal(node)) {
                if case .text(let more) = atom, case .atom(.text(var text))? = inlines.last {
                    // Taken out first, so that it grows where it is: a text can come in very many pieces.
                    inlines.removeLast()
                    text += more
                    inlines.append(.atom(.text(text)))
                } else {
                    inlines.append(.atom(atom))
                }
            }
        case CMARK_NODE_SOFTBREAK: inlines.append(.softBreak)
        case CMARK_NODE_LINEBREAK: inlines.append(.hardBreak)
        case CMARK_NODE_CODE:
            let code = atoms(cmark_node_get_literal(node))
            checkBalance(code)
            inlines.append(.code(code))
        case CMARK_NODE_EMPH: inlines.append(.emphasis(self.inlines(of: node, depth: depth + 1)))
        case CMARK_NODE_STRONG: inlines.append(.strong(self.inlines(of: node, depth: depth + 1)))
        case CMARK_NODE_LINK:
            inlines.append(.link(self.inlines(of: node, depth: depth + 1), target(node, Self.linkSchemes, "link")))
        case CMARK_NODE_IMAGE:
            inlines.append(.image(self.inlines(of: node, depth: depth + 1), target(node, Self.imageSchemes, "image")))
        case CMARK_NODE_HTML_INLINE:
            if let index = mark(atoms(cmark_node_get_literal(node))) {
                report(
                    tags[index].place.problem(
                        "'\(tags[index].written)' is alone on its line and indented by four spaces or more; "
                            + "indent it by less"))
            } else {
                report(rawHTML(node))
            }
        default: break
        }
    }

    private static let linkSchemes = ["https:", "http:", "mailto:", "tel:", "sms:"]
    private static let imageSchemes = ["https:", "http:"]

    private mutating func target(_ node: OpaquePointer, _ schemes: [String], _ what: String) -> Inline.Target {
        let target = Inline.Target(
            url: atoms(cmark_node_get_url(node)), title: atoms(cmark_node_get_title(node)))
        checkBalance(target.url)
        checkBalance(target.title)
        let first = target.url.first { atom in
            if case .tag(let index) = atom { tags[index].kind == .value } else { true }
        }
        switch first {
        case nil: report(place(of: node).problem("this \(what) has no address"))
        case .text(let text)? where !schemes.contains(where: { text.lowercased().hasPrefix($0) }):
            report(
                place(of: node).problem(
                    "the address of a\(what == "image" ? "n" : "") \(what) in an e-mail begins with "
                        + schemes.map { "'\($0)'" }.joined(separator: ", ") + " or a tag, not '\(text.prefix(40))'"))
        default: break
        }
        return target
    }

    /// Notes section tags that do not open and close within the same atoms.
    mutating func checkBalance(_ atoms: [Atom]) {
        let present = Set(Inline.tags(atoms))
        for index in Inline.tags(atoms) where tags[index].opens {
            if let partner = tags[index].partner, !present.contains(partner) { report(crossing(index)) }
        }
    }
}
