import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon
import UsherHome
import UsherReports

struct SendTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-test",
        abstract: "Send yourself a message and see what the relay answers.",
        discussion: """
            Through the daemon, along the way that every message takes: in rehearsal into the inbox, live to the relay. \
            --direct asks the relay of usher.yaml at once from this shell, in either mode, and needs no daemon. Where \
            transactional mail has a relay of its own, each message goes to the one of its kind; the daemon sends a test as \
            transactional mail, so a marketing step takes --direct in live mode.

            EXAMPLES
              usher send-test me@example.org --direct
              usher send-test me@example.org
              usher send-test me@example.org --message welcome/download
              usher send-test me@example.org --message welcome/download --as joerg
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("Your address.", valueName: "ADDRESS")) var address: String
    @Option(
        help: ArgumentHelp("A step's e-mail instead of the test message.", valueName: "CAMPAIGN/STEP"),
        completion: Completions.step)
    var message: String?
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Whom it is filled in for: a person of config/samples.yaml, such as sam; if not said, the first one there.",
            valueName: "NAME"), completion: Completions.sample)
    var sample: String?
    @Flag(help: "Straight from this shell to the relay of usher.yaml.") var direct = false

    func run() async throws {
        // Past the daemon it is one what mode the daemon is in.
        let home = try home.open(inEitherMode: direct)
        let test = try TestMessage(home: home, to: try home.address(address), message: message, sample: sample)
        try home.notErased(test.recipient)
        if direct { return try await sendDirect(test, home) }
        if test.isMarketing, home.settings.mode == .live, home.settings.hasTwoStreams {
            throw CommandFailure(
                .usage,
                "through the daemon a test goes as transactional mail, which has a relay of its own here, and this one is "
                    + "marketing; use --direct")
        }
        guard home.isDaemonRunning else {
            throw CommandFailure(
                .unavailable,
                "no daemon is running here; start one with '\(ServiceHome.start(home.folders.home))', or use --direct")
        }
        let stream = home.settings.stream(of: .transactional)
        if let pause = try home.pauses().first(where: { $0.scope == stream.relay }) {
            let name = stream == .transactional ? PauseScope.transactionalRelayName : PauseScope.relayName
            throw CommandFailure(
                .unavailable,
                "\(stream.relayWords) is paused: \(pause.words); go on with: usher resume \(name), or use --direct")
        }
        let row = try test.throughDaemon(home)
        guard row.state == .sent else {
            Output.lines(DeliveryLine(row, plan: home.plan).details(clock: try home.clock(of: row)))
            Output.lines(home.situation())
            throw CommandFailure(.temporary, "it is not sent yet; look again with: usher queue show \(row.id)")
        }
        let answer = row.reply.map { "; the answer was \($0.codes) \($0.text)" } ?? ""
        Output.line("Sent to \(row.recipient)\(answer)")
        if home.settings.mode == .live { Output.lines(WhatToLookAt.lines(test, home.settings)) }
        Output.lines(home.situation())
    }

    private func sendDirect(_ test: TestMessage, _ home: OpenHome) async throws {
        let sender = home.settings.of(test.kind).sender.address
        if InventedHost.first(in: sender) != nil {
            Output.note(
                "It goes out as \(sender), an address for examples only, which relays and mailboxes refuse: put your "
                    + "own 'sender' into config/usher.yaml")
        }
        let message = try test.composed(home).message
        let environment = ProcessInfo.processInfo.environment
        switch try await DirectSend.send(message, as: test.kind, home: home, environment: environment) {
        case .fault(let fault):
            let relay = home.settings.of(test.kind).smtp.map { "\($0.name): " } ?? ""
            throw CommandFailure(.unavailable, "\(relay)\(fault.explanation)")
        case .outcome(.accepted(let reply)):
            Output.line("The relay took it: \(reply.codes) \(reply.text)")
            Output.lines(WhatToLookAt.lines(test, home.settings))
        case .outcome(let outcome):
            let answer = outcome.reply.map { ": \($0.codes) \($0.text)" } ?? ""
            throw CommandFailure(.temporary, "the relay did not take it (\(outcome.summary))\(answer)")
        }
    }
}

extension AttemptOutcome {
    /// In two or three words.
    fileprivate var summary: String {
        switch self {
        case .accepted: "accepted"
        case .refused(let phase, _): "refused at \(phase.words)"
        case .lost(let phase, let reason, _, _): "connection lost at \(phase.words): \(reason.words)"
        case .notStarted: "not started"
        case .unsendable(.needsSMTPUTF8): "the address needs SMTPUTF8"
        case .unsendable(.largerThan(let limit)): "larger than \(limit) octets"
        case .withdrawn, .enrollmentEnded: "withdrawn"
        }
    }
}
