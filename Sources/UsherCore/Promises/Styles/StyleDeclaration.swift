/// One declaration `property: value` of a style sheet or a `style` attribute.
struct StyleDeclaration: Sendable {
    /// The declaration as it is written, for a person to find it by.
    let written: String
    let effect: StyleEffect
    let isImportant: Bool

    /// Reads a declaration; nil for what no reader takes for one.
    init?(_ text: StyleText, _ range: Range<Int>) {
        let range = text.trimmed(range)
        guard let colon = text.clean[range].firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = text.trimmed(range.lowerBound..<colon)
        var value = text.trimmed(colon + 1..<range.upperBound)
        guard !value.isEmpty else { return nil }
        var isImportant = false
        if let mark = text.clean[value].firstIndex(of: UInt8(ascii: "!")) {
            isImportant = text.folded(text.trimmed(mark + 1..<value.upperBound)) == "important"
            if isImportant { value = text.trimmed(value.lowerBound..<mark) }
        }
        written = text.quoted(range)
        self.isImportant = isImportant
        let isPlain = !text.hasComment(name) && !text.hasComment(value)
        effect = isPlain ? StyleEffect.of(text.folded(name), text.folded(value)) : .mayHide
    }

    /// The declarations of a `style` attribute; nil where it cannot be read.
    static func attribute(_ octets: [UInt8]) -> [StyleDeclaration]? {
        let text = StyleText(octets)
        guard !text.isBroken else { return nil }
        var declarations: [StyleDeclaration] = []
        var start = 0
        var depth = 0
        for at in text.clean.indices {
            switch text.clean[at] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{"), UInt8(ascii: "}"): return nil
            case UInt8(ascii: ";") where depth == 0:
                if let declaration = StyleDeclaration(text, start..<at) { declarations.append(declaration) }
                start = at + 1
            default: break
            }
            if depth < 0 { return nil }
        }
        guard depth == 0 else { return nil }
        if let last = StyleDeclaration(text, start..<octets.count) { declarations.append(last) }
        return declarations
    }
}
