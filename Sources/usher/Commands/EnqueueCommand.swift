import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon

struct EnqueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enqueue",
        abstract: "Put people into a campaign.",
        discussion: """
            Answers with the time of the first e-mail on each person's own clock. The same person, campaign and key a second time adds
            nothing, so a script may repeat it. A running daemon notices within a second.

            EXAMPLES
              usher enqueue welcome ada@example.org --name "Ada Lovelace" --attr package=starter
              usher enqueue excite ada@example.org --key order-1042
              usher enqueue welcome --from contacts.csv
              sqlite3 -csv -header shop.db 'SELECT email, name FROM buyers' | usher enqueue excite --from -
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The campaign's name.", valueName: "CAMPAIGN")) var campaign: String
    @Argument(help: ArgumentHelp("Who enters.", valueName: "ADDRESS")) var addresses: [String] = []
    @OptionGroup var person: PersonOptions
    @Option(help: ArgumentHelp("Makes this run one of its own: an order's number, say.", valueName: "KEY")) var key = ""
    @Option(help: ArgumentHelp("Not before this moment: 2026-12-01T09:00:00Z.", valueName: "TIME")) var at: String?
    @Option(help: ArgumentHelp("People from a CSV file with a header line; - is standard input.", valueName: "FILE"))
    var from: String?

    func validate() throws {
        guard addresses.isEmpty != (from == nil) else {
            throw ValidationError("Name either addresses or --from FILE.")
        }
        if let at, Timestamp(iso8601: at) == nil {
            throw ValidationError("'\(at)' is not a moment; write for example --at 2026-12-01T09:00:00Z.")
        }
    }

    func run() throws {
        try reporting {
            let home = try home.open()
            let target = try home.campaign(named: campaign)
            let entry = EntryTemplate(
                campaign: target.0, key: key, notBefore: at.flatMap(Timestamp.init(iso8601:)),
                consent: person.consent, source: "usher enqueue")
            if let from {
                try BulkRun(home: home, entry: entry, output: output).run(file: from)
            } else {
                try enter(home, entry)
            }
        }
    }

    private func enter(_ home: OpenHome, _ entry: EntryTemplate) throws {
        let requests = try addresses.map {
            try entry.request(person.draft(try home.address($0), home: home), now: home.clock.now())
        }
        let results = try home.intake.enter(requests)
        let lines = zip(requests, results).map { EntryLine($0, $1, home: home) }
        if output.json {
            try Output.json(lines)
        } else {
            for line in lines { Output.line(line.text) }
            for line in home.situation { Output.line(line) }
        }
        if lines.contains(where: \.isRefused) { throw ExitCode(CommandFailure.Code.data.rawValue) }
    }
}
