/// Short texts about a person that come from outside: a name, a run's key, what was agreed to.
package enum PlainText {
    package static let longestName = 200
    package static let longestWording = 2000

    /// `text` as a message may repeat it: at most 60 characters, and control characters as `\\r` or `\\u{7}`.
    package static func shown(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(60) {
            let isControl = scalar.properties.generalCategory == .control
            shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.unicodeScalars.count > 60 ? shown + "..." : shown
    }

    /// Why `text` cannot be one, as a clause after what it is; nil when it can: one line, of at most `longest` characters (code points).
    package static func fault(_ text: String, longest: Int) -> String? {
        if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            return "contains a line break or another control character"
        }
        // No text has more code points than octets, and octets are counted already.
        let isLong = text.utf8.count > longest && text.unicodeScalars.count > longest
        return isLong ? "is longer than \(longest) characters" : nil
    }
}
