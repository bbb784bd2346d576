import ArgumentParser
import Foundation
import Logging
import UsherCore
import UsherDaemon

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Play twelve invented people's journey with the sample shop: eighty days in eighty seconds.",
        discussion: """
            Writes the sample home to a folder and plays what a dozen invented people do: they come through links, sign \
            up, buy, are happy or not, and bring friends. What they do is entered as 'usher event' does \
            it; everything is sent over SMTP into an inbox on this machine, with a calendar that runs at about a day \
            per second. Nothing leaves the machine. It ends with the report, and exits 0 only when exactly the expected \
            messages were accepted and exactly the expected people moved.

            EXAMPLES
              usher demo
              usher demo --pace 0 --in /tmp/shop
            """)

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp(
            "An empty folder to write the sample shop to; if not said, a new temporary one.", valueName: "DIR"
        ), completion: .directory)
    var folder: String?
    @Option(
        help: ArgumentHelp(
            "How many real milliseconds a day of the demo lasts; 0 does not wait at all.", valueName: "MS")) var pace:
        Int64 = 1000

    func validate() throws {
        guard (0...60_000).contains(pace) else {
            throw ValidationError("--pace takes a number of milliseconds from 0 to 60000")
        }
    }

    func run() async throws {
        LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
        let demo = try Demo(folder: folder ?? Demo.freshFolder(), millisecondsPerDay: pace) {
            Output.lines($0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
        let result = try await demo.run()
        for line in result.summary { Output.line(line) }
        guard result.isExpected else {
            throw CommandFailure(
                .software, "the demo did not go exactly as it should: what is missing or unexpected stands above")
        }
    }
}
