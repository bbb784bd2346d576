import ArgumentParser
import UsherCore
import UsherReports

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "The deliveries: what waits, what went, what failed.",
        discussion: """
            Each delivery is one message to one person, with a number for life.

            EXAMPLES
              usher queue                     what waits, the next due first
              usher queue list --due          what should be going out now
              usher queue list --failed       and why
              usher queue list --in-doubt     may have arrived; on_doubt: hold lets you decide
              usher queue show 42
              usher queue retry 42
              usher queue retry --failed --since "2 hours"    a relay's mistake; first says what it would do
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
        @OptionGroup var clock: ClockOptions
        @Flag(help: "Only what is due now.") var due = false
        @Flag(help: "Only what failed or bounced.") var failed = false
        @Flag(help: "Only what may or may not have arrived.") var inDoubt = false
        @Option(
            help: ArgumentHelp("Only deliveries of this campaign.", valueName: "CAMPAIGN"),
            completion: Completions.campaign) var campaign: String?
        @OptionGroup var length: LengthOptions

        func validate() throws {
            guard [due, failed, inDoubt].filter({ $0 }).count < 2 else {
                throw ValidationError("--due, --failed and --in-doubt are different lists; name one")
            }
        }

        func run() throws {
            let home = try home.openAnyway()
            let states: Set<DeliveryState> =
                failed ? [.failed, .bounced] : inDoubt ? [.queued, .held] : [.queued, .claimed, .parked, .held]
            let rows = try home.store.deliveries(
                DeliveryFilter(
                    campaign: try campaign.map { try home.campaignID(named: $0) }, states: states,
                    dueBy: due ? home.clock.now() : nil, inDoubtOnly: inDoubt, limit: length.limit))
            let lines = rows.map { DeliveryLine($0, plan: home.plan) }
            if output.json { return try Output.json(lines) }
            for line in home.daemonLines { Output.note(line) }
            if lines.isEmpty { return Output.line(nothing) }
            Output.table([DeliveryLine.heading] + lines.map(\.cells), clock: clock.lists(home.settings.clock))
        }

        private var nothing: String {
            if failed { return "Nothing failed." }
            if inDoubt { return "Nothing is in doubt." }
            return due ? "Nothing is due." : "Nothing is queued."
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One delivery, with everything that is known of it.",
            discussion: """
                EXAMPLES
                  usher queue show 42
                  usher queue show 42 --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var clock: ClockOptions
        @Argument(
            help: ArgumentHelp("The delivery's number, such as 42; usher queue list shows them.", valueName: "ID"))
        var id: Int64

        func run() throws {
            let home = try home.openAnyway()
            let row = try home.delivery(id)
            let line = DeliveryLine(row, plan: home.plan)
            if output.json { return try Output.json(line) }
            Output.lines(line.details(clock: try home.clock(of: row)), times: clock.zone(.named))
            if let no = try home.operating.whyWithheld(row) { Output.line("It will be withheld: \(no)") }
            Output.lines(home.daemonLines)
        }
    }

    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cancel one delivery; the campaign goes on with the person's next step.",
            discussion: """
                EXAMPLES
                  usher queue cancel 42
                """)

        @OptionGroup var home: HomeOptions
        @Argument(
            help: ArgumentHelp("The delivery's number, such as 42; usher queue list shows them.", valueName: "ID"))
        var id: Int64

        func run() throws {
            let home = try home.open(
                orElse: "delivery \(id) is not cancelled, and may still be sent", inEitherMode: true)
            let said = try home.operating.cancel(id)
            guard said.isDone else { throw CommandFailure(.data, said.sentence) }
            Output.lines(said.sentences)
        }
    }
}
