extension Unicode.Scalar {
    /// C0, DEL and C1.
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

    /// U+2028 and U+2029, which some readers take for a line's end.
    var isLineSeparator: Bool { value == 0x2028 || value == 0x2029 }

    /// The embeddings, overrides and isolates of the bidirectional algorithm: they turn the direction of what comes
    /// after them, so that a text reads as another; and U+061C, which no name needs. The plain marks U+200E and U+200F,
    /// which Arabic and Hebrew names use, are none.
    var turnsDirection: Bool {
        (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) || value == 0x061C
    }

    /// U+180E, and the tags U+E0000 to U+E007F, in which a text may hide in another: no reader sees them.
    var hides: Bool { value == 0x180E || (0xE0000...0xE007F).contains(value) }

    /// Whether a reader sees nothing of it: blanks, what Unicode lets be ignored (U+200B, U+00AD, U+FEFF, the fillers
    /// of Hangul), the empty Braille pattern.
    package var isInvisible: Bool {
        properties.isWhitespace || properties.isDefaultIgnorableCodePoint || value == 0x2800 || isUnfit
    }

    /// U+FDD0 to U+FDEF, and the last two of every plane: for the inside of programs only.
    var isNoncharacter: Bool { (0xFDD0...0xFDEF).contains(value) || value & 0xFFFE == 0xFFFE }

    /// Whether no text from outside may hold it, and no terminal, log or header may see it.
    var isUnfit: Bool { isControl || isLineSeparator || turnsDirection || hides || isNoncharacter }
}
