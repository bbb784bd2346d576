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
                let hint = Suggestion.phrase(for: word, in: names)
                throw CommandFailure(
                    .usage, "there is no command '\(path) \(word)'\(hint.isEmpty ? "; see: \(path) --help" : hint)")
            }
            command = children[match]
        }
        return words.count
    }

    /// As it is typed.
    private static func name(of command: any ParsableCommand.Type) -> String { command._commandName }
}
