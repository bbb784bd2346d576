import ArgumentParser
import Foundation
import Logging
import UsherCore
import UsherDaemon

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Send what is due until told to stop.",
        discussion: """
            SIGTERM and SIGINT finish what is open, record it, and exit 0. SIGHUP reads the files again; so does any edit \
            after two quiet seconds. One daemon per state folder: a second one says who is there and exits. The stepped \
            clock is for trying things out: its calendar jumps from one due time to the next. With --until it goes on to that \
            moment, and the run ends; the other commands then stand at it too.

            EXAMPLES
              usher run
              usher run --home /etc/usher --log-level debug
              usher run --clock stepped:2026-03-02T08:00:00Z
              usher run --clock stepped:2026-03-02T08:00:00Z --until 2026-03-05T20:30:00Z
            """)

    @OptionGroup var home: HomeOptions

    @Option(
        help: ArgumentHelp(
            "system, or stepped:FROM for a calendar that jumps to the next due time.", valueName: "CLOCK"),
        completion: .list(["system", "stepped:"]))
    var clock = ClockChoice.system

    @Option(
        help: ArgumentHelp(
            "Where a stepped calendar ends, and the run with it: 2026-03-05T20:30:00Z.", valueName: "TIME"))
    var until: String?

    @Option(
        help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "LEVEL"),
        completion: .list(Logger.Level.allCases.map(\.rawValue)))
    var logLevel = LogLevel.info

    func validate() throws {
        guard until != nil, clock == .system else { return }
        throw ValidationError("--until is for a stepped clock: --clock stepped:FROM")
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        LoggingSystem.bootstrap { _ in
            DaemonLogHandler(style: .detect(environment: environment), level: logLevel.level)
        }
        let end = try until.map { try Timestamp(parsing: $0, clock: .utc) }
        let daemon = Daemon(
            home: try home.locate(makesState: true), options: DaemonOptions(clock: clock, until: end),
            environment: environment)
        try await daemon.run()
    }
}

extension ClockChoice: ExpressibleByArgument {
    public init?(argument: String) { self.init(text: argument) }
}

struct LogLevel: ExpressibleByArgument {
    static let info = LogLevel(level: .info)
    let level: Logger.Level

    private init(level: Logger.Level) { self.level = level }

    var defaultValueDescription: String { level.rawValue }

    init?(argument: String) {
        guard let level = Logger.Level(rawValue: argument) else { return nil }
        self.level = level
    }
}
