/// One instruction of a program. Trivial to copy: rendering runs over these.
enum Op: Hashable, Sendable {
    /// The range of the program's octets to copy, from the first number up to the second.
    case fixed(Int, Int)
    case value(Value)
    /// A section. Its body are the ops up to `end`.
    case section(Section)
    case ordinal(start: Int, step: Int)
    /// A tracked link. Its body are the ops up to `end`, which write the plain address.
    case link(Link)

    struct Value: Hashable, Sendable {
        /// The name, as an index of the message's lookups.
        var lookup: Int
        /// The index of the tag, for a problem's place.
        var tag: Int
        var escape: Escape
        var mayBeMissing: Bool
    }

    struct Link: Hashable, Sendable {
        var number: Int
        /// The range of the program's octets that begin the link, before its token.
        var prefix: Range<Int>
        var end: Int
    }

    struct Section: Hashable, Sendable {
        enum Kind: UInt8, Hashable, Sendable {
            /// Repeats for a list, shows once for anything else that is truthy; what it shows is `{{.}}` inside.
            case each
            /// Shows once when the value is missing or not truthy.
            case inverted
            /// Shows once when the value is truthy.
            case shows
        }

        var kind: Kind
        var lookup: Int
        /// The index of the tag, for a problem's place.
        var tag: Int
        var end: Int
    }
}
