import ArgumentParser
import UsherCore
import UsherDaemon

struct SuppressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppress",
        abstract: "Addresses that must not be mailed.",
        discussion: """
            Somebody answered "please stop"? Enter it here. It holds from the moment the command returns, also for mail \
            that is being sent right now, and no import ever lifts it.

            EXAMPLES
              usher suppress add ada@example.org --because "asked by phone"
              usher suppress add ada@example.org --scope everything
              usher suppress list
              usher suppress remove 3 --because "her new provider confirms the address"
            """,
        subcommands: [Add.self, List.self, Remove.self], defaultSubcommand: List.self)

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop mailing an address, now.",
            discussion: """
                The address need not be known here. A second time changes nothing.

                EXAMPLES
                  usher suppress add ada@example.org --because "answered 'stop'"
                  usher suppress add ada@example.org --scope everything
                  usher suppress add ada@example.org --scope welcome
                """)

        @OptionGroup var home: HomeOptions
        @Argument(help: ArgumentHelp("The address; it need not be known.", valueName: "ADDRESS")) var address: String
        @Option(help: ArgumentHelp("marketing, everything, or a campaign's name.", valueName: "SCOPE"))
        var scope = "marketing"
        @Option(help: ArgumentHelp("What was said, for whoever asks later.", valueName: "TEXT")) var because: String?

        func run() throws {
            try reporting {
                let home = try home.openAnyway()
                let address = try home.address(address)
                let scope = try home.suppressionScope(scope)
                try PlainOption.check("--because", because, longest: PlainText.longestWording)
                let now = home.clock.now()
                let present = try home.store.standing(address.key, now: now).suppressions
                guard !present.contains(where: { $0.scope == scope && $0.until == nil }) else {
                    return Output.line("\(address) gets no \(home.describe(scope)) already; nothing is added.")
                }
                _ = try home.store.suppress(
                    address.key, scope: scope, reason: .unsubscribed, until: nil, by: "operator", note: because,
                    now: now)
                Output.line("\(address) gets no more \(home.describe(scope)).")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The suppressions in force, newest first.",
            discussion: """
                EXAMPLES
                  usher suppress list
                  usher suppress list --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var length: LengthOptions

        func run() throws {
            try reporting {
                let home = try home.openAnyway()
                let entries = try home.store.suppressions(limit: length.limit, now: home.clock.now())
                let lines = entries.map { SuppressionLine($0, catalog: home.plan.catalog) }
                if output.json { return try Output.json(lines) }
                if lines.isEmpty { return Output.line("Nobody is suppressed.") }
                Output.lines(lines.map(\.text))
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Let an address be mailed again, and say why.",
            discussion: """
                Also after a hard bounce or a complaint, if you know better. The ledger keeps the suppression and why it was \
                lifted. Runs that it ended stay ended.

                EXAMPLES
                  usher suppress list
                  usher suppress remove 3 --because "her new provider confirms the address"
                """, aliases: ["lift"])

        @OptionGroup var home: HomeOptions
        @Argument(help: ArgumentHelp("The suppression's number, from usher suppress list.", valueName: "ID")) var id:
            Int64
        @Option(help: ArgumentHelp("Why, for whoever asks later.", valueName: "TEXT")) var because: String

        func run() throws {
            try reporting {
                let home = try home.openAnyway()
                try PlainOption.check("--because", because, longest: PlainText.longestWording)
                guard
                    try home.store.lift(SuppressionID(id), by: "operator", note: because, now: home.clock.now())
                else {
                    throw CommandFailure(.data, "suppression \(id) is not in force; see: usher suppress list")
                }
                Output.line(
                    "Suppression \(id) is lifted. Runs that it ended stay ended.")
            }
        }
    }
}
