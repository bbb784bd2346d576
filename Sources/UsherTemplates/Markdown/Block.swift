/// A block of Markdown.
indirect enum Block: Hashable, Sendable {
    case paragraph([Inline])
    case heading(level: Int, [Inline])
    case quote([Block])
    case list(List)
    case code(language: [Atom], [Atom])
    case rule
    /// The blocks between two section tags that are alone on their lines.
    case section(Section)

    struct List: Hashable, Sendable {
        /// The number of the first item; nil for bullets.
        var start: Int?
        /// Whether the paragraphs of its items stand close together.
        var isTight: Bool
        var items: [[Block]]
        /// The section tag that repeats the items, as an index of the compilation's tags; nil where none does.
        var repeatedBy: Int?
    }

    struct Section: Hashable, Sendable {
        /// The section's opening tag, as an index of the compilation's tags.
        var tag: Int
        /// Whether the section only decides if its blocks are there: the list inside repeats its own items.
        var onlyShows: Bool
        var blocks: [Block]
    }
}
