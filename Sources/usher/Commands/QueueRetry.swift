import ArgumentParser
import UsherCore
import UsherDaemon

extension QueueCommand {
    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a failed, cancelled or held delivery again, or all that failed since.",
            discussion: """
                Did the relay refuse everybody by mistake? --failed --since takes back what it did: deliveries that \
                failed or bounced since are queued again, suppressions after those bounces are lifted, and enrollments that \
                ended go on from where they stood. Without --yes it only says what it would do. Nobody who said no since is mailed.

                EXAMPLES
                  usher queue retry 42
                  usher queue retry --failed --since "2026-11-28 09:00"
                  usher queue retry --failed --since "2 hours" --campaign welcome --yes
                """)

        @OptionGroup var home: HomeOptions
        @Argument(
            help: ArgumentHelp("The delivery's number, such as 42; usher queue list shows them.", valueName: "ID"))
        var id: Int64?
        @Flag(help: "All that failed or bounced; with --since.") var failed = false
        @Option(help: ArgumentHelp("A moment, or how long ago: 2026-11-28, '2 hours'.", valueName: "WHEN")) var since:
            String?
        @Option(
            help: ArgumentHelp("Only deliveries of this campaign.", valueName: "CAMPAIGN"),
            completion: Completions.campaign) var campaign: String?
        @Flag(help: "Do it; without it, only say what would be done.") var yes = false

        func validate() throws {
            if id != nil {
                guard !failed, since == nil, campaign == nil, !yes else {
                    throw ValidationError("name one delivery, or --failed --since WHEN for many; not both")
                }
            } else if !failed {
                throw ValidationError("name a delivery, as in usher queue retry 42, or say --failed --since WHEN")
            } else if since == nil {
                throw ValidationError("--failed needs --since WHEN, as in --since '2 hours'")
            }
        }

        func run() throws {
            let home = try home.openAnyway(inEitherMode: false)
            if let id { return try retry(id, home) }
            try retryAll(home, since: since ?? "")
        }

        private func retry(_ id: Int64, _ home: OpenHome) throws {
            let row = try home.delivery(id)
            let said = try home.operating.retry(id)
            guard said.isDone else { throw CommandFailure(.data, said.sentence) }
            Output.lines(said.sentences)
            Output.lines(home.situation(of: row.campaign))
        }

        private func retryAll(_ home: OpenHome, since: String) throws {
            let moment = try SinceOption.read(since, home: home)
            let named = try campaign.map { try home.campaignID(named: $0) }
            var command = "usher queue retry --failed --since \(ShellWord.quoted(since))"
            if let campaign { command += " --campaign \(ShellWord.quoted(campaign))" }
            try UndoingByHand(
                home: home, what: .failures(since: moment, campaign: named), note: .retriedByHand,
                isRehearsal: !yes
            ).run(again: command)
        }
    }
}
