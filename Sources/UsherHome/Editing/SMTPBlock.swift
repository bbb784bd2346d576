/// The block `smtp:` of `config/usher.yaml`, edited line by line: everything else keeps its octets, and the block its
/// comments and its other keys.
///
/// | The file has | What happens |
/// | --- | --- |
/// | a block with a key a line | values are put in the place of values, missing keys are added, what is not wanted becomes a comment |
/// | none, and the example that `usher init` writes (`# smtp:`) | the example's lines lose their `#`, and are edited likewise; those of a login that is not wanted go |
/// | neither | the block is added at the end |
/// | anything else, such as `smtp: { host: ... }` | nil |
struct SMTPBlock {
    private var lines: [String]
    /// A carriage return where the file's lines end with one.
    private let end: String

    /// The text with the choice in it; nil where that cannot be done line by line. Whether it says what it should is
    /// for the caller to read: `RelayEdit`.
    static func edited(_ text: String, _ choice: RelayChoice) -> String? {
        var block = SMTPBlock(text)
        guard block.put(choice) else { return nil }
        return block.lines.joined(separator: "\n")
    }

    private init(_ text: String) {
        // By scalars: a carriage return and a line feed are one character.
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        end = lines.first?.unicodeScalars.last == "\r" ? "\r" : ""
    }

    private mutating func put(_ choice: RelayChoice) -> Bool {
        let heads = lines.indices.filter { Line(lines[$0], end).key == "smtp" && Line(lines[$0], end).indent == 0 }
        let head: Int
        switch heads.count {
        case 0:
            guard let example = uncommented(choice) else {
                add(choice)
                return true
            }
            head = example
        case 1: head = heads[0]
        default: return false
        }
        guard Line(lines[head], end).isHeading else { return false }
        return edit(below: head, choice)
    }

    private mutating func add(_ choice: RelayChoice) {
        while let last = lines.last, Line(last, end).isBlank { lines.removeLast() }
        lines += ([""] + choice.block).map { $0 + end } + [""]
    }

    /// Takes the `#` from the example's lines that are wanted, and returns where it begins; nil where there is none.
    private mutating func uncommented(_ choice: RelayChoice) -> Int? {
        let heads = lines.indices.filter { index in
            Line.uncommented(lines[index]).map { Line($0, end) }.map { $0.key == "smtp" && $0.indent == 0 } == true
        }
        guard heads.count == 1, let head = heads.first, let first = Line.uncommented(lines[head]) else { return nil }
        let (known, wanted) = (Set(choice.values.map(\.key)), Set(choice.values.filter { $0.value != nil }.map(\.key)))
        lines[head] = first
        var index = head + 1
        while index < lines.count, let bare = Line.uncommented(lines[index]), Line(bare, end).indent > 0 {
            let key = Line(bare, end).key ?? ""
            if known.contains(key), !wanted.contains(key) {
                // Beside what was chosen, an example looks like a choice that somebody took back.
                lines.remove(at: index)
                continue
            }
            if wanted.contains(key) { lines[index] = bare }
            index += 1
        }
        return head
    }

    private mutating func edit(below head: Int, _ choice: RelayChoice) -> Bool {
        var last = head
        var indent: Int?
        for index in lines.indices.dropFirst(head + 1) {
            let line = Line(lines[index], end)
            if line.isBlank || (line.isComment && line.indent == 0) { continue }
            guard line.indent > 0 else { break }
            last = index
            if !line.isComment { indent = indent ?? line.indent }
        }
        let column = indent ?? 2
        var place = head
        for (key, value) in choice.values {
            let found = lines.indices.filter { index in
                let line = Line(lines[index], end)
                return index > head && index <= last && line.indent == column && line.key == key
            }
            guard found.count <= 1 else { return false }
            if let index = found.first {
                guard !goesOn(index, to: last, from: column), let new = Line(lines[index], end).with(value) else {
                    return false
                }
                lines[index] = new
                place = index
            } else if let value {
                place += 1
                lines.insert(String(repeating: " ", count: column) + "\(key): \(value)" + end, at: place)
                last += 1
            }
        }
        return true
    }

    /// Whether what follows a line belongs to its value.
    private func goesOn(_ index: Int, to last: Int, from column: Int) -> Bool {
        guard index < last else { return false }
        let next = lines[(index + 1)...last].map { Line($0, end) }.first { !$0.isBlank && !$0.isComment }
        return next.map { $0.indent > column } ?? false
    }
}

