/// One tag of a source: `{{name}}`, `{{#name}}`, `{{^name}}`, `{{/name}}` or `{{> name}}`.
struct Tag: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case value, section, inverted, close, partial
    }

    var kind: Kind
    /// The name as written: dotted, or `.` for the current item.
    var name: String
    var place: Place
    /// The blanks before the tag when it is alone on its line; nil when something else is on the line.
    var indent: String?
    /// The close tag of an opening one and the other way round, as indices of the compilation's tags.
    var partner: Int?
    /// The sections around the tag, outermost first, as indices of the compilation's tags.
    var enclosing: [Int] = []
    /// Whether the source says what happens when the value is missing.
    var hasFallback = false
    /// Whether the tag is one of a layout's slots: `content`, `subject`, `preheader`, `language`.
    var isSlot = false

    var opens: Bool { kind == .section || kind == .inverted }

    var written: String {
        switch kind {
        case .value: "{{\(name)}}"
        case .section: "{{#\(name)}}"
        case .inverted: "{{^\(name)}}"
        case .close: "{{/\(name)}}"
        case .partial: "{{> \(name)}}"
        }
    }
}

/// The sign for a tag in Markdown while that is parsed: one private-use character, which Markdown takes for a letter of
/// a word.
enum Placeholder {
    private static let first: UInt32 = 0xF0000
    private static let last: UInt32 = 0xFFFFD

    /// How many tags one message can have.
    static let limit = Int(last - first) + 1

    /// The placeholder of a tag. Indices beyond `limit` have none.
    static func text(_ index: Int) -> String {
        Unicode.Scalar(first + UInt32(clamping: index)).map { String(Character($0)) } ?? ""
    }

    /// The index of the tag that a scalar stands for, of `count` tags; nil for any other scalar.
    static func index(_ scalar: Unicode.Scalar, count: Int) -> Int? {
        guard (first...last).contains(scalar.value) else { return nil }
        let index = Int(scalar.value - first)
        return index < count ? index : nil
    }

    static func isReserved(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.value >= first }
    }
}
