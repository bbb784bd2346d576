/// An address as mail programs show it: `Ann <ann@example.com>`, `"Lee, Ann" <ann@example.com>`.
struct DisplayedAddress {
    let address: String
    /// Nil where nothing stands before it.
    let name: String?

    /// Nil for a text that is not of this form; it may be an address all the same.
    init?(_ text: String) {
        guard text.utf8.last == UInt8(ascii: ">"), text.utf8.count <= 4096, let open = text.lastIndex(of: "<") else {
            return nil
        }
        address = Self.trimmed(text[text.index(after: open)...].dropLast())
        guard !address.isEmpty else { return nil }
        var name = Self.trimmed(text[..<open])
        if name.utf8.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") {
            name = Self.trimmed(name.dropFirst().dropLast()[...])
        }
        self.name = name.isEmpty ? nil : name
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}
