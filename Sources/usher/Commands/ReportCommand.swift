import ArgumentParser
import UsherCore
import UsherDaemon
import UsherReports

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Where people stand, what moved them, and where they stall.",
        discussion: """
            The people at each stage at the end of the period; who moved in it, on purpose, by accident or stated by you; \
            what each campaign and each traffic source did. They stall where at least ten have stood for longer than is \
            usual, more than moved on. Where many come by accident and no campaign leads, the next one belongs. It reads counters and is quick however many people there are; --verify counts everything again \
            from the rows and names what differs.

            With CAMPAIGN, each of its e-mails that were sent in the last 90 days: how many clicked, said no, bounced, \
            complained, and reached the goal after it and in time, each as a number, a part, and the interval in which \
            the part may be in truth (95 %, Wilson's). The weakest e-mail is marked where the numbers carry that.

            EXAMPLES
              usher report                         the last 30 days
              usher report welcome                 its e-mails, and which is the weakest
              usher report welcome --csv > welcome.csv
              usher report --html week.html        one file for the weekly mail
              usher report --from 2026-10-01 --to 2026-12-31
              usher report --csv > journey.csv
              usher report --verify
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(
        help: ArgumentHelp("The e-mails of this campaign alone.", valueName: "CAMPAIGN"),
        completion: Completions.campaign)
    var campaign: String?
    @Flag(help: "Print CSV, a line for each number.") var csv = false
    @Option(
        help: ArgumentHelp(
            "Write one HTML file, for a mail: with every campaign that sent something.", valueName: "FILE"),
        completion: .file(extensions: ["html"]))
    var html: String?
    @Option(help: ArgumentHelp("The first day, in UTC: 2026-11-01.", valueName: "DAY")) var from: String?
    @Option(help: ArgumentHelp("The last day, included; today when not given.", valueName: "DAY")) var to: String?
    @Flag(help: "Count again from the rows, however long it takes.") var verify = false

    func validate() throws {
        guard !(csv && output.json) else { throw ValidationError("--csv and --json are different forms; name one") }
        guard html == nil || !(csv || output.json || verify) else {
            throw ValidationError("--html is a form of its own; leave out --csv, --json and --verify")
        }
        guard !(verify && campaign != nil) else {
            throw ValidationError("--verify counts everything again, and takes no campaign")
        }
        guard !(verify && csv) else { throw ValidationError("--verify prints what differs, and no CSV") }
    }

    func run() throws {
        let home = try home.open(orElse: "there is no report without the campaigns", inEitherMode: true)
        if let html { return try write(html, home) }
        if let campaign { return try tell(of: campaign, home) }
        let period = try ReportPeriod(from: from, to: to, now: home.clock.now())
        if verify { return try compare(home, period) }
        let report = try home.report(period)
        if output.json { return try Output.json(report) }
        if csv { return Output.write(report.csv(), to: .standardOutput) }
        Output.lines(report.lines() + ["", home.modeLine])
    }

    /// With a campaign, its e-mails alone beside the journey.
    private func write(_ path: String, _ home: OpenHome) throws {
        let period = try ReportPeriod(from: from, to: to, now: home.clock.now())
        let page = try home.reportPage(period, of: try campaign.map { try home.campaignID(named: $0) })
        try OutputFile.write(Array(page.html.utf8), to: path)
        Output.line("Wrote \(path): the journey, \(period.from) to \(period.to).")
    }

    private func tell(of campaign: String, _ home: OpenHome) throws {
        let id = try home.campaignID(named: campaign)
        let period = try ReportPeriod(
            from: from, to: to, now: home.clock.now(), usual: ReportPeriod.usualDaysOfCampaign)
        let table = try home.table(of: id, period)
        if output.json { return try Output.json(table) }
        if csv { return Output.write(table.csv(), to: .standardOutput) }
        Output.lines(table.lines() + ["", home.modeLine])
    }

    private struct Verification: Encodable {
        let from: String
        let to: String
        let differences: [String]
    }

    /// Ends with 65 when something differs.
    private func compare(_ home: OpenHome, _ period: ReportPeriod) throws {
        if Output.isTerminal(.standardError) { Output.note("counting every row; many of them take a while") }
        let differences = try home.verify(period)
        if output.json {
            try Output.json(Verification(from: period.from, to: period.to, differences: differences))
        } else if differences.isEmpty {
            Output.line("The counters from \(period.from) to \(period.to) say what the rows say.")
        } else {
            Output.lines(differences)
        }
        guard !differences.isEmpty else { return }
        throw CommandFailure(
            .data, "\(Wording.count(differences.count, "number differs", "numbers differ")) from what the rows say")
    }
}
