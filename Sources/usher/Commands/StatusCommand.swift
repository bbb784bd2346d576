import ArgumentParser
import UsherCore

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What Usher is doing, what it waits for, and until when.",
        discussion: """
            Also while the files are wrong: then it says so, and what serves meanwhile.

            EXAMPLES
              usher status
              usher status --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let status = try home.openAnyway(reads: .messages).status()
        if output.json { return try Output.json(status) }
        Output.lines(status.lines)
    }
}
