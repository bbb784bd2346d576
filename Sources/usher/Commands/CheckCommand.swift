import ArgumentParser
import UsherCore
import UsherDaemon

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether the files are right, with file, line and column for what is not.",
        discussion: """
            Reads everything, renders every e-mail for every sample person, and reports all problems at once. A running daemon
            applies the same check to what you edit, and keeps serving the last good files meanwhile.

            EXAMPLE
              usher check && git commit -am "Shorter welcome"
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try reporting {
            let report = HomeCheck.run(try home.locate())
            if output.json {
                try Output.json(report.problems)
            } else {
                for problem in report.problems { Output.line("\(problem)") }
                for line in report.summary { Output.line(line) }
            }
            guard report.isUsable else { throw ExitCode(CommandFailure.Code.config.rawValue) }
        }
    }
}
