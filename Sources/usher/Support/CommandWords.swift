import ArgumentParser
import UsherCore

/// The words of a command line before the argument parser takes them.
struct CommandWords {
    /// With a `--home` that stood before the command put behind it, where every command knows it.
    let arguments: [String]

    /// Throws one sentence, with a suggestion, for a command that does not exist.
    init(_ words: [String], of root: any ParsableCommand.Type) throws {
        var words = words
        var home: [String] = []
        if words.first == "--home", words.count > 2 {
            home = Array(words.prefix(2))
        } else if let first = words.first, first.hasPrefix("--home="), words.count > 1 {
            home = [first]
        }
        words.removeFirst(home.count)
        let depth = try Self.depth(of: words.first == "help" ? Array(words.dropFirst()) : words, below: root)
        words.insert(contentsOf: home, at: min(words.count, depth))
        arguments = words
    }

    /// The arguments of this process, without its name. Throws one sentence for one that is not UTF-8: Swift would put
    /// other characters in place of its octets, and somebody would be called so.
    static func ofThisProcess() throws -> [String] {
        try (1..<max(1, Int(CommandLine.argc))).map { index in
            guard let word = CommandLine.unsafeArgv[index] else { return "" }
            if let text = String(validatingCString: word) { return text }
            throw CommandFailure(
                .usage,
                "argument \(index), '\(PlainText.shown(String(cString: word)))', is not UTF-8 (Latin-1, perhaps)")
        }
    }

    /// How many words name the command.
    private static func depth(of words: [String], below root: any ParsableCommand.Type) throws -> Int {
        var command: any ParsableCommand.Type = root
        for (index, word) in words.enumerated() {
            let children: [any ParsableCommand.Type] = command.configuration.subcommands
            guard !children.isEmpty, !word.hasPrefix("-"), word != "help" else { return index }
            let names = children.map(Self.name)
            let match = children.firstIndex {
                Self.name(of: $0) == word || $0.configuration.aliases.contains(word)
            }
            guard let match else {
                let path = (["usher"] + words.prefix(index)).joined(separator: " ")
                throw CommandFailure(
                    .usage,
                    "there is no command '\(path) \(PlainText.shown(word))'"
                        + Suggestion.phrase(for: word, in: names, orElse: "; see: \(path) --help"))
            }
            command = children[match]
        }
        return words.count
    }

    /// As it is typed.
    private static func name(of command: any ParsableCommand.Type) -> String { command._commandName }
}
