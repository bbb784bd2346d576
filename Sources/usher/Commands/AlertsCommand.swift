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
              usher alerts test    sends one by each way, and asks the ping
            """,
        subcommands: [AlertsTestCommand.self])
}

struct AlertsTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test alert by each way of 'alerts', ask the ping, and say how it went.",
        discussion: """
            Ends with 69 when a way fails, and with 78 when usher.yaml names none.

            EXAMPLES
              usher alerts test
            """)

    @OptionGroup var home: HomeOptions

    func run() async throws {
        let home = try home.open()
        let settings = home.settings.alerts
        guard settings.hasWay || settings.ping != nil else {
            throw CommandFailure(
                .config,
                "config/usher.yaml names no way for alerts; see /usr/share/doc/usher/alerts.md, and write for example: "
                    + "alerts: { mail: { to: you@example.org, sendmail: /usr/sbin/sendmail } }")
        }
        let alert = Alert(.began, "test", "This is a test of Usher's alerts. Nothing is wrong.")
        let ways = AlertWays.real(home: home.folders.home, environment: ProcessInfo.processInfo.environment)
        let outcomes = await ways.send(home.settings, [alert])
        for outcome in outcomes where outcome.fault == nil { Output.line("Went by \(outcome.way).") }
        var faults = outcomes.compactMap { outcome in outcome.fault.map { "\(outcome.way): \($0)" } }
        if let ping = settings.ping {
            if let why = ways.ping(ping) {
                faults.append("the ping to \(ping): \(why)")
            } else {
                Output.line("\(ping) took the ping.")
            }
        }
        if !settings.hasWay {
            Output.note("only the ping tells of trouble, by not coming: 'mail' or 'command' would say what is wrong")
        }
        guard faults.isEmpty else { throw CommandFailure(.unavailable, faults.joined(separator: "\n")) }
    }
}
