import UsherCore

/// The sources of one message or page on their way to being compiled: all tags, wherever they stand, and all problems.
struct Compilation {
    /// A part of a source with its partials written in.
    enum Part {
        case text(String, Place)
        case tag(Int)

        var tag: Int? {
            if case .tag(let index) = self { return index }
            return nil
        }
    }

    /// The language of a source; its partials are in the same one.
    enum Language: String {
        case markdown = "md"
        case html
        case text = "txt"
    }

    /// The partials, by the name that `{{> name}}` uses.
    private let known: [String: SourceFile]
    /// The values that the sources have themselves, by the names that templates use.
    let constants: TemplateValue
    var tags: [Tag] = []
    /// The tags of sources that could not be taken apart: nothing is known of them but their names.
    private(set) var loose: [Tag] = []
    var problems: [Problem] = []
    private var octets = 0

    private static let sizeLimit = 1_048_576

    init(partials: [String: SourceFile], constants: TemplateValue) {
        known = partials
        self.constants = constants
    }

    func hasPartial(_ name: String) -> Bool { known[name] != nil }

    /// Tokenizes `text` and writes its partials in.
    mutating func assemble(_ text: String, at place: Place, _ language: Language) -> [Part] {
        var parts: [Part] = []
        var state = Expansion(language: language)
        expand(text, at: place, indent: "", &state, &parts)
        return parts
    }

    /// Takes apart a value of the front matter, in which nothing is included.
    mutating func assemble(_ value: FrontMatter.Value) -> [Part] {
        let (tokens, found) = Tokenizer.tokens(of: value.raw, at: value.place, alone: .never)
        problems += found
        guard found.isEmpty else {
            loose += tokens.compactMap(\.tag)
            return []
        }
        var parts: [Part] = []
        var open: [Int] = []
        for token in tokens {
            switch token {
            case .text(let text, let place): parts.append(.text(value.unquoted(text), place))
            case .tag(let tag) where tag.kind == .partial:
                problems.append(tag.place.problem("a partial cannot stand in the head of a template"))
            case .tag(let tag): parts.append(.tag(add(tag, &open)))
            }
        }
        markFallbacks(parts.compactMap(\.tag))
        return parts
    }

    /// The state of an expansion of partials.
    private struct Expansion {
        let language: Language
        var including: [String] = []
        var open: [Int] = []
        var atLineStart = true
    }

    private mutating func expand(
        _ text: String, at place: Place, indent: String, _ state: inout Expansion, _ parts: inout [Part]
    ) {
        let (tokens, found) = Tokenizer.tokens(
            of: text, at: place, alone: state.language == .markdown ? .afterQuoteMarks : .afterBlanks)
        problems += found
        guard found.isEmpty else {
            loose += tokens.compactMap(\.tag)
            return
        }
        octets += text.utf8.count
        guard octets <= Self.sizeLimit, tags.count + tokens.count < Placeholder.limit else {
            problems.append(place.problem("the message is too large: more than 1 MiB or \(Placeholder.limit) tags"))
            return
        }
        for token in tokens {
            switch token {
            case .text(let text, let place):
                let indented = indent.isEmpty ? text : Self.indent(text, by: indent, atLineStart: state.atLineStart)
                parts.append(.text(indented, place))
                state.atLineStart = text.hasSuffix("\n")
            case .tag(let tag) where tag.kind == .partial:
                include(tag, indent: indent, &state, &parts)
            case .tag(var tag):
                if let own = tag.indent { tag.indent = indent + own }
                parts.append(.tag(add(tag, &state.open)))
                state.atLineStart = tag.indent != nil
            }
        }
    }

    /// Puts a tag into the table, with the sections around it.
    private mutating func add(_ tag: Tag, _ open: inout [Int]) -> Int {
        var tag = tag
        let index = tags.count
        if tag.kind == .close, let partner = open.popLast() {
            tag.partner = partner
            tags[partner].partner = index
        }
        tag.enclosing = open
        if tag.opens { open.append(index) }
        tags.append(tag)
        return index
    }

    private mutating func include(
        _ tag: Tag, indent: String, _ state: inout Expansion, _ parts: inout [Part]
    ) {
        guard let partial = known[tag.name] else {
            let usable = known.filter { [nil, state.language].contains(Self.language(of: $0.value.path)) }
            let hint = Suggestion.phrase(for: tag.name, in: usable.keys.sorted())
            problems.append(tag.place.problem("there is no partial '\(tag.name)'\(hint)"))
            return
        }
        guard !state.including.contains(tag.name) else {
            let circle = (state.including + [tag.name]).joined(separator: " > ")
            problems.append(tag.place.problem("the partial '\(tag.name)' includes itself: \(circle)"))
            return
        }
        if let other = Self.language(of: partial.path), other != state.language {
            problems.append(
                tag.place.problem(
                    "'\(partial.path)' cannot be used here; only .\(state.language.rawValue) partials can"))
            return
        }
        if tag.indent == nil { state.atLineStart = false }
        state.including.append(tag.name)
        let place = Place(file: partial.path, line: 1, column: 1)
        expand(partial.text.normalizingLineEnds(), at: place, indent: indent + (tag.indent ?? ""), &state, &parts)
        state.including.removeLast()
        if tag.indent != nil, !state.atLineStart {
            parts.append(.text("\n", tag.place))
            state.atLineStart = true
        }
    }

    private static func language(of path: String) -> Language? {
        path.split(separator: ".").last.flatMap { Language(rawValue: String($0)) }
    }

    private static func indent(_ text: String, by indent: String, atLineStart: Bool) -> String {
        var out = ""
        var starts = atLineStart
        for character in text {
            if starts, character != "\n" || indent.contains(">") { out += indent }
            starts = character == "\n"
            out.append(character)
        }
        return out
    }
}

extension String {
    /// The text with LF for CRLF and CR, and without a byte order mark.
    func normalizingLineEnds() -> String {
        // As most files are: nothing to do.
        guard utf8.contains(UInt8(ascii: "\r")) || unicodeScalars.first == "\u{FEFF}" else { return self }
        var out = String.UnicodeScalarView()
        var scalars = unicodeScalars[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var wasReturn = false
        for scalar in scalars {
            if scalar == "\r" || (scalar == "\n" && !wasReturn) { out.append("\n") }
            if scalar != "\r", scalar != "\n" { out.append(scalar) }
            wasReturn = scalar == "\r"
        }
        return String(out)
    }
}

extension Compilation {
    /// Marks the value tags among `block`, the tags of one block (a paragraph, say), that may be missing: those inside
    /// a section of their own name, and those whose block has an inverted section of their name.
    mutating func markFallbacks(_ block: [Int]) {
        let inverted = Set(block.filter { tags[$0].kind == .inverted }.map { tags[$0].name })
        for index in block where tags[index].kind == .value {
            let name = tags[index].name
            let isInside = tags[index].enclosing.contains { tags[$0].kind == .section && tags[$0].name == name }
            if isInside || inverted.contains(name) { tags[index].hasFallback = true }
        }
    }

    /// Does what `markFallbacks` does, for sources in which a block is a line.
    mutating func markFallbacksByLine(_ parts: [Part]) {
        var line: [Int] = []
        for index in parts.compactMap(\.tag) {
            if let first = line.first, !tags[first].place.isOnLine(of: tags[index].place) {
                markFallbacks(line)
                line = []
            }
            line.append(index)
        }
        markFallbacks(line)
    }
}
