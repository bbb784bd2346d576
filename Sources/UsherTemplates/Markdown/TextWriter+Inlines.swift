extension TextWriter {
    /// Writes a paragraph; one that is nothing but a link becomes `text: url`.
    mutating func writeParagraph(_ inlines: [Inline]) {
        guard inlines.count == 1, case .link(let content, let target)? = inlines.first,
            !Self.repeats(content, target.url), !Self.isBlank(content)
        else { return write(inlines) }
        write(content)
        pieces.text(": ")
        pieces.link(target.url, links, tags: tags, inHTML: false)
    }

    mutating func write(_ inlines: [Inline]) {
        for inline in inlines {
            switch inline {
            case .atom(let atom): write([atom])
            case .softBreak: pieces.text(" ")
            case .hardBreak:
                pieces.text("\n")
                pieces.text(prefix)
            case .code(let code): write(code)
            case .emphasis(let content): write(content, between: "_")
            case .strong(let content): write(content, between: "*")
            case .link(let content, let target): write(content, target)
            case .image(let content, _): write(content)
            }
        }
    }

    private mutating func write(_ content: [Inline], between mark: String) {
        pieces.text(mark)
        write(content)
        pieces.text(mark)
    }

    private mutating func write(_ content: [Inline], _ target: Inline.Target) {
        if Self.isBlank(content) {
            pieces.link(target.url, links, tags: tags, inHTML: false)
        } else if Self.repeats(content, target.url) {
            if target.url.first == .text("mailto:") || Self.isMail(target.url) {
                write(content)
            } else {
                pieces.link(target.url, links, tags: tags, inHTML: false)
            }
        } else {
            write(content)
            pieces.text(" <")
            pieces.link(target.url, links, tags: tags, inHTML: false)
            pieces.text(">")
        }
    }

    private mutating func write(_ atoms: [Atom]) {
        for atom in atoms {
            switch atom {
            case .text(let text): pieces.text(text)
            case .tag(let index): pieces.tag(index, tags[index], .none)
            }
        }
    }

    private static func isMail(_ url: [Atom]) -> Bool {
        if case .text(let text)? = url.first { text.lowercased().hasPrefix("mailto:") } else { false }
    }

    /// Whether a link's text says its address, with or without `mailto:`, `https://` or `http://`.
    private static func repeats(_ content: [Inline], _ url: [Atom]) -> Bool {
        let said = content.compactMap { if case .atom(let atom) = $0 { atom } else { nil } }
        guard said.count == content.count else { return false }
        if said == url { return true }
        guard case .text(let first)? = url.first else { return false }
        return ["mailto:", "https://", "http://"].contains { scheme in
            guard first.hasPrefix(scheme) else { return false }
            let rest = String(first.dropFirst(scheme.count))
            return said == (rest.isEmpty ? [] : [.text(rest)]) + url.dropFirst()
        }
    }

    /// Whether there is nothing to read: an image without alternative text.
    private static func isBlank(_ content: [Inline]) -> Bool {
        content.allSatisfy { if case .image(let alt, _) = $0 { isBlank(alt) } else { false } }
    }
}
