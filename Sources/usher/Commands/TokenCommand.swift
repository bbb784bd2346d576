import ArgumentParser
import UsherCore
import UsherDaemon
import UsherIntake
import UsherMail

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Who may tell events over HTTP.",
        discussion: """
            Each of your programs gets a token of its own, so that one can be taken away without the others. A token does \
            what it was made for, until its end; it reads nothing, and lifts nobody's no. Rehearsal and live have tokens of \
            their own.

            EXAMPLES
              usher token add checkout --scope events
              usher token list
              usher token revoke checkout
            """,
        subcommands: [Add.self, List.self, Revoke.self], defaultSubcommand: List.self)

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token, and show its secret this once.",
            discussion: """
                events: what people did, sign-ups among it. enrollments: put people into campaigns, as enqueue does. consent: \
                what people agreed to; confirmations of sign-ups need it. Whoever said no is not among them: only the button \
                that is mailed to them, or you, takes that back.

                Only a hash of the secret is kept: whoever loses it makes another token. It is sent along as \
                "Authorization: Bearer SECRET"; see /usr/share/doc/usher/api.md.

                EXAMPLES
                  usher token add checkout
                  usher token add forms --scope events,consent --expires 90 days
                  usher token add till --scope events --expires never
                  usher token add checkout --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: ArgumentHelp("What you call the program that gets it.", valueName: "NAME")) var name: String

        @Option(
            help: ArgumentHelp(
                "What it may do: events, enrollments, consent, feedback; several between commas.", valueName: "SCOPES"),
            completion: .list(TokenScope.allCases.map(\.rawValue)))
        var scope = TokenScope.standard.words
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp(
                "Until when: '90 days', 2027-12-31 on the shop's clock, or never; a year if not said.",
                valueName: "WHEN"))
        var expires: [String] = []

        private struct Answer: Encodable {
            let name: String
            let secret: String
            let scopes: [String]
            let ends: String?
        }

        func run() throws {
            try PlainOption.check("NAME", name, longest: PlainText.longestName)
            let scopes = try TokenTerms.scopes(scope)
            let home = try home.openAnyway(inEitherMode: false)
            let secret = APISecret()
            let now = home.clock.now()
            let clock = home.settings.clock
            let end = try TokenTerms.end(expires.joined(separator: " "), now: now, clock: clock)
            guard
                let id = try home.store.addToken(
                    named: name, hash: secret.hash, scopes: scopes, endsAt: end, now: now)
            else {
                throw CommandFailure(
                    .data,
                    "there is a token '\(name)'; give this one another name, or: "
                        + ShellWord.command("usher token revoke", [name]))
            }
            let text = secret.text(of: id)
            if output.json {
                return try Output.json(
                    Answer(
                        name: name, secret: text, scopes: scopes.sorted().map(\.rawValue), ends: end?.iso8601))
            }
            Output.line(text)
            let until = end.map { "until \(Wording.time($0, clock: clock))" } ?? "without an end"
            let uses = scopes.sorted().map(\.rawValue).joined(separator: ", ")
            Output.note("This is shown only now. It is good for \(uses), \(until); see: usher token list")
            Output.note(home.modeLine)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All tokens: what each is for, until when, and the day of its last use.",
            discussion: """
                EXAMPLES
                  usher token list
                  usher token list --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var clock: ClockOptions

        func run() throws {
            let home = try home.openAnyway()
            let now = home.clock.now()
            let lines = try home.store.tokens().map { TokenLine($0, now: now) }
            if output.json { return try Output.json(lines) }
            if lines.isEmpty { return Output.line("There is no token; make one: usher token add NAME") }
            Output.table(lines.map(\.cells), clock: clock.lists(home.settings.clock))
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
            let home = try home.openAnyway()
            guard try home.store.revokeToken(named: name, now: home.clock.now()) else {
                let tokens = try home.store.tokens()
                if let revoked = tokens.first(where: { $0.name == name })?.revokedAt {
                    throw CommandFailure(
                        .data,
                        "the token '\(PlainText.shown(name))' was revoked at \(revoked.iso8601); nothing is changed"
                    )
                }
                let known = tokens.filter { $0.revokedAt == nil }.map(\.name)
                throw CommandFailure(
                    .data,
                    "there is no token '\(PlainText.shown(name))'"
                        + Suggestion.phrase(for: name, in: known, orElse: "; see: usher token list"))
            }
            Output.line("The token '\(name)' lets nobody in any more.")
        }
    }
}
