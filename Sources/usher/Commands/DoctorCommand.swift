import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon
import UsherDoctor

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say whether your mail will arrive and a no come back, and what to put right.",
        discussion: """
            Looks at what is outside of the files. DNS, as receivers read it: SPF of the envelope's domain, DKIM of the \
            keys that sign, DMARC and alignment, MX of the return domain and of the one that answers go to, the EHLO name. \
            The relay: whether it answers, its certificate, the login, what it takes and offers. The public address from \
            outside: certificate, a link, one click. The machine: clock, disk, file system, who may read what, backups. \
            Each line says what is; below it, what should be, and the record to publish or the command to give. Sends \
            nothing, changes nothing. Ends with 65 when something is wrong, with 75 when something could not be found out.

            --round-trip alone sends something: one message, live, to an address of yours that nobody has, and waits for \
            the bounce. --watch looks again and again, and speaks when a line has changed.

            EXAMPLES
              usher doctor
              usher doctor --server 9.9.9.9 --backups /srv/backups
              usher doctor --watch --every '15 minutes' --json
              usher doctor --round-trip
              usher doctor --round-trip --to shop.example --patience '30 minutes'
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Option(
        help: ArgumentHelp(
            "Ask these name servers, several between commas: 9.9.9.9 or 127.0.0.1:5300; the system's if not said.",
            valueName: "ADDRESS"))
    var server: String?
    @Option(
        help: ArgumentHelp("Where backups are; /var/backups/usher if not said.", valueName: "DIR"),
        completion: .directory)
    var backups: String?
    @Flag(help: "Look again and again, until told to stop; speak when a line has changed.") var watch = false
    @Option(
        help: ArgumentHelp("With --watch: how long between two looks, 1 minute to 7 days.", valueName: "DURATION"))
    var every = "1 hour"
    @Flag(help: "Send one message to nobody, live, and wait until it comes back.") var roundTrip = false
    @Option(
        help: ArgumentHelp("With --round-trip: nobody's domain; the sender's if not said.", valueName: "DOMAIN"))
    var to: String?
    @Option(
        help: ArgumentHelp("With --round-trip: how long to wait, at most 1 day.", valueName: "DURATION"))
    var patience = "5 minutes"

    private struct Answer: Encodable {
        let isWell: Bool
        let findings: [Finding]

        init(_ all: [Finding], saying findings: [Finding]) {
            isWell = !all.contains { $0.grade == .wrong }
            self.findings = findings
        }
    }

    func validate() throws {
        guard !watch || !roundTrip else { throw ValidationError("--watch sends nothing; leave out --round-trip") }
        guard to == nil || roundTrip else { throw ValidationError("--to is for --round-trip") }
        _ = try span(every, named: "--every", from: 60_000, to: 7 * 86_400_000)
        _ = try span(patience, named: "--patience", from: 1000, to: 86_400_000)
    }

    func run() async throws {
        if roundTrip {
            let finding = try await sendRound()
            return try end([finding])
        }
        let round = DoctorRound(
            home: try home.locate(), server: server, backups: try backupFolder(),
            environment: ProcessInfo.processInfo.environment)
        guard watch else { return try end(try round.findings()) }
        try await keepWatch(round)
    }

    private func end(_ findings: [Finding]) throws {
        try say(findings, of: findings)
        if findings.contains(where: { $0.grade == .wrong }) { throw ExitCode(CommandFailure.Code.data.rawValue) }
        if findings.contains(where: \.isUnanswered) { throw ExitCode(CommandFailure.Code.temporary.rawValue) }
    }

    private func say(_ findings: [Finding], of all: [Finding]) throws {
        if output.json {
            try Output.json(Answer(all, saying: findings))
        } else {
            Output.show(findings.flatMap(\.shown))
        }
    }

    private func backupFolder() throws -> String? {
        guard let backups else { return nil }
        let working = FileManager.default.currentDirectoryPath
        return backups.hasPrefix("/") ? backups : "\(working)/\(backups)"
    }

    private func span(
        _ text: String, named name: String, from least: Int64, to most: Int64
    ) throws -> Int64 {
        let span: Int64
        do { span = try Wait(parsing: text).elapsed } catch { throw ValidationError("\(name): \(error.reason)") }
        guard (least...most).contains(span) else {
            let bounds = [least, most].map { Wording.duration(milliseconds: $0) }.joined(separator: " to ")
            throw ValidationError("\(name) takes \(bounds)")
        }
        return span
    }

    // MARK: Watching

    private func keepWatch(_ round: DoctorRound) async throws {
        let pause = try span(every, named: "--every", from: 60_000, to: 7 * 86_400_000)
        let ending = CleanEnding()
        var before: [Finding] = []
        while true {
            let now = look(round)
            let changed = FindingChanges.between(before, now)
            if !changed.isEmpty { try ending.unlessEnding { try say(changed, of: now) } }
            before = now
            try await Task.sleep(for: .milliseconds(pause))
        }
    }

    /// Files that somebody is at work on are no reason to stop watching.
    private func look(_ round: DoctorRound) -> [Finding] {
        do { return try round.findings() } catch {
            let why = CommandFailure.describing(error)?.sentence ?? "\(error)"
            return [
                Finding(
                    .wrong, "files", PlainText.shortened(why), wanted: "files that can be read", remedy: "usher check")
            ]
        }
    }

    // MARK: There and back

    private func sendRound() async throws -> Finding {
        let home = try home.open()
        guard home.settings.mode == .live else {
            throw CommandFailure(.config, "nothing is sent in rehearsal; a round trip is for 'mode: live'")
        }
        guard let envelope = home.settings.bounceDomain else {
            throw CommandFailure(
                .config,
                "no return address is Usher's own; set 'bounce: { domain }' first, as "
                    + "/usr/share/doc/usher/receiving.md says")
        }
        // What lies in a mailbox only the daemon fetches.
        let receive = home.settings.receive
        if receive.imap != nil, receive.spool == nil, !home.isDaemonRunning {
            throw CommandFailure(
                .temporary,
                "the report would come to the mailbox, and no daemon runs that fetches it; start 'usher run'")
        }
        let domain = to ?? home.settings.sender.address.split(separator: "@").last.map(String.init) ?? ""
        let nobody: EmailAddress
        do { nobody = try RoundTrip.nobody(at: domain) } catch {
            throw CommandFailure(.usage, "'\(PlainText.shown(domain))' is no domain to send to")
        }
        let patience = try span(patience, named: "--patience", from: 1000, to: 86_400_000)
        let span = Wording.duration(milliseconds: patience)
        Output.note("a message goes to \(nobody.wire), and is waited for; this may take \(span)")
        let end = try await RoundTrip(home: home, recipient: nobody, patience: patience).run(
            environment: ProcessInfo.processInfo.environment, sleep: { try await Task.sleep(for: $0) })
        return RoundTripJudge.judge(end, to: nobody.wire, envelope: envelope)
    }
}
