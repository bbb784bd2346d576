/// What stands in HTML, whoever sees it: pictures, links, kinds of elements, declarations of style. What stands in
/// comments, also in conditional ones, does not count.
package struct HTMLInventory: Sendable {
    package struct Picture: Hashable, Sendable {
        package let source: String
        /// The text of `alt`; nil where there is no such attribute. An empty one says that the picture is an ornament.
        package let alt: String?

        package init(source: String, alt: String?) {
            self.source = source
            self.alt = alt
        }
    }

    /// A declaration of a style, in lower case.
    package struct Declaration: Hashable, Sendable {
        package let property: String
        package let value: String

        package init(_ property: String, _ value: String) {
            self.property = property
            self.value = value
        }
    }

    package private(set) var pictures: [Picture] = []
    /// The addresses that `<a>` leads to, in order, each once.
    package private(set) var links: [String] = []
    package private(set) var elements: Set<String> = []
    package private(set) var declarations: Set<Declaration> = []
    /// The names of `@font-face` and the like, without the `@`.
    package private(set) var rules: Set<String> = []

    /// Reads an e-mail's HTML. `octets` are UTF-8, not quoted-printable. The work grows with their number, not faster.
    package init(_ octets: [UInt8]) {
        var reader = TagReader(octets)
        var known: Set<String> = []
        while let piece = reader.next() {
            switch piece {
            case .start(let name, let attributes):
                elements.insert(name)
                if let style = attributes["style"] { read(style: style) }
                if name == "img" {
                    pictures.append(Picture(source: attributes["src"] ?? "", alt: attributes["alt"]))
                }
                if name == "a", let link = attributes["href"], known.insert(link).inserted { links.append(link) }
            case .raw("style", let range): read(style: String(decoding: octets[range], as: UTF8.self))
            case .raw, .words, .end, .comment: break
            }
        }
    }

    /// Declarations are what stands between braces and semicolons and has a colon. A selector that has one is taken for
    /// a property of a name that there is not.
    private mutating func read(style: String) {
        for piece in Self.withoutComments(style).lowercased().split(whereSeparator: { "{};".contains($0) }) {
            let text = Self.plain(piece)
            if text.hasPrefix("@") {
                rules.insert(String(text.dropFirst().prefix { $0.isLetter || $0 == "-" }))
            }
            guard let colon = text.firstIndex(of: ":") else { continue }
            declarations.insert(
                Declaration(Self.plain(text[..<colon]), Self.plain(text[text.index(after: colon)...])))
        }
    }

    /// The text without white space around it, and with one blank for what is inside.
    private static func plain(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func withoutComments(_ style: String) -> String {
        var rest = style[...]
        var kept = ""
        while let start = rest.firstRange(of: "/*") {
            kept += rest[..<start.lowerBound] + " "
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "*/") else { return kept }
            rest = rest[end.upperBound...]
        }
        return kept + rest
    }
}
