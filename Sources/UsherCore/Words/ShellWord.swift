/// Words of commands that Usher proposes: somebody pastes them into a shell.
package enum ShellWord {
    /// `text` as a shell takes it for one word: as it is when nothing in it means anything to a shell, else in single
    /// quotes, as an empty text is, and one that begins with `~`.
    package static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.first != UInt8(ascii: "~") && text.utf8.allSatisfy(isPlain)
        return isPlain ? text : "'\(text.replacing(octet: "'", with: "'\\''"))'"
    }

    /// A command to paste: its arguments quoted, and no argument taken for an option, whatever it begins with:
    /// `usher contact stage ada@example.org aware --because REASON`, `usher why -- -x@example.org`.
    package static func command(_ words: String, _ arguments: [String], options: String = "") -> String {
        let hasDash = arguments.contains { $0.utf8.first == UInt8(ascii: "-") }
        let quoted = (hasDash ? ["--"] : []) + arguments.map(quoted)
        let all = hasDash ? [words, options] + quoted : [words] + quoted + [options]
        return all.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func isPlain(_ octet: UInt8) -> Bool {
        octet.isLetterOrDigit || "/._-+~@:,%".utf8.contains(octet)
    }
}
