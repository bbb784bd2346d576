import ArgumentParser
import UsherCore
import UsherDaemon
import UsherReports

struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Hold everything, a relay, or a campaign, until you resume it.",
        discussion: """
            What is on the wire finishes; nothing new starts. What comes due meanwhile is parked, and goes out at the \
            limits' pace after usher resume, never in a burst. Where transactional mail has a relay of its own, pause alone \
            holds both, and each of the two is paused by its name, relay and transactional-relay.

            EXAMPLES
              usher pause                                  nothing goes to the relay
              usher pause welcome --because "new prices"   only this campaign
            """)

    @OptionGroup var home: HomeOptions
    @Argument(
        help: ArgumentHelp(
            "relay, transactional-relay, or a campaign's name; everything if not said.", valueName: "WHAT"),
        completion: Completions.pause)
    var what: String?
    @Option(help: ArgumentHelp("Why; usher status shows it.", valueName: "TEXT")) var because: String?

    func run() throws {
        let home = try home.openForNo(orElse: "nothing is paused")
        if let because { try PlainOption.check("--because", because, longest: PlainText.longestWording) }
        guard what != nil || !home.settings.hasTwoStreams else { return try pauseBoth(home) }
        let what = what ?? PauseScope.relayName
        let scope = try home.pauseScope(what)
        let reason = PauseReason.byHand(words: because)
        let present = try home.pauses().first { $0.scope == scope && $0.until == nil }
        if let present, because == nil || present.reason == reason {
            return Output.line(already(present, what, home))
        }
        try home.store.pause(Pause(scope: scope, reason: reason, since: home.clock.now()))
        Output.line(
            "Paused \(paused(scope, what, home)). Go on with: "
                + ShellWord.command("usher resume", [what]))
    }

    /// What somebody paused before, with words of theirs, keeps them.
    private func pauseBoth(_ home: OpenHome) throws {
        let held = try home.pauses().filter {
            $0.until == nil && (because == nil || $0.reason == .byHand(words: because))
        }
        for scope in [PauseScope.relay, .transactionalRelay] where !held.contains(where: { $0.scope == scope }) {
            try home.store.pause(Pause(scope: scope, reason: .byHand(words: because), since: home.clock.now()))
        }
        Output.line("Paused both relays: nothing is sent. Go on with: usher resume")
    }

    private func paused(_ scope: PauseScope, _ what: String, _ home: OpenHome) -> String {
        guard let relay = scope.relayWords else { return what }
        guard home.settings.hasTwoStreams else { return "\(relay): nothing is sent" }
        return relay + (scope == .relay ? ": transactional mail goes on" : ": marketing goes on")
    }

    private func already(_ pause: Pause, _ what: String, _ home: OpenHome) -> String {
        let clock = home.settings.clock
        let name = pause.scope.relayWords.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? what
        return "\(name) is paused already, since "
            + "\(Wording.time(pause.since, clock: clock)): \(pause.words). Go on with: "
            + ShellWord.command("usher resume", [what])
    }
}

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "End a pause.",
        discussion: """
            What was parked goes out at the limits' pace, never in a burst. A domain that blocks our mail is paused for a \
            while by Usher itself; name it once you have mended what it complains of. A campaign that a breaker paused, for \
            complaints or hard bounces, is judged anew: only what goes from then on counts. Nothing named, it is the relay; \
            where there are two, both.

            EXAMPLES
              usher resume
              usher resume welcome
              usher resume mail.example
            """)

    @OptionGroup var home: HomeOptions
    @Argument(
        help: ArgumentHelp("relay, transactional-relay, a campaign's name, or a domain.", valueName: "WHAT"),
        completion: Completions.pause)
    var what: String?

    func run() throws {
        let home = try home.openAnyway(inEitherMode: false)
        let relays =
            home.settings.hasTwoStreams
            ? [PauseScope.relayName, PauseScope.transactionalRelayName] : [PauseScope.relayName]
        for what in what.map({ [$0] }) ?? relays {
            let scope = try home.resumeScope(what)
            let name = scope.relayWords ?? what
            let resumed = try home.resume(scope)
            Output.line(resumed ? "Resumed \(name)." : "There is nothing to resume: \(name) is not paused.")
        }
    }
}

extension PauseScope {
    /// A relay, in the middle of a sentence; nil for anything else.
    fileprivate var relayWords: String? {
        switch self {
        case .relay: MailStream.all.relayWords
        case .transactionalRelay: MailStream.transactional.relayWords
        case .campaign, .domain, .transactionalDomain, .warmUp: nil
        }
    }
}
