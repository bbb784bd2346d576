import ArgumentParser
import UsherCore
import UsherDaemon

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "The deliveries: what waits, what went, what failed.",
        discussion: """
            EXAMPLES
              usher queue list --due          what should be going out now
              usher queue list --failed       and why
              usher queue list --in-doubt     may have arrived; with on_doubt: hold, you decide
              usher queue show 42
              usher queue retry 42
              usher queue cancel 42
            """,
        subcommands: [List.self, Show.self, Retry.self, Cancel.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deliveries, the next due first.",
            discussion: """
                EXAMPLES
                  usher queue list
                  usher queue list --failed --campaign welcome --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @Flag(help: "Only what is due now.") var due = false
        @Flag(help: "Only what failed or bounced.") var failed = false
        @Flag(help: "Only what may or may not have arrived.") var inDoubt = false
        @Option(help: ArgumentHelp("Only this campaign's.", valueName: "CAMPAIGN")) var campaign: String?
        @Option(help: "At most so many.") var limit = 50

        func validate() throws {
            guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit takes 1 to 1000000.") }
        }

        func run() throws {
            try reporting {
                let home = try home.open()
                let states: Set<DeliveryState> =
                    failed ? [.failed, .bounced] : inDoubt ? [.queued, .held] : [.queued, .claimed, .parked, .held]
                let rows = try home.store.deliveries(
                    DeliveryFilter(
                        campaign: try campaign.map { try home.campaign(named: $0).0 }, states: states,
                        dueBy: due ? home.clock.now() : nil, inDoubtOnly: inDoubt, limit: limit))
                let lines = rows.map { DeliveryLine($0, plan: home.plan) }
                if output.json { return try Output.json(lines) }
                if lines.isEmpty { Output.line("None.") }
                for line in lines { Output.line(line.text) }
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One delivery, with everything that is known of it.",
            discussion: """
                EXAMPLE
                  usher queue show 42
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: ArgumentHelp("The delivery's number.", valueName: "ID")) var id: Int64

        func run() throws {
            try reporting {
                let home = try home.open()
                let line = DeliveryLine(try home.delivery(id), plan: home.plan)
                if output.json { return try Output.json(line) }
                for text in line.details { Output.line(text) }
            }
        }
    }

    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a failed, cancelled or held delivery again.",
            discussion: """
                EXAMPLE
                  usher queue retry 42
                """)

        @OptionGroup var home: HomeOptions
        @Argument(help: ArgumentHelp("The delivery's number.", valueName: "ID")) var id: Int64

        func run() throws {
            try reporting {
                let home = try home.open()
                let row = try home.delivery(id)
                guard try home.store.retry(row.id, now: home.clock.now()) else {
                    throw CommandFailure(
                        .data, "delivery \(id) is \(row.state.rawValue); there is nothing to send again")
                }
                Output.line("Delivery \(id) is due now.")
                for line in home.situation { Output.line(line) }
            }
        }
    }

    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Do not send a delivery; its run goes on with the next step.",
            discussion: """
                EXAMPLE
                  usher queue cancel 42
                """)

        @OptionGroup var home: HomeOptions
        @Argument(help: ArgumentHelp("The delivery's number.", valueName: "ID")) var id: Int64

        func run() throws {
            try reporting {
                let home = try home.open()
                let row = try home.delivery(id)
                let now = home.clock.now()
                let cancelled = try home.store.cancel(row.id, now: now) { candidate in
                    Progress.after(candidate, settled: .cancelled, plan: home.plan, now: now)
                }
                guard cancelled else {
                    throw CommandFailure(
                        .data, "delivery \(id) is \(row.state.rawValue); it cannot be cancelled any more")
                }
                Output.line("Delivery \(id) is cancelled.")
            }
        }
    }
}
