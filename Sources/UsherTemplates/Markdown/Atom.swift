/// A piece of literal text in Markdown: characters or a tag.
enum Atom: Hashable, Sendable {
    case text(String)
    /// An index of the compilation's tags.
    case tag(Int)
}
