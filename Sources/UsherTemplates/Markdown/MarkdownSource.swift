/// Markdown with placeholders for tags, ready for cmark, and where its lines come from.
struct MarkdownSource {
    private(set) var text = ""
    /// The place of each line's first character, by line number less one.
    private(set) var lines: [Place] = []
    private var startsLine = true

    init(_ parts: [Compilation.Part], tags: [Tag]) {
        for part in parts {
            switch part {
            case .text(let text, let place): append(text, at: place)
            case .tag(let index):
                let tag = tags[index]
                if let indent = tag.indent {
                    append(indent + Self.lineMark(index) + "\n", at: tag.place)
                } else {
                    append(Placeholder.text(index), at: tag.place)
                }
            }
        }
    }

    /// The mark of a section tag that is alone on its line. To Markdown a comment is a block of its own, which needs no
    /// blank line around it, so that lists stay tight.
    static func lineMark(_ index: Int) -> String { "<!--\(Placeholder.text(index))-->" }

    private mutating func append(_ addition: String, at place: Place) {
        var place = place
        for character in addition {
            if startsLine { lines.append(place) }
            startsLine = character == "\n"
            if startsLine {
                place.line += 1
                place.column = 1
            }
        }
        text += addition
    }
}
