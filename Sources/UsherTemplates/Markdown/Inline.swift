/// A part of a line of Markdown. Section tags are balanced within each array.
indirect enum Inline: Hashable, Sendable {
    case atom(Atom)
    /// A line end in the source that means nothing.
    case softBreak
    case hardBreak
    case code([Atom])
    case emphasis([Inline])
    case strong([Inline])
    case link([Inline], Target)
    /// An image, whose alternative text is the array.
    case image([Inline], Target)

    /// The address and title of a link or an image.
    struct Target: Hashable, Sendable {
        var url: [Atom]
        var title: [Atom]

        /// Whether the link is a call to action, alone in its paragraph: `[Open](url "button")`.
        var isButton: Bool { title == [.text("button")] }
    }

    /// The tags in this part, at any depth, in order.
    var tags: [Int] {
        switch self {
        case .atom(let atom): Self.tags([atom])
        case .softBreak, .hardBreak: []
        case .code(let atoms): Self.tags(atoms)
        case .emphasis(let content), .strong(let content): content.flatMap(\.tags)
        case .link(let content, let target), .image(let content, let target):
            content.flatMap(\.tags) + Self.tags(target.url) + Self.tags(target.title)
        }
    }

    static func tags(_ atoms: [Atom]) -> [Int] {
        atoms.compactMap { if case .tag(let index) = $0 { index } else { nil } }
    }
}

/// A piece of literal text in Markdown: characters or a tag.
enum Atom: Hashable, Sendable {
    case text(String)
    /// A tag, as an index of the compilation's tags.
    case tag(Int)
}
