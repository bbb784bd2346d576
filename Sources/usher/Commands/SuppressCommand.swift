import ArgumentParser
import UsherCore
import UsherDaemon
import UsherIntake
import UsherReports

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
              usher suppress add --from unsubscribed.csv --format mailchimp
              usher suppress list
              usher suppress remove 3 --because "her new provider confirms the address"
            """,
        subcommands: [Add.self, List.self, Remove.self], defaultSubcommand: List.self)

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop mailing an address, or many, now.",
            discussion: """
                The address need not be known here. A second time changes nothing, unless --because says more. It is kept \
                beside what else holds: when a bounce is lifted as a mistake, the no stays.

                A list is one address a line, or a CSV file with a column address or email. With --format, the export of \
                another tool: where its columns say who said no, bounced or complained, only those are suppressed, each \
                for that, but not who confirmed here since. --dry-run says what would be, and writes nothing.

                EXAMPLES
                  usher suppress add ada@example.org --because "answered 'stop'"
                  usher suppress add ada@example.org --scope everything
                  usher suppress add ada@example.org --scope welcome
                  usher suppress add --from no-more.txt --because "unsubscribed before the move"
                  usher suppress add --from cleaned.csv --format mailchimp --dry-run
                """)

        @OptionGroup var home: HomeOptions
        @Argument(help: ArgumentHelp("The address; it need not be known.", valueName: "ADDRESS")) var address: String?
        @Option(
            help: ArgumentHelp("Addresses from a file; - is standard input.", valueName: "FILE"), completion: .file())
        var from: String?
        @OptionGroup var list: ListOptions
        @Option(
            help: ArgumentHelp("marketing, everything, or a campaign's name.", valueName: "SCOPE"),
            completion: Completions.suppression)
        var scope = "marketing"
        @Option(help: ArgumentHelp("What was said, for whoever asks later.", valueName: "TEXT")) var because: String?
        @Flag(help: "With --from: say what would happen, and write nothing.") var dryRun = false

        func validate() throws {
            guard (address == nil) != (from == nil) else {
                throw ValidationError("say who gets no more mail: an address, or --from FILE, and not both")
            }
            guard from != nil || (list.isEmpty && !dryRun) else {
                throw ValidationError("--format, --map and --dry-run are about a list; say which with --from FILE")
            }
        }

        func run() throws {
            guard let written = address else { return try suppress(from ?? "-") }
            let home = try home.openForNo(
                orElse: "nothing is recorded: \(PlainText.shown(written)) may still be mailed")
            let address = try home.address(written)
            let scope = try home.suppressionScope(scope)
            try PlainOption.check("--because", because, longest: PlainText.longestWording)
            let note = because.map(SuppressionNote.said)
            let now = home.clock.now()
            let present = try home.store.standing(address.key, now: now).suppressions
            guard !present.contains(where: { $0.says(scope, .unsubscribed, note: note) }) else {
                return Output.line(
                    "\(address) gets no \(home.describe(scope)) already, because the person said no; nothing is added."
                )
            }
            _ = try home.store.suppress(
                address.key, scope: scope, reason: .unsubscribed, until: nil, by: Suppression.operatorsWord, note: note,
                now: now)
            Output.line("\(address) gets no more \(home.describe(scope)).")
        }

        private func suppress(_ file: String) throws {
            let home = try home.openForNo(orElse: "nothing is recorded: those on the list may still be mailed")
            let scope = try home.suppressionScope(scope)
            try PlainOption.check("--because", because, longest: PlainText.longestWording)
            let bulk = BulkSuppressing(
                home: home, reading: try list.reading(for: .noes), scope: scope, because: because,
                isDry: dryRun)
            try bulk.run(file: file)
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
        @OptionGroup var clock: ClockOptions
        @OptionGroup var length: LengthOptions

        func run() throws {
            let home = try home.openAnyway()
            let entries = try home.store.suppressions(limit: length.limit, now: home.clock.now())
            let lines = entries.map { SuppressionLine($0, catalog: home.plan.catalog) }
            if output.json { return try Output.json(lines) }
            if lines.isEmpty { return Output.line("Nobody is suppressed.") }
            Output.table(lines.map(\.cells), clock: clock.lists(home.settings.clock))
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Let an address be mailed again, and say why.",
            discussion: """
                Also after a hard bounce or a complaint, if you know better. Usher keeps the suppression on record, and why it was \
                lifted. Enrollments that it ended stay ended.

                Did the relay refuse everybody by mistake? --reason bounced --since lifts what bounces did since, and \
                enrollments go on from where they stood. Without --yes it only says what it would do.

                EXAMPLES
                  usher suppress list
                  usher suppress remove 3 --because "her new provider confirms the address"
                  usher suppress remove --reason bounced --since "2 hours" --because "the relay was broken" --yes
                """, aliases: ["lift"])

        @OptionGroup var home: HomeOptions
        @Argument(
            help: ArgumentHelp("The suppression's number, such as 3; usher suppress list shows them.", valueName: "ID"))
        var id: Int64?
        @Option(
            help: ArgumentHelp("bounced: every suppression after a bounce; with --since.", valueName: "REASON"),
            completion: .list(["bounced"]))
        var reason: String?
        @Option(help: ArgumentHelp("A moment, or how long ago: 2026-11-28, '2 hours'.", valueName: "WHEN"))
        var since: String?
        @Option(help: ArgumentHelp("Why, for whoever asks later.", valueName: "TEXT")) var because: String
        @Flag(help: "With --since: do it; without it, only say what would be done.") var yes = false

        func validate() throws {
            if id != nil {
                guard reason == nil, since == nil, !yes else {
                    throw ValidationError("name one suppression, or --reason bounced --since WHEN for many; not both")
                }
                return
            }
            guard let reason else {
                throw ValidationError("name a suppression by its number, or say --reason bounced --since WHEN")
            }
            guard reason == Suppression.Reason.bounced.rawValue else {
                throw ValidationError(
                    "only --reason bounced is lifted for many at once; what a person said is lifted one by one")
            }
            guard since != nil else {
                throw ValidationError("--reason bounced needs --since WHEN, as in --since '2 hours'")
            }
        }

        func run() throws {
            let home = try home.openAnyway(inEitherMode: false)
            try PlainOption.check("--because", because, longest: PlainText.longestWording)
            guard let id else { return try liftAll(home, since: since ?? "") }
            let entry = try home.store.suppressions(limit: .max, now: home.clock.now()).first {
                $0.suppression.id == SuppressionID(id)
            }
            guard
                try home.store.lift(SuppressionID(id), by: "operator", note: .said(because), now: home.clock.now())
            else {
                throw CommandFailure(.data, "suppression \(id) is not in force; see: usher suppress list")
            }
            Output.line(
                "Suppression \(id) is lifted. Enrollments that it ended stay ended.")
            guard let wire = entry?.address else { return }
            let address = try home.address(wire)
            let standing = try home.store.standing(address.key, now: home.clock.now())
            guard let said = standing.marketing, !said.isYes else { return }
            Output.line(
                "Marketing is still withheld: the person \(said.rawValue). If they agreed since, say so: "
                    + ShellWord.command("usher event confirmed", [wire], options: "--because TEXT"))
        }

        private func liftAll(_ home: OpenHome, since: String) throws {
            let words = [since, because].map(ShellWord.quoted)
            try UndoingByHand(
                home: home, what: .bounces(since: try SinceOption.read(since, home: home)), note: .said(because),
                isRehearsal: !yes
            ).run(again: "usher suppress remove --reason bounced --since \(words[0]) --because \(words[1])")
        }
    }
}
