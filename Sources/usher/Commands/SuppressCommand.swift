import ArgumentParser
import UsherCore
import UsherDaemon

struct SuppressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppress",
        abstract: "Addresses that must not be mailed.",
        discussion: """
            Somebody answered "please stop"? Enter it here. It holds from the moment the command returns, also for mail that is being
            sent right now, and no import ever lifts it.

            EXAMPLES
              usher suppress add ada@example.org --note "asked by phone"
              usher suppress add ada@example.org --scope everything
              usher suppress list
            """,
        subcommands: [Add.self, List.self], defaultSubcommand: List.self)

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop mailing an address, now.",
            discussion: """
                EXAMPLES
                  usher suppress add ada@example.org
                  usher suppress add ada@example.org --scope welcome --note "wrong campaign"
                """)

        @OptionGroup var home: HomeOptions
        @Argument(help: ArgumentHelp("The address; it need not be known.", valueName: "ADDRESS")) var address: String
        @Option(help: ArgumentHelp("marketing, everything, or a campaign's name.", valueName: "SCOPE"))
        var scope = "marketing"
        @Option(help: "What was said, for whoever asks later.") var note: String?

        func run() throws {
            try reporting {
                let home = try home.open()
                let address = try home.address(address)
                let scope: Suppression.Scope =
                    switch scope {
                    case "marketing": .marketing
                    case "everything": .everything
                    default: .campaign(try home.campaign(named: scope).0)
                    }
                _ = try home.store.suppress(
                    address.key, scope: scope, reason: .unsubscribed, until: nil, by: "operator", note: note,
                    now: home.clock.now())
                Output.line("\(address) gets no more \(home.describe(scope)).")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The suppressions in force, newest first.",
            discussion: """
                EXAMPLE
                  usher suppress list --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "At most so many.") var limit = 100

        func run() throws {
            try reporting {
                let home = try home.open()
                let entries = try home.store.suppressions(limit: limit, now: home.clock.now())
                let lines = entries.map { SuppressionLine($0, home: home) }
                if output.json { return try Output.json(lines) }
                if lines.isEmpty { Output.line("Nobody is suppressed.") }
                for line in lines { Output.line(line.text) }
            }
        }
    }
}
