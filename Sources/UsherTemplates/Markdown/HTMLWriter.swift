/// Writes Markdown blocks as HTML, octet for octet what cmark writes where there are no tags and no buttons.
struct HTMLWriter {
    let tags: [Tag]
    let links: LinkTable
    private(set) var pieces = Pieces()

    static func pieces(_ blocks: [Block], tags: [Tag], links: LinkTable = LinkTable()) -> Pieces {
        var writer = HTMLWriter(tags: tags, links: links)
        writer.write(blocks, isTight: false)
        return writer.pieces
    }

    private init(tags: [Tag], links: LinkTable) {
        self.tags = tags
        self.links = links
    }

    private mutating func write(_ blocks: [Block], isTight: Bool) {
        for block in blocks { write(block, isTight: isTight) }
    }

    private mutating func write(_ block: Block, isTight: Bool) {
        switch block {
        case .paragraph(let inlines): writeParagraph(inlines, isTight: isTight)
        case .heading(let level, let inlines):
            pieces.newLine()
            pieces.text("<h\(level)>")
            write(inlines)
            pieces.text("</h\(level)>\n")
        case .quote(let blocks):
            pieces.newLine()
            pieces.text("<blockquote>\n")
            write(blocks, isTight: false)
            pieces.newLine()
            pieces.text("</blockquote>\n")
        case .list(let list): write(list)
        case .code(let language, let code):
            pieces.newLine()
            pieces.text("<pre><code")
            writeLanguage(language)
            pieces.text(">")
            write(code)
            pieces.text("</code></pre>\n")
        case .rule:
            pieces.newLine()
            pieces.text("<hr />\n")
        case .section(let section): write(section, isTight: isTight)
        }
    }

    private mutating func writeParagraph(_ inlines: [Inline], isTight: Bool) {
        if case .link(let content, let target)? = inlines.first, inlines.count == 1, target.isButton {
            pieces.newLine()
            pieces.text("<p><a class=\"button\" href=\"")
            writeLink(target.url)
            pieces.text("\">")
            write(content)
            pieces.text("</a></p>\n")
        } else if isTight {
            write(inlines)
        } else {
            pieces.newLine()
            pieces.text("<p>")
            write(inlines)
            pieces.text("</p>\n")
        }
    }

    private mutating func write(_ list: Block.List) {
        pieces.newLine()
        switch list.start {
        case nil: pieces.text("<ul>\n")
        case 1?: pieces.text("<ol>\n")
        case let start?: pieces.text("<ol start=\"\(start)\">\n")
        }
        if let tag = list.repeatedBy { pieces.tag(tag, tags[tag], .html) }
        for item in list.items {
            pieces.newLine()
            pieces.text("<li>")
            write(item, isTight: list.isTight)
            pieces.text("</li>\n")
        }
        if list.repeatedBy != nil { pieces.close() }
        pieces.text(list.start == nil ? "</ul>\n" : "</ol>\n")
    }

    private mutating func write(_ section: Block.Section, isTight: Bool) {
        pieces.newLine()
        if section.onlyShows {
            pieces.shows(section.tag)
        } else {
            pieces.tag(section.tag, tags[section.tag], .html)
        }
        write(section.blocks, isTight: isTight)
        pieces.newLine()
        pieces.close()
    }

    /// Writes the language of a code block: the first word after the fence.
    private mutating func writeLanguage(_ language: [Atom]) {
        guard !language.isEmpty else { return }
        pieces.text(" class=\"language-")
        for atom in language {
            guard case .text(let text) = atom, let blank = text.firstIndex(where: \.isWhitespace) else {
                write([atom])
                continue
            }
            pieces.text(Literal.html(String(text[..<blank])))
            break
        }
        pieces.text("\"")
    }

    private mutating func write(_ inlines: [Inline]) {
        for inline in inlines {
            switch inline {
            case .atom(let atom): write([atom])
            case .softBreak: pieces.text("\n")
            case .hardBreak: pieces.text("<br />\n")
            case .code(let code):
                pieces.text("<code>")
                write(code)
                pieces.text("</code>")
            case .emphasis(let content):
                pieces.text("<em>")
                write(content)
                pieces.text("</em>")
            case .strong(let content):
                pieces.text("<strong>")
                write(content)
                pieces.text("</strong>")
            case .link(let content, let target):
                pieces.text("<a href=\"")
                writeLink(target.url)
                writeTitle(target.title)
                pieces.text("\">")
                write(content)
                pieces.text("</a>")
            case .image(let content, let target):
                pieces.text("<img src=\"")
                writeURL(target.url)
                pieces.text("\" alt=\"")
                writePlain(content)
                writeTitle(target.title)
                pieces.text("\" />")
            }
        }
    }

    private mutating func write(_ atoms: [Atom]) {
        for atom in atoms {
            switch atom {
            case .text(let text): pieces.text(Literal.html(text))
            case .tag(let index): pieces.tag(index, tags[index], .html)
            }
        }
    }

    private mutating func writeLink(_ url: [Atom]) { pieces.link(url, links, tags: tags, inHTML: true) }

    private mutating func writeURL(_ url: [Atom]) { pieces.url(url, tags: tags, inHTML: true) }

    private mutating func writeTitle(_ title: [Atom]) {
        guard !title.isEmpty else { return }
        pieces.text("\" title=\"")
        write(title)
    }

    /// Writes an image's alternative text.
    private mutating func writePlain(_ inlines: [Inline]) {
        for inline in inlines {
            switch inline {
            case .atom(let atom): write([atom])
            case .softBreak, .hardBreak: pieces.text(" ")
            case .code(let code): write(code)
            case .emphasis(let content), .strong(let content), .link(let content, _), .image(let content, _):
                writePlain(content)
            }
        }
    }
}
