import ArgumentParser
import UsherCore
import UsherReports

struct RewardsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewards",
        abstract: "What promoters earned: payable, on hold, taken back.",
        discussion: """
            config/rewards.yaml says who earns what. An amount is on hold until a refund is no longer possible. Usher \
            pays nobody: take the list to whoever does, and keep there what was paid.

            EXAMPLES
              usher rewards
              usher rewards --csv > payable.csv
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Print CSV, a line for each earning.") var csv = false

    func validate() throws {
        guard !(csv && output.json) else { throw ValidationError("--csv and --json are different forms; name one") }
    }

    func run() throws {
        let home = try home.openAnyway()
        let rows = try home.store.earnings(of: nil, now: home.clock.now())
        let lines = rows.map(LedgerLine.init)
        if output.json { return try Output.json(lines) }
        if csv { return Output.write(LedgerLine.csvHeading + lines.map(\.csv).joined(), to: .standardOutput) }
        if rows.isEmpty { return Output.line("Nobody has earned anything.") }
        Output.lines(Ledger(rows).lines)
    }
}
