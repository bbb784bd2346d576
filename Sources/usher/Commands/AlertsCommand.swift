import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon

struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Whether trouble reaches a human.",
        discussion: """
            The daemon tells of trouble by the ways that 'alerts' in usher.yaml names: once in six hours for each \
            subject, and once when it is over.

            EXAMPLES
              usher alerts test    sends one by each way, and says how it went
            """,
        subcommands: [AlertsTestCommand.self])
}

struct AlertsTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test alert by each way of 'alerts', and say how it went.",
        discussion: """
            Ends with 69 when a way fails, and with 78 when usher.yaml names none.

            EXAMPLES
              usher alerts test
            """)

    @OptionGroup var home: HomeOptions

    func run() async throws {
        let home = try home.open()
        guard home.settings.alerts.hasWay else {
            throw CommandFailure(
                .config,
                "config/usher.yaml names no way for alerts; see docs/alerts.md, and write for example: "
                    + "alerts: { mail: { to: you@example.org, sendmail: /usr/sbin/sendmail } }")
        }
        let alert = Alert(.began, "test", "This is a test of Usher's alerts. Nothing is wrong.")
        let outcomes = await AlertSender(
            home.settings, home: home.folders.home, environment: ProcessInfo.processInfo.environment
        ).send([alert])
        for outcome in outcomes where outcome.fault == nil { Output.line("Went by \(outcome.way).") }
        let faults = outcomes.compactMap { outcome in outcome.fault.map { "\(outcome.way): \($0)" } }
        guard faults.isEmpty else { throw CommandFailure(.unavailable, faults.joined(separator: "\n")) }
    }
}
