import CCMark
import UsherCore

extension MarkdownReader {
    /// Reads the blocks in a document, quote or item. Section tags that are alone on their lines enclose their blocks.
    mutating func blocks(of node: OpaquePointer, depth: Int) -> [Block] {
        guard depth < Self.deepest else {
            report(place(of: node).problem("quotes and lists are nested more than \(Self.deepest) deep"))
            return []
        }
        var open: [(tag: Int, blocks: [Block])] = []
        var blocks: [Block] = []
        for child in Self.children(of: node) {
            guard let mark = lineMark(child) else {
                if let block = block(child, depth: depth) { blocks.append(block) }
                continue
            }
            if tags[mark].opens {
                open.append((mark, blocks))
                blocks = []
            } else if let last = open.last, last.tag == tags[mark].partner {
                open.removeLast()
                blocks = last.blocks + [section(last.tag, blocks)]
            }
        }
        for unclosed in open { report(crossing(unclosed.tag)) }
        return open.first.map { $0.blocks + blocks } ?? blocks
    }

    private func section(_ tag: Int, _ blocks: [Block]) -> Block {
        if tags[tag].kind == .section, blocks.count == 1, case .list(var list)? = blocks.first, list.repeatedBy == nil {
            list.repeatedBy = tag
            return .section(Block.Section(tag: tag, onlyShows: true, blocks: [.list(list)]))
        }
        return .section(Block.Section(tag: tag, onlyShows: false, blocks: blocks))
    }

    /// The problem of a section tag whose partner is not beside it.
    func crossing(_ index: Int) -> Problem {
        let tag = tags[index]
        let partner = tag.partner.map { tags[$0] }
        let end = partner.map { " '\($0.written)' of \($0.place) is not beside it." } ?? ""
        let message =
            tag.indent == nil
            ? "'\(tag.written)' must close in the same paragraph, and in the same emphasis, link or address.\(end) "
                + "To enclose whole paragraphs, put each of the two tags alone on its line"
            : "'\(tag.written)' is alone on its line, so it encloses whole blocks and must close alone on a line, "
                + "in the same quote or list item.\(end.isEmpty ? "" : end)"
        return tag.place.problem(message.hasSuffix(".") ? String(message.dropLast()) : message)
    }

    private func lineMark(_ node: OpaquePointer) -> Int? {
        guard cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK else { return nil }
        return mark(atoms(cmark_node_get_literal(node)))
    }

    /// The tag, as an index, whose mark is all that a comment has in it; nil for any other comment.
    func mark(_ atoms: [Atom]) -> Int? {
        guard atoms.count == 3, atoms[0] == .text("<!--"), case .tag(let index) = atoms[1],
            case .text(let end) = atoms[2], end.trimmingBlanks() == "-->"
        else { return nil }
        return index
    }

    private mutating func block(_ node: OpaquePointer, depth: Int) -> Block? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: return .paragraph(inlines(of: node))
        case CMARK_NODE_HEADING: return .heading(level: Int(cmark_node_get_heading_level(node)), inlines(of: node))
        case CMARK_NODE_BLOCK_QUOTE: return .quote(blocks(of: node, depth: depth + 1))
        case CMARK_NODE_LIST:
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            return .list(
                Block.List(
                    start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
                    isTight: cmark_node_get_list_tight(node) != 0,
                    items: Self.children(of: node).map { blocks(of: $0, depth: depth + 1) }))
        case CMARK_NODE_CODE_BLOCK:
            let code = atoms(cmark_node_get_literal(node))
            let language = atoms(cmark_node_get_fence_info(node))
            checkBalance(language)
            checkCode(code)
            return .code(language: language, code)
        case CMARK_NODE_THEMATIC_BREAK: return .rule
        case CMARK_NODE_HTML_BLOCK:
            report(rawHTML(node))
            return nil
        default: return nil
        }
    }

    /// Notes that a tag alone on its line in code is no block: nothing there is.
    private mutating func checkCode(_ code: [Atom]) {
        for case .tag(let index) in code where tags[index].indent != nil {
            report(
                tags[index].place.problem(
                    "'\(tags[index].written)' is alone on its line inside a code block, where nothing is a block; "
                        + "put it on the line that it encloses, or indent it by less than four spaces"))
            return
        }
        checkBalance(code)
    }

    func rawHTML(_ node: OpaquePointer) -> Problem {
        place(of: node).problem("HTML cannot stand in Markdown; write Markdown here, and put markup into the layout")
    }
}
