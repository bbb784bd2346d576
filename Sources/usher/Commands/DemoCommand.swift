import ArgumentParser
import Foundation
import Logging
import UsherCore
import UsherDaemon

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Twelve people's journey, from a link to a reward: eighty days in as many seconds.",
        discussion: """
            Writes the sample home to a folder and plays what a dozen invented people do: they come through links, sign \
            up, buy, are happy or not, and bring friends; two of them by accident. What they do is told as with 'usher \
            event'; everything is sent over SMTP into an inbox on this machine, with a calendar that runs at about a day \
            per second. Nothing leaves the machine. It ends with the report, and exits 0 only when exactly the expected \
            messages were accepted and exactly the expected people moved.

            EXAMPLES
              usher demo
              usher demo --pace 0 --in /tmp/shop
            """)

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("An empty folder to work in; by default a new one.", valueName: "DIR"))
    var folder: String?
    @Option(help: ArgumentHelp("Real milliseconds per day; 0 does not wait.", valueName: "MS")) var pace: Int64 = 1000

    func validate() throws {
        guard (0...60_000).contains(pace) else { throw ValidationError("--pace takes 0 to 60000 milliseconds") }
    }

    func run() async throws {
        try await reporting {
            LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
            let demo = try Demo(folder: folder ?? Demo.freshFolder(), millisecondsPerDay: pace) {
                Output.lines($0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            }
            let result = try await demo.run()
            for line in result.summary { Output.line(line) }
            guard result.isExpected else {
                throw CommandFailure(.software, "the demo did not go exactly as it should")
            }
        }
    }
}
