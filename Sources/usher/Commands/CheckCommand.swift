import ArgumentParser
import UsherCore
import UsherDaemon

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether the files are right, with file, line and column for what is not.",
        discussion: """
            Reads everything, renders every e-mail for every sample person, and reports all problems at once. A running \
            daemon applies the same check to what you edit, and keeps serving the last good files meanwhile.

            EXAMPLES
              usher check
              usher check && git commit -am "Shorter welcome"
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try reporting {
            let report = HomeCheck.run(try home.locate())
            if output.json {
                try Output.json(report)
            } else {
                Output.lines(report.problems.map(\.description) + report.summary)
            }
            guard report.isUsable else { throw ExitCode(CommandFailure.Code.config.rawValue) }
        }
    }
}
