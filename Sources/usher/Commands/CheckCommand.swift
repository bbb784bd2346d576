import ArgumentParser
import Foundation
import UsherCore
import UsherHome

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether the files are right, with file, line and column for what is not.",
        discussion: """
            Reads everything, renders every e-mail for every sample person, and reports all problems at once. A running \
            daemon applies the same check to what you edit, and keeps serving the last good files meanwhile. Plays what \
            .expect files expect. Warnings are advice: a stage with no way out, two campaigns that fight for the same \
            people, an e-mail without its call to action. With --strict they fail the check, too.

            EXAMPLES
              usher check
              usher check --strict
              usher check && git commit -am "Shorter welcome"
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Fail for warnings, too.") var strict = false

    func run() throws {
        let report = HomeCheck.run(try home.locate(), environment: ProcessInfo.processInfo.environment)
        if output.json {
            try Output.json(report)
        } else {
            Output.show(report.problems.map(\.shown) + report.summary.map { Shown($0, by: ["ok:": .fine]) })
        }
        if !report.isUsable { CommandFailure.explain(report.problems.map(\.description).joined()) }
        guard report.isUsable, !strict || report.warnings.isEmpty else {
            throw ExitCode(CommandFailure.code(of: report.problems).rawValue)
        }
    }
}
