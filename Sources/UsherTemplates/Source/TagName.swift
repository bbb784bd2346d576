import UsherCore

/// The form of a name in a tag.
enum TagName {
    /// Whether the name is letters, digits, `_` and `-` of ASCII, in parts joined by dots.
    static func isDotted(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isWord) }
    }

    /// Whether the name may be a path below the partials, with its extension or without.
    static func isPartial(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { isWord($0) || $0 == 0x2E || $0 == 0x2F }
    }

    private static func isWord(_ octet: UInt8) -> Bool { octet.isLetterOrDigit || octet == 0x5F || octet == 0x2D }
}

extension String {
    /// The text without spaces, tabs and line breaks at either end.
    func trimmingBlanks() -> String {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" || first == "\n" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" || last == "\n" { rest.removeLast() }
        return String(rest)
    }
}
