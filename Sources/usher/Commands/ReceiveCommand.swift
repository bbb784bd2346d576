import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon
import UsherHome
import UsherReports

struct ReceiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Mail that comes back: takes one from standard input, and shows what was heard.",
        discussion: """
            A mail system runs it for each mail that comes to your return addresses and to the unsubscribing address. It \
            ends with 0 when the mail is on disk, and with 75 when it cannot be taken now: then the mail system keeps it \
            and tries again. The daemon reads it within a second.

            EXAMPLES
              usher receive < bounce.eml
              usher receive --to b+TOKEN@bounces.shop.example < bounce.eml
              usher receive list
              usher receive list --unmatched      what could not be tied to a message; it changed nobody
              usher receive list --totals --from 2026-11-01
              usher receive show 42
            """,
        subcommands: [Take.self, List.self, Show.self], defaultSubcommand: Take.self)

    struct Take: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mail", abstract: "Take one mail from standard input; what `usher receive` does by itself.",
            discussion: """
                EXAMPLES
                  usher receive mail --to b+TOKEN@bounces.shop.example < bounce.eml
                """)

        @OptionGroup var home: HomeOptions
        @Option(help: ArgumentHelp("To whom the mail system delivers it.", valueName: "ADDRESS")) var to: String?
        @Option(
            help: ArgumentHelp("The spool, where whoever runs this may not read the home.", valueName: "DIR"),
            completion: .directory)
        var spool: String?

        func run() throws {
            let spool = try spool.map(Spool.init) ?? ownSpool()
            let first = to.flatMap { try? EmailAddress($0) }.map { Array("Delivered-To: \($0.wire)\n".utf8) } ?? []
            try say { try spool.put(first: first) { try StandardInput.piece() } }
        }

        /// While the home cannot be found or read, the mail system keeps the mail: a report that it bounces is lost.
        private func ownSpool() throws -> Spool {
            do {
                let spool = try home.spool()
                try say { try spool.prepare() }
                return spool
            } catch let problems as Problems {
                for problem in problems.list { Output.note("\(problem)") }
                throw CommandFailure(.temporary, "the mail is not taken while the files are wrong")
            } catch let missing as HomeLocator.NotFound {
                throw CommandFailure(.temporary, "the mail is not taken: \(missing)")
            }
        }

        private func say(_ body: () throws -> Void) throws {
            do { try body() } catch let fault as Spool.Fault { throw CommandFailure(fault.code, "\(fault)") }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What came back, the newest first.",
            discussion: """
                EXAMPLES
                  usher receive list --limit 20
                  usher receive list --unmatched --json
                  usher receive list --totals --from 2026-11-01    by campaign, step and recipient domain
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var clock: ClockOptions
        @Flag(help: "Only what could not be tied to a message or a person.") var unmatched = false
        @Flag(help: "How much came back, by campaign, step and recipient domain.") var totals = false
        @Option(help: ArgumentHelp("With --totals: the first day, in UTC.", valueName: "DAY")) var from: String?
        @Option(help: ArgumentHelp("With --totals: the last day, included.", valueName: "DAY")) var to: String?
        @OptionGroup var length: LengthOptions

        func validate() throws {
            guard !(unmatched && totals) else {
                throw ValidationError("--unmatched and --totals are different lists; name one")
            }
            guard totals || (from == nil && to == nil) else {
                throw ValidationError("--from and --to go with --totals")
            }
        }

        func run() throws {
            let home = try home.openAnyway()
            if totals { return try printTotals(home) }
            let rows = try home.store.returned(ReturnedFilter(isUnmatched: unmatched, limit: length.limit))
            let lines = rows.map { ReturnedLine($0, plan: home.plan) }
            if output.json { return try Output.json(lines) }
            if lines.isEmpty {
                return Output.line(unmatched ? "Everything that came back is matched." : "Nothing came back.")
            }
            Output.table([ReturnedLine.heading] + lines.map(\.cells), clock: clock.lists(home.settings.clock))
        }

        private func printTotals(_ home: OpenHome) throws {
            let period = try ReportPeriod(from: from, to: to, now: home.clock.now())
            let counts = try home.store.returnedCounts(from: period.from, to: period.to)
            let lines = counts.map { ReturnedTotal($0, plan: home.plan) }
            if output.json { return try Output.json(lines) }
            if lines.isEmpty { return Output.line("Nothing came back from \(period.from) to \(period.to).") }
            Output.table([ReturnedTotal.heading] + lines.map(\.cells))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One mail that came back, with everything that is known of it.",
            discussion: """
                EXAMPLES
                  usher receive show 42
                  usher receive show 42 --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var clock: ClockOptions
        @Argument(help: ArgumentHelp("Its number, such as 42; usher receive list shows them.", valueName: "ID"))
        var id: Int64

        func run() throws {
            let spool = try home.spool()
            let home = try home.openAnyway()
            guard let row = try home.store.returned(ReturnedFilter(id: ReturnedID(id))).first else {
                throw CommandFailure(.data, "nothing that came back has the number \(id); see: usher receive list")
            }
            let line = ReturnedLine(row, plan: home.plan)
            if output.json { return try Output.json(line) }
            Output.lines(line.details(clock: home.settings.clock), times: clock.zone(.named))
            guard let path = row.file.map(spool.keptPath), access(path, F_OK) == 0 else { return }
            Output.line("The mail itself: \(path)")
        }
    }
}

/// Standard input, piece by piece.
private enum StandardInput {
    /// Empty at its end.
    static func piece() throws -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count >= 0 { return Array(chunk.prefix(count)) }
            guard errno == EINTR else {
                throw CommandFailure(.temporary, "standard input cannot be read: \(String(cString: strerror(errno)))")
            }
        }
    }
}

extension Spool.Fault {
    fileprivate var code: CommandFailure.Code {
        switch self {
        case .tooLarge, .empty: .data
        // Somebody mends it, and until then the mail system keeps the mail.
        case .full, .notNow, .unusable: .temporary
        }
    }
}

extension HomeOptions {
    /// Where mail that comes back is taken: by a daemon in `mode`, or in the mode that the files say.
    func spool(of mode: Settings.Mode? = nil) throws -> Spool {
        let home = try find()
        let settings = try HomeReader.inspect(home).withSettings().settings
        let state = StateFolder.path(home: home, settings: settings, environment: ProcessInfo.processInfo.environment)
        return Spool(path: HomeFolders(home: home, state: state, mode: mode ?? settings.mode).spool(settings))
    }
}
