import ArgumentParser
import UsherCore
import UsherDaemon
import UsherIntake
import UsherReports

struct EnqueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enqueue",
        abstract: "Put people into a campaign.",
        discussion: """
            Answers with the time of the first e-mail on each person's own clock. The same person, campaign and key a \
            second time adds nothing, so a script may repeat it. A running daemon notices within a second.

            \(ConsentNote.help)

            EXAMPLES
              usher enqueue welcome ada@example.org --name "Ada Lovelace" --consent "Web form, 2026"
              usher enqueue welcome ada@example.org --attr package=starter
              usher enqueue excite ada@example.org --key order-1042
              usher enqueue welcome --from people.csv --consent "Web form, 2026"
              usher enqueue welcome ada@example.org --at "2026-12-01 09:00"
              shop-export | usher enqueue excite --from -
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The campaign's name.", valueName: "CAMPAIGN"), completion: Completions.campaign)
    var campaign: String
    @Argument(help: ArgumentHelp("Who enters.", valueName: "ADDRESS")) var addresses: [String] = []
    @OptionGroup var person: ContactOptions
    @OptionGroup var agreed: ConsentOptions
    @Option(
        help: ArgumentHelp(
            "Makes this an enrollment of its own, such as one for each order: its number.", valueName: "KEY")) var key =
        ""
    @Option(
        help: ArgumentHelp(
            "Not before this moment: '2026-12-01 09:00' on the shop's clock, or 2026-12-01T09:00:00Z.",
            valueName: "TIME"))
    var at: String?
    @Option(
        help: ArgumentHelp("People from a CSV file with a header line; - is standard input.", valueName: "FILE"),
        completion: .file())
    var from: String?
    @OptionGroup var list: ContactListOptions

    func validate() throws {
        guard addresses.isEmpty != (from == nil) else {
            throw ValidationError("say who enters: addresses, or --from FILE, and not both")
        }
        guard from != nil || list.isEmpty else {
            throw ValidationError("--format, --map and --dates are about a list; say which with --from FILE")
        }
        guard from == nil || person.isEmpty else {
            throw ValidationError(
                "--name, --attr, --zone and --language are about one person; with --from, the file's columns say them")
        }
        guard addresses.count < 2 || person.name == nil else {
            throw ValidationError(
                "--name is one person's, and there are \(addresses.count) addresses; leave it out, or name one address")
        }
    }

    func run() throws {
        let home = try home.open(orElse: "nobody is entered")
        let (id, _) = try home.campaign(named: campaign)
        var reader = DraftReader(plan: home.plan, source: "usher enqueue")
        try reader.share(
            Draft(
                .arguments,
                [.campaign: campaign, .key: key.isEmpty ? nil : key, .at: at, .consent: agreed.consent]))
        guard let from else { return try enter(home, id, &reader) }
        if isPast(reader.notBefore, home) { Output.note(past) }
        let bulk = BulkEntering(
            home: home, output: output, reader: reader, campaign: (id, campaign), reading: try list.reading())
        try bulk.run(file: from)
    }

    private func isPast(_ moment: Timestamp?, _ home: OpenHome) -> Bool {
        moment.map { $0 < home.clock.now() } ?? false
    }

    private var past: String { "--at \(PlainText.shown(at ?? "")) is past: the campaign begins now, as without --at" }

    private func enter(_ home: OpenHome, _ campaign: CampaignID, _ reader: inout DraftReader) throws {
        let now = home.clock.now()
        let requests: [EntryRequest]
        do {
            requests = try addresses.map { try reader.entry(try person.draft($0), now: now) }
        } catch {
            guard addresses.count > 1, let failure = CommandFailure.describing(error) else { throw error }
            throw CommandFailure(
                failure.code, "\(failure.sentence); nobody is entered: correct it and give the same command again")
        }
        let outcomes = try home.intake.admit(requests)
        let hasEntered = outcomes.contains { if case .entered = $0.result { true } else { false } }
        if hasEntered, isPast(reader.notBefore, home) { Output.note(past) }
        // Later than the moment they were entered at: what is due at once is due now.
        let answered = home.clock.now()
        let lines = zip(requests, outcomes).map { EntryLine($0, $1, plan: home.plan, now: answered) }
        if output.json {
            try Output.json(lines)
        } else {
            Output.lines(lines.map(\.text))
            // Who waits, or whose first e-mail needs no consent, is told nothing of it in the line.
            if let note = lines.lazy.filter({ !$0.text.contains(ConsentLack.command.words) }).compactMap(\.note).first {
                Output.line(note)
            }
            Output.lines(home.situation(of: campaign))
        }
        if lines.contains(where: \.isRefused) { throw ExitCode(CommandFailure.Code.data.rawValue) }
    }
}
