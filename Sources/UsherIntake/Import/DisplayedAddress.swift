import UsherCore

/// An address as mail programs show it: `Ann <ann@example.com>`, `"Lee, Ann" <ann@example.com>`.
struct DisplayedAddress {
    let address: String
    /// Nil where nothing stands before it, or the address itself.
    let name: String?

    /// Nil for a text that is not of this form; it may be an address all the same. A second address before this one is
    /// no name.
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
        let isAddress = name.lowercased() == address.lowercased()
        guard isAddress || !Self.mayHoldAddress(name) else { return nil }
        self.name = name.isEmpty || isAddress ? nil : name
    }

    /// All addresses that stand in a text, shown or plain, between commas, semicolons or blanks; the text itself where
    /// none is told from the others.
    static func all(_ text: String) -> [String] {
        if let one = DisplayedAddress(text) { return [one.address] }
        let found = parts(text).flatMap { part in
            if let shown = DisplayedAddress(part) { return [shown.address] }
            return part.split { isBlank($0) || $0 == "<" || $0 == ">" }.map(String.init).filter { $0.contains("@") }
        }
        return found.count > 1 || found.first.map({ $0.utf8.count < text.utf8.count }) == true && text.contains("<")
            ? found : [text]
    }

    /// Between commas and semicolons outside double quotes.
    private static func parts(_ text: String) -> [String] {
        var (parts, isQuoted) = ([""], false)
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "," || character == ";" {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map { trimmed($0[...]) }
    }

    private static func mayHoldAddress(_ name: String) -> Bool {
        name.contains { $0 == "<" || $0 == ">" }
            || name.split { isBlank($0) || "\"(),;".contains($0) }.contains { $0.dropFirst().dropLast().contains("@") }
    }

    private static func isBlank(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy(\.isInvisible)
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}
