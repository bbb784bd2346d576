/// A piece of a source file, as the tokenizer finds it.
enum Token: Hashable, Sendable {
    /// Text between tags and where it begins. Line ends are LF; the line of a tag that is alone on it is not in here.
    case text(String, Place)
    case tag(Tag)

    var tag: Tag? {
        if case .tag(let tag) = self { return tag }
        return nil
    }
}
