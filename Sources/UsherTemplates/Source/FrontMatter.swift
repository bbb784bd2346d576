import UsherCore

/// The head of a template: its keys and their values between two lines of `---`.
struct FrontMatter {
    /// A value and where it begins, quotes left out. Escapes are not yet taken back: `unquoted` does that to the text
    /// between tags.
    struct Value {
        var raw: String
        var quote: Character?
        var place: Place

        /// The text, which is a part of this value, without the escapes of its quotes.
        func unquoted(_ text: String) -> String {
            switch quote {
            case "'": text.replacing("''", with: "'")
            case "\"": text.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
            default: text
            }
        }
    }

    private(set) var values: [String: Value] = [:]
    /// The text that follows the head.
    private(set) var body = ""
    private(set) var bodyLine = 1
    private(set) var problems: [Problem] = []

    /// The keys of a message's head. The first must be there.
    static let messageKeys = ["subject", "preheader"]
    static let pageKeys = ["title"]

    private let keys: [String]

    /// Takes a template with LF line ends apart. The first of `keys` must be there.
    init(_ source: SourceFile, keys: [String]) {
        self.keys = keys
        let first = keys.first ?? ""
        let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first.map({ String($0).trimmingBlanks() == "---" }) == true else {
            problems.append(
                Problem(
                    file: source.path, line: 1, column: 1,
                    "a template begins with a line '---', a line '\(first): ...' and a line '---'"))
            body = source.text
            return
        }
        guard let end = lines.dropFirst().firstIndex(where: { String($0).trimmingBlanks() == "---" }) else {
            problems.append(
                Problem(
                    file: source.path, line: 1, column: 1, "the head that begins here has no second line '---'"))
            return
        }
        for number in 1..<max(end, 1) {
            read(String(lines[number]), Place(file: source.path, line: number + 1, column: 1))
        }
        body = lines[(end + 1)...].joined(separator: "\n")
        bodyLine = end + 2
        if problems.isEmpty, values[first] == nil {
            problems.append(Problem(file: source.path, line: 1, column: 1, "the \(first) is missing: '\(first): ...'"))
        }
    }

    private mutating func read(_ line: String, _ place: Place) {
        let trimmed = line.trimmingBlanks()
        guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { return }
        guard line.first != " ", line.first != "\t", let colon = line.firstIndex(of: ":") else {
            problems.append(place.problem("a line of the head is 'key: value', and a value is one line"))
            return
        }
        let key = String(line[..<colon])
        guard keys.contains(key) else {
            problems.append(place.problem("unknown key '\(key)'\(Suggestion.phrase(for: key, in: keys))"))
            return
        }
        guard values[key] == nil else {
            problems.append(place.problem("'\(key)' is given twice"))
            return
        }
        let rest = line[line.index(after: colon)...]
        guard rest.isEmpty || rest.first == " " || rest.first == "\t" else {
            problems.append(place.problem("a space is missing after '\(key):'"))
            return
        }
        let content = rest.drop { $0 == " " || $0 == "\t" }
        var start = place
        start.column += line.distance(from: line.startIndex, to: content.startIndex)
        values[key] = value(String(content).trimmingBlanks(), key: key, at: start)
    }

    private mutating func value(_ text: String, key: String, at place: Place) -> Value {
        guard let first = text.first, first == "\"" || first == "'" else {
            if text.isEmpty { problems.append(place.problem("'\(key)' is empty")) }
            if text.contains(" #") || ["|", ">", "&", "*", "!", "%", "@", "`", "#"].contains(text.first) {
                problems.append(
                    place.problem("put this value between double quotes, because of its '#' or its first character"))
            }
            return Value(raw: text, quote: nil, place: place)
        }
        var inner = place
        inner.column += 1
        let (raw, after) = Self.quoted(text, by: first)
        guard let after, after.isEmpty || after.hasPrefix("#") else {
            problems.append(place.problem("this value must end with the quote that it begins with"))
            return Value(raw: raw, quote: first, place: inner)
        }
        if first == "\"", Self.hasOtherEscape(raw) {
            problems.append(place.problem("between double quotes only '\\\"' and '\\\\' are escapes"))
        }
        if raw.trimmingBlanks().isEmpty { problems.append(place.problem("'\(key)' is empty")) }
        return Value(raw: raw, quote: first, place: inner)
    }

    /// The text between the quotes, and what follows; nil when the second quote is missing.
    private static func quoted(_ text: String, by quote: Character) -> (raw: String, after: String?) {
        let characters = Array(text)
        var index = 1
        while index < characters.count {
            let isDoubled = quote == "'" && index + 1 < characters.count && characters[index + 1] == "'"
            if characters[index] == quote, !isDoubled {
                return (String(characters[1..<index]), String(characters[(index + 1)...]).trimmingBlanks())
            }
            index += characters[index] == quote || (quote == "\"" && characters[index] == "\\") ? 2 : 1
        }
        return (String(characters.dropFirst()), nil)
    }

    private static func hasOtherEscape(_ raw: String) -> Bool {
        var isEscaped = false
        for character in raw {
            if isEscaped, character != "\"", character != "\\" { return true }
            isEscaped = !isEscaped && character == "\\"
        }
        return false
    }
}
