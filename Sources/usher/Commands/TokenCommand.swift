import ArgumentParser
import UsherCore
import UsherDaemon

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Who may tell events over HTTP.",
        discussion: """
            Each of your programs gets a token of its own, so that one can be taken away without the others. A token may tell \
            events and put people into campaigns; it reads nothing. Rehearsal and live have tokens of their own.

            EXAMPLES
              usher token add checkout
              usher token list
              usher token revoke checkout
            """,
        subcommands: [Add.self, List.self, Revoke.self], defaultSubcommand: List.self)

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token, and show its secret this once.",
            discussion: """
                Only a hash of the secret is kept: whoever loses it makes another token. It is sent along as \
                "Authorization: Bearer SECRET"; see docs/api.md.

                EXAMPLES
                  usher token add checkout
                  usher token add checkout --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: ArgumentHelp("What you call the program that gets it.", valueName: "NAME")) var name: String

        private struct Answer: Encodable {
            let name: String
            let secret: String
        }

        func run() throws {
            try reporting {
                try PlainOption.check("NAME", name, longest: PlainText.longestName)
                let home = try home.openAnyway()
                let secret = APISecret()
                guard let id = try home.store.addToken(named: name, hash: secret.hash, now: home.clock.now()) else {
                    throw CommandFailure(
                        .data,
                        "there is a token '\(name)'; give this one another name, or: "
                            + ShellWord.command("usher token revoke", [name]))
                }
                let text = secret.text(of: id)
                if output.json { return try Output.json(Answer(name: name, secret: text)) }
                Output.line(text)
                Output.note(
                    "This is shown only now. Whoever has it may tell events to this home; see: usher token list")
                Output.note(home.modeLine)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All tokens, with the day of their last use.",
            discussion: """
                EXAMPLES
                  usher token list
                  usher token list --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            try reporting {
                let lines = try home.openAnyway().store.tokens().map(TokenLine.init)
                if output.json { return try Output.json(lines) }
                if lines.isEmpty { return Output.line("There is no token; make one: usher token add NAME") }
                Output.lines(lines.map(\.text))
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a token away, at once.",
            discussion: """
                From the moment the command returns, a running daemon answers it with 401. What it told before stays.

                EXAMPLES
                  usher token revoke checkout
                """)

        @OptionGroup var home: HomeOptions
        @Argument(help: ArgumentHelp("The token's name.", valueName: "NAME")) var name: String

        func run() throws {
            try reporting {
                let home = try home.openAnyway()
                guard try home.store.revokeToken(named: name, now: home.clock.now()) else {
                    let known = try home.store.tokens().filter { $0.revokedAt == nil }.map(\.name)
                    let hint = Suggestion.phrase(for: name, in: known)
                    throw CommandFailure(
                        .data,
                        "there is no token '\(PlainText.shown(name))'\(hint.isEmpty ? "; see: usher token list" : hint)"
                    )
                }
                Output.line("The token '\(name)' lets nobody in any more.")
            }
        }
    }
}
