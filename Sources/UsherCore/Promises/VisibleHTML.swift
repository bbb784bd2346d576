/// What somebody who opens an e-mail sees of its HTML: the words, and where the links lead that have something to
/// click.
///
/// | In the HTML | Seen |
/// | --- | --- |
/// | a comment, also a conditional one; `<head>`, `<style>`, `<script>`, `<title>`, `<template>` | no |
/// | an element that `HiddenStyle` calls hidden, and all that is in it | no |
/// | a link around words or a picture that are seen | its address, and they |
/// | a link around nothing | no |
///
/// It reads what a browser forgives as well: a missing end tag ends with its parent, a `<p>` at the next block.
package struct VisibleHTML: Sendable {
    package private(set) var text = ""
    /// In order, decoded (`&amp;` is `&`).
    package private(set) var links: [String] = []

    private struct Element {
        let name: String
        let style: HiddenStyle
        /// Where a link leads, until it was seen.
        var link: String?
    }

    private var open: [Element] = []
    private var words: [UInt8] = []
    private var styleSheet = ""

    /// `octets` are UTF-8, not quoted-printable.
    package init(_ octets: [UInt8]) {
        read(octets, rules: [])
        let rules = HiddenStyle.Rule.read(styleSheet)
        guard !rules.isEmpty else { return }
        (text, links, open, words) = ("", [], [], [])
        read(octets, rules: rules)
    }

    private mutating func read(_ octets: [UInt8], rules: [HiddenStyle.Rule]) {
        var reader = TagReader(octets)
        while let piece = reader.next() {
            switch piece {
            case .words(let range): see(octets[range])
            case .raw(let name, let range):
                if name == "style" { styleSheet += String(decoding: octets[range], as: UTF8.self) }
            case .end(let name): end(name)
            case .start(let name, let attributes): start(name, attributes, rules)
            }
        }
        flush()
    }

    private var isHidden: Bool { open.last?.style.isHidden ?? false }

    private mutating func see(_ octets: ArraySlice<UInt8>) {
        guard !isHidden else { return }
        words += octets
        if octets.contains(where: { $0 > 0x20 }), !HTMLReference.decode(octets).allSatisfy(\.isWhitespace) { touch() }
    }

    /// What is seen now can be clicked.
    private mutating func touch() {
        guard let index = open.lastIndex(where: { $0.link != nil }), let link = open[index].link else { return }
        links.append(link)
        open[index].link = nil
    }

    private mutating func start(_ name: String, _ attributes: [String: String], _ rules: [HiddenStyle.Rule]) {
        if name == "body", let head = open.firstIndex(where: { $0.name == "head" }) { open.removeSubrange(head...) }
        if Self.endsParagraph.contains(name), open.last?.name == "p" { end("p") }
        if Self.siblings.contains(name), open.last?.name == name { end(name) }
        let style = HiddenStyle(name, attributes, rules, inside: open.last?.style)
        if !Self.inline.contains(name), !style.isHidden { words.append(0x20) }
        if name == "img", !style.isHidden { touch() }
        guard !Self.void.contains(name) else { return }
        open.append(Element(name: name, style: style, link: name == "a" ? attributes["href"] : nil))
    }

    private mutating func end(_ name: String) {
        guard let index = open.lastIndex(where: { $0.name == name }) else { return }
        open.removeSubrange(index...)
        if !Self.inline.contains(name) { words.append(0x20) }
    }

    private mutating func flush() {
        text += HTMLReference.decode(words[...])
        words = []
    }

    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let siblings: Set<String> = ["li", "td", "th", "tr", "dt", "dd", "option"]
    private static let endsParagraph: Set<String> = [
        "address", "blockquote", "div", "dl", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "ol", "p",
        "pre", "section", "table", "ul",
    ]
    /// These part no words.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "big", "code", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr",
    ]
}