/// One line of a YAML file, as far as a key, a plain value and a comment go.
private struct Line {
    private let text: String
    private let end: String
    let indent: Int

    init(_ line: String, _ end: String) {
        let isEnded = !end.isEmpty && line.unicodeScalars.last == "\r"
        text = isEnded ? String(line.unicodeScalars.dropLast()) : line
        self.end = isEnded ? end : ""
        indent = text.unicodeScalars.prefix { $0 == " " }.count
    }

    private var body: Substring.UnicodeScalarView { text[...].unicodeScalars.dropFirst(indent) }
    var isBlank: Bool { body.allSatisfy { $0 == " " || $0 == "\t" } }
    var isComment: Bool { body.first == "#" }

    /// What stands before the colon; nil where it is no name of a key.
    var key: String? {
        let name = body.prefix { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
        let rest = body.dropFirst(name.count)
        guard !name.isEmpty, rest.first == ":" else { return nil }
        let next = rest.dropFirst().first
        return next == nil || next == " " || next == "\t" ? String(name) : nil
    }

    /// Whether nothing but a comment stands behind the colon.
    var isHeading: Bool {
        guard let key else { return false }
        let rest = body.dropFirst(key.unicodeScalars.count + 1).drop { $0 == " " || $0 == "\t" }
        return rest.isEmpty || rest.first == "#"
    }

    /// A comment's line without its `#` and one space; nil for one that is none, or does not begin with it.
    static func uncommented(_ line: String) -> String? {
        guard line.unicodeScalars.first == "#" else { return nil }
        let bare = line.unicodeScalars.dropFirst()
        return String(bare.first == " " ? bare.dropFirst() : bare)
    }

    /// The line with another value, and its comment where it stood; as a comment for nil. Nil where the value is more
    /// than a word or a text in quotes.
    func with(_ value: String?) -> String? {
        guard let key else { return nil }
        let margin = String(repeating: " ", count: indent)
        guard let value else { return margin + "# " + String(body) + end }
        let rest = body.dropFirst(key.unicodeScalars.count + 1)
        let gap = rest.prefix { $0 == " " }
        guard let old = Self.value(rest.dropFirst(gap.count)) else { return nil }
        if old.text == value { return text + end }
        let front = margin + key + ":" + String(gap) + value
        guard let comment = old.comment else { return front + end }
        let column = text.unicodeScalars.count - comment.unicodeScalars.count
        let space = max(1, column - front.unicodeScalars.count)
        return front + String(repeating: " ", count: space) + comment + end
    }

    /// A value as it stands there, and the comment behind it.
    private static func value(_ rest: Substring.UnicodeScalarView) -> (text: String, comment: String?)? {
        guard let first = rest.first, !"&*!|>{[%@`#,]}?".unicodeScalars.contains(first) else { return nil }
        var index = rest.startIndex
        if first == "\"" || first == "'" {
            guard let end = quoteEnd(rest, first) else { return nil }
            index = end
        } else {
            while index < rest.endIndex {
                let next = rest[index...]
                if next.first == " " || next.first == "\t",
                    next.drop(while: { $0 == " " || $0 == "\t" }).first.map({ $0 == "#" }) ?? true
                {
                    break
                }
                index = rest.index(after: index)
            }
        }
        let behind = rest[index...].drop { $0 == " " || $0 == "\t" }
        guard behind.isEmpty || (behind.first == "#" && behind.startIndex > index) else { return nil }
        return (String(rest[..<index]), behind.isEmpty ? nil : String(behind))
    }

    /// Behind the quote that ends a text in quotes; nil where none does on this line.
    private static func quoteEnd(
        _ text: Substring.UnicodeScalarView, _ quote: Unicode.Scalar
    ) -> Substring.UnicodeScalarView.Index? {
        var rest = text.dropFirst()
        while let scalar = rest.popFirst() {
            if quote == "\"", scalar == "\\" {
                _ = rest.popFirst()
            } else if scalar == quote {
                // In single quotes, two of them are one.
                guard quote == "'", rest.first == "'" else { return rest.startIndex }
                _ = rest.popFirst()
            }
        }
        return nil
    }
}
