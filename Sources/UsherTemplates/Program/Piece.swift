/// A part of an output (the HTML, say) before it becomes a program.
enum Piece: Hashable, Sendable {
    /// Escaped for its place, not yet quoted-printable.
    case text(String)
    case value(tag: Int, Escape)
    /// Until the matching `close`.
    case section(tag: Int)
    case inverted(tag: Int)
    /// Like a section, but shows its pieces once, and opens no scope.
    case shows(tag: Int)
    /// An address, the number of a tracked link, whose plain form are the pieces until the matching `close`.
    case link(Int)
    case close
    /// A list item's number: `start` in the first pass of the section around it, `step` more in each following.
    case ordinal(start: Int, step: Int)
}
