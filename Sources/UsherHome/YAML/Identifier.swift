import UsherCore

/// Names that people write in files and on the command line: steps, campaigns, events, attributes.
package enum Identifier {
    /// `a` to `z`, digits and `also`, beginning with a letter or digit; at most 64 characters.
    package static func isOne(_ text: String, also: Character) -> Bool {
        guard let first = text.first, first != also, text.utf8.count <= 64 else { return false }
        return text.allSatisfy { $0 == also || isPlain($0) }
    }

    /// The sentence for one that is not.
    package static func complaint(_ text: String, as title: String, also: Character) -> String {
        let suggestion = text.prefix(200).lowercased().map { isPlain($0) ? $0 : also }
        let better = String(String(suggestion).prefix(64).drop { $0 == also })
        let hint = better != text && isOne(better, also: also) ? ", such as '\(better)'" : ""
        return "\(title) must be made of a-z, 0-9 and '\(also)', at most 64 characters\(hint); "
            + "'\(PlainText.shortened(text))' is not"
    }

    /// One octet each: to a range of characters a letter with an accent of its own lies between two others.
    private static func isPlain(_ character: Character) -> Bool {
        guard let octet = character.asciiValue else { return false }
        return octet.isLowercase || octet.isDigit
    }
}
