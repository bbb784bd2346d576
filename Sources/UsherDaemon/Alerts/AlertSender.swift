import Foundation
import UsherCore
import UsherHome
import UsherMail
import UsherSMTP
import UsherSupport

/// Brings an alert to a human, by each way that `alerts:` names.
package struct AlertSender: Sendable {
    private let settings: Settings
    private let home: String
    private let environment: [String: String]

    /// How long a program may take, in seconds.
    private static let longest = 30

    package init(_ settings: Settings, home: String, environment: [String: String]) {
        self.settings = settings
        self.home = home
        self.environment = environment
    }

    /// What came of bringing alerts by one way.
    package struct Outcome: Hashable, Sendable {
        /// The way for whoever asked: `mail to ops@shop.example`, `/usr/local/bin/page`.
        package let way: String
        /// The way for the log, without anybody's address.
        package let name: String
        /// The alerts that went.
        package let gone: [Alert]
        /// Why some of the alerts did not go; nil when all did.
        package let fault: Fault?

        package init(way: String, name: String? = nil, gone: [Alert], fault: Fault?) {
            self.way = way
            self.name = name ?? way
            self.gone = gone
            self.fault = fault
        }
    }

    /// Why alerts did not go by one way.
    package struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// What happened, with codes and without anybody's words: for the log.
        package let what: String
        /// The words of the relay or the program about it; nil where there are none.
        package let said: String

        package init(_ what: String, said: String = "") {
            self.what = what
            self.said = said
        }

        package var description: String { said.isEmpty ? what : "\(what): \(said)" }
    }

    /// Sends the alerts by each way. Runs where it is called, and blocks where a program runs: for a lane that may. A
    /// task that is cancelled tries no further way.
    package nonisolated(nonsending) func send(_ alerts: [Alert]) async -> [Outcome] {
        var outcomes: [Outcome] = []
        if let command = settings.alerts.command { outcomes.append(run(command, alerts)) }
        if let mail = settings.alerts.mail, !Task.isCancelled {
            let fault = await fault(of: mail, text(alerts))
            outcomes.append(
                Outcome(way: "mail to \(mail.to)", name: "mail", gone: fault == nil ? alerts : [], fault: fault))
        }
        return outcomes
    }

    private func text(_ alerts: [Alert]) -> AlertText {
        AlertText(alerts, host: ProcessInfo.processInfo.hostName, home: home)
    }

    private nonisolated(nonsending) func fault(of mail: AlertSettings.Mail, _ text: AlertText) async -> Fault? {
        do {
            let code = "alert.\(UUID().uuidString.lowercased().filter { $0 != "-" })"
            let message = try AlertMail.message(
                text.title, text.text, from: try EmailAddress(settings.sender.address), to: try EmailAddress(mail.to),
                code: code, at: SystemClock().now())
            guard let smtp = mail.relay else { return byProgram(mail, message) }
            var own = settings
            own.smtp = smtp
            let relay = try RelaySettings.of(own, home: home, environment: [:])
            switch await DirectSend.send(message, relay: relay, seconds: Self.longest) {
            case .fault(let fault): return Fault("\(smtp.host):\(smtp.port): \(fault.explanation)")
            case .outcome(.accepted): return nil
            case .outcome(let outcome):
                let code = outcome.reply.map { ": \($0.codes)" } ?? ""
                return Fault("\(smtp.host):\(smtp.port) did not take it\(code)", said: outcome.reply?.text ?? "")
            }
        } catch { return Fault("the mail cannot be made, or its relay's password not be read", said: "\(error)") }
    }

    private func byProgram(_ mail: AlertSettings.Mail, _ message: OutgoingMessage) -> Fault? {
        // sendmail wants lines as this machine ends them.
        let octets = message.bytes.filter { $0 != 0x0D }
        return run(
            ChildProgram(
                mail.sendmail, ["-i", "-f", settings.sender.address, "--", mail.to], input: octets,
                seconds: Self.longest))
    }

    /// Runs the program for each alert by itself: one that opens and closes tickets must miss none. One alert that it
    /// does not take keeps no other from it.
    private func run(_ command: String, _ alerts: [Alert]) -> Outcome {
        var (gone, first): ([Alert], Fault?) = ([], nil)
        for alert in alerts where !Task.isCancelled {
            if let fault = fault(of: command, alert) { first = first ?? fault } else { gone.append(alert) }
        }
        return Outcome(way: command, gone: gone, fault: first)
    }

    private func fault(of command: String, _ alert: Alert) -> Fault? {
        let text = text([alert])
        let variables = [
            "PATH": environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", "USHER_ALERT": text.title,
            "USHER_ALERT_KIND": alert.kind.rawValue, "USHER_ALERT_SUBJECT": alert.subject,
        ]
        return run(
            ChildProgram(
                FolderPath.absolute(command, from: home), environment: variables, input: Array(text.text.utf8),
                seconds: Self.longest))
    }

    private func run(_ program: ChildProgram) -> Fault? {
        do throws(ChildProgram.Fault) {
            let result = try program.run()
            let said = PlainText.shortened(String(decoding: result.output, as: UTF8.self))
            switch result.end {
            case .exit(0): return nil
            case .exit(let code): return Fault("it ended with \(code)", said: said)
            case .signal(let signal): return Fault("it was ended by signal \(signal)", said: said)
            case .tookTooLong: return Fault("it took longer than \(Self.longest) seconds and was ended", said: said)
            }
        } catch { return Fault(error.description) }
    }
}
