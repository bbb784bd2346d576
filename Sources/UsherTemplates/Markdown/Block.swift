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
        /// The first number; nil for bullets.
        var start: Int?
        /// Whether its items' paragraphs stand close together.
        var isTight: Bool
        var items: [[Block]]
        /// The section tag that repeats the items.
        var repeatedBy: Int?
    }

    struct Section: Hashable, Sendable {
        /// Its opening tag.
        var tag: Int
        /// Whether it only decides if its blocks are there: the list inside repeats its own items.
        var onlyShows: Bool
        var blocks: [Block]
    }
}
