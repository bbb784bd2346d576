/// One tag of a source: `{{name}}`, `{{#name}}`, `{{^name}}`, `{{/name}}` or `{{> name}}`.
struct Tag: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case value, section, inverted, close, partial
    }

    var kind: Kind
    /// As written: dotted, or `.` for the current item.
    var name: String
    var place: Place
    /// What stands before it when it is alone on its line; nil when something else is on the line.
    var indent: String?
    /// The close tag of an opening one and the other way round, as indices of the compilation's tags.
    var partner: Int?
    /// The sections around it, outermost first, as indices of the compilation's tags.
    var enclosing: [Int] = []
    /// Whether the source says what happens when the value is missing.
    var hasFallback = false
    /// Whether it is one of a layout's slots: `content`, `subject`, `preheader`, `language`.
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
