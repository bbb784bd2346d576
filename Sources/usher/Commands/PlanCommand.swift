import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon
import UsherHome

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "What other files would change for the people now in sequences.",
        discussion: """
            DIR is a folder with config/ and templates/, such as an edited copy of the home. Its files are checked, and \
            compared with the home's for everybody who waits for an e-mail: unchanged, later, sooner, mailed at once, \
            stranded. Nothing is changed, and the daemon may go on beside. Ends with 0 when a reload would take the \
            files up, with 75 when it would be held until you say yes, and with 78 when they have errors.

            EXAMPLES
              cp -r config templates draft/ && usher plan draft
              usher plan draft --names
              usher plan draft && cp -r draft/. . && usher reload
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var length: LengthOptions
    @Argument(help: ArgumentHelp("The folder with the other files.", valueName: "DIR"), completion: .directory)
    var folder: String
    @Flag(help: "Name for whom something changes, --limit of them.") var names = false

    func run() throws {
        let path = URL(fileURLWithPath: folder).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: "\(path)/config/usher.yaml") else {
            throw CommandFailure(
                .noInput, "\(folder) has no config/usher.yaml; name a folder with config/ and templates/")
        }
        let report = HomeCheck.run(path, startsHere: false)
        guard report.isUsable, let files = report.files else { throw Problems(report.errors) }
        let opened = try home.open(inEitherMode: true)
        var work = LongWork("e-mails that wait")
        let plan = try ReloadPlan(of: files, in: opened, names: names ? length.limit : 0) { work.show($0) }
        work.clear()
        if output.json { try Output.json(plan) } else { Output.lines(plan.lines) }
        guard plan.isTakenUp else { throw ExitCode(CommandFailure.Code.temporary.rawValue) }
    }
}
