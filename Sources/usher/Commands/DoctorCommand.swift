import ArgumentParser
import Foundation
import UsherCore
import UsherDoctor
import UsherHome
import UsherMail

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Ask DNS whether your mail will arrive, and say what to publish.",
        discussion: """
            Reads the records that receivers read: SPF of the envelope's domain, DKIM of the keys that sign, DMARC and \
            alignment, MX of the return domain and of the one that answers go to, and the EHLO name, there and back. Each line says \
            what is; below it, what should be, and the record to publish or the command to give. Sends nothing, changes \
            nothing. Ends with 65 when something is wrong, with 75 when something could not be found out.

            EXAMPLES
              usher doctor
              usher doctor --server 9.9.9.9
              usher doctor --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Option(
        help: ArgumentHelp(
            "Ask these name servers, several between commas: 9.9.9.9 or 127.0.0.1:5300; the system's if not said.",
            valueName: "ADDRESS"))
    var server: String?

    private struct Answer: Encodable {
        let isWell: Bool
        let findings: [Finding]
    }

    func run() throws {
        let path = try home.locate()
        let settings = try HomeReader.inspect(path).withSettings().settings
        let environment = ProcessInfo.processInfo.environment
        let keys = DKIMKeyFolder(
            state: StateFolder.path(home: path, settings: settings, environment: environment), environment: environment)
        let resolver: Resolver
        do { resolver = try Resolver(servers: server) } catch {
            throw CommandFailure(server == nil ? .unavailable : .usage, "\(error)")
        }
        let findings = Doctor(
            settings: settings, keys: keys, hostName: ProcessInfo.processInfo.hostName, lookup: resolver.answer
        ).examine()
        let grades = Set(findings.map(\.grade))
        if output.json {
            try Output.json(Answer(isWell: !grades.contains(.wrong), findings: findings))
        } else {
            Output.lines(findings.flatMap(\.lines))
        }
        if grades.contains(.wrong) { throw ExitCode(CommandFailure.Code.data.rawValue) }
        if findings.contains(where: \.isUnanswered) { throw ExitCode(CommandFailure.Code.temporary.rawValue) }
    }
}
