import UsherCore

/// Takes a source apart into text and tags, and says what is wrong with the tags.
struct Tokenizer {
    private let file: String
    private let characters: [Character]
    private let alone: Alone
    private var index = 0
    private var line: Int
    private var column: Int
    private var text = ""
    private var textPlace: Place
    private var tokens: [Token] = []
    private var problems: [Problem] = []

    /// The text that may stand before a tag that counts as alone on its line.
    enum Alone {
        /// No tag counts as alone on its line: in the front matter.
        case never
        case afterBlanks
        /// Blanks and the `>` that continues a quote, in Markdown.
        case afterQuoteMarks
    }

    /// The tokens of `text`, which stands at `place` and has LF line ends.
    static func tokens(of text: String, at place: Place, alone: Alone) -> ([Token], [Problem]) {
        var tokenizer = Tokenizer(text: text, place: place, alone: alone)
        tokenizer.run()
        return (tokenizer.tokens, tokenizer.problems + sectionProblems(tokenizer.tokens, end: tokenizer.place))
    }

    private init(text: String, place: Place, alone: Alone) {
        file = place.file
        characters = Array(text)
        self.alone = alone
        line = place.line
        column = place.column
        textPlace = place
    }

    private var place: Place { Place(file: file, line: line, column: column) }

    private mutating func run() {
        while index < characters.count {
            if characters[index] == "{", index + 1 < characters.count, characters[index + 1] == "{" {
                readTag()
            } else {
                if Placeholder.isReserved(characters[index]) {
                    problems.append(place.problem("private-use characters above U+F0000 cannot stand in a template"))
                }
                text.append(characters[index])
                advance()
            }
        }
        flush()
    }

    private mutating func advance() {
        if characters[index] == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
        index += 1
    }

    private mutating func flush() {
        if !text.isEmpty { tokens.append(.text(text, textPlace)) }
        text = ""
        textPlace = place
    }

    private mutating func readTag() {
        let start = index
        let startPlace = place
        let mark = index + 2 < characters.count ? characters[index + 2] : " "
        let isComment = mark == "!"
        let closing: [Character] = mark == "{" ? ["}", "}", "}"] : ["}", "}"]
        var end = index + 2
        while end < characters.count, !characters[end...].starts(with: closing) {
            if characters[end] == "\n", !isComment { break }
            end += 1
        }
        guard end < characters.count, characters[end] != "\n" || isComment else {
            problems.append(startPlace.problem("'{{' has no '}}' \(isComment ? "after it" : "on its line")"))
            while index < end { advance() }
            textPlace = text.isEmpty ? place : textPlace
            return
        }
        let inside = String(characters[(start + 2)..<end])
        let tag = parse(inside, at: startPlace)
        let after = end + closing.count
        let line = alone != .never && tag?.kind != .value ? lineAround(start, after) : nil
        if line != nil, let last = text.lastIndex(of: "\n") {
            text = String(text[...last])
        } else if line != nil {
            text = ""
        }
        flush()
        while index < (line?.end ?? after) { advance() }
        textPlace = place
        if var tag {
            tag.indent = line?.indent
            tokens.append(.tag(tag))
        }
    }

    /// The blanks before a tag, and where the next line starts, when nothing else is on its line; else nil.
    private func lineAround(_ start: Int, _ after: Int) -> (indent: String, end: Int)? {
        var first = start
        while first > 0,
            Self.isBlank(characters[first - 1]) || (alone == .afterQuoteMarks && characters[first - 1] == ">")
        {
            first -= 1
        }
        guard first == 0 || characters[first - 1] == "\n" else { return nil }
        var last = after
        while last < characters.count, Self.isBlank(characters[last]) { last += 1 }
        guard last == characters.count || characters[last] == "\n" else { return nil }
        return (String(characters[first..<start]), min(last + 1, characters.count))
    }

    private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

    /// Reads the inside of a tag; nil for a comment, and for what is not a tag (then there is a problem).
    private mutating func parse(_ inside: String, at place: Place) -> Tag? {
        let trimmed = inside.trimmingBlanks()
        guard let mark = trimmed.first else {
            problems.append(place.problem("a tag needs a name: {{name}}"))
            return nil
        }
        let rest = String(trimmed.dropFirst()).trimmingBlanks()
        switch mark {
        case "!": return nil
        case "#": return named(rest, .section, at: place)
        case "^": return named(rest, .inverted, at: place)
        case "/": return named(rest, .close, at: place)
        case ">": return named(rest, .partial, at: place)
        case "{", "&":
            let rest = rest.prefix(40)
            let written = mark == "{" ? "{{{\(rest)}}}" : "{{& \(rest)}}"
            problems.append(
                place.problem(
                    "'\(written)' would put a value in unescaped, and"
                        + " a value never becomes markup; write '{{\(rest)}}' "
                        + "and keep the markup in the template"))
            return nil
        case "=":
            problems.append(place.problem("the delimiters are always '{{' and '}}'"))
            return nil
        default: return named(trimmed, .value, at: place)
        }
    }

    private mutating func named(_ name: String, _ kind: Tag.Kind, at place: Place) -> Tag? {
        let isName =
            switch kind {
            case .partial: TagName.isPartial(name)
            case .value: name == "." || TagName.isDotted(name)
            default: TagName.isDotted(name)
            }
        guard isName else {
            let rule =
                kind == .partial
                ? "a partial's name has letters, digits, '_', '-', '.' and '/'"
                : "a name has letters, digits, '_' and '-', in parts joined by '.'"
            problems.append(place.problem("'\(name.prefix(40))' is not a name; \(rule)"))
            return nil
        }
        return Tag(kind: kind, name: name, place: place)
    }
}

/// A piece of a source file, as the tokenizer finds it.
enum Token: Hashable, Sendable {
    /// A text between tags, and where it begins. Line ends are LF; the line of a tag that is alone on it is not in
    /// here.
    case text(String, Place)
    case tag(Tag)

    var tag: Tag? {
        if case .tag(let tag) = self { return tag }
        return nil
    }
}
