/// Names the characters that nobody sees, by Unicode's own names: the only way to speak of them.
package enum InvisibleCharacter {
    /// The name of a scalar, `U+200B, zero width space`; nil for what can be seen, and for the blank of the keyboard.
    package static func name(_ scalar: Unicode.Scalar) -> String? {
        guard scalar.isInvisible, scalar != " " else { return nil }
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let number = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        // U+FEFF is a zero width no-break space by its name, and something else to everybody.
        let name = scalar.value == 0xFEFF ? "byte order mark" : scalar.properties.name?.lowercased()
        return name.map { "\(number), \($0)" } ?? number
    }

    /// The name of the first such character in `text`; nil where there is none.
    package static func name(in text: String) -> String? { text.unicodeScalars.lazy.compactMap(name).first }
}
