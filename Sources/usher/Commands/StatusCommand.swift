import ArgumentParser
import UsherCore
import UsherDaemon

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What Usher is doing, what it waits for, and until when.",
        discussion: """
            EXAMPLES
              usher status
              usher status --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try reporting {
            let status = try HomeStatus(try home.open())
            if output.json { return try Output.json(status) }
            for line in status.lines { Output.line(line) }
        }
    }
}
