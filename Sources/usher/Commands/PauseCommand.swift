import ArgumentParser
import UsherCore
import UsherDaemon

struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Hold a campaign, or everything, until you resume it.",
        discussion: """
            What is on the wire finishes; nothing new starts. What comes due meanwhile is parked, and goes out at the limits' pace
            after usher resume, never in a burst.

            EXAMPLES
              usher pause relay               nothing is sent at all
              usher pause welcome             only this campaign
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("relay, or a campaign's name.", valueName: "WHAT")) var what = "relay"
    @Option(help: "Why; shown by usher status.") var because = "paused by the operator"

    func run() throws {
        try reporting {
            let home = try home.open()
            let scope = try home.pauseScope(what)
            try home.store.pause(Pause(scope: scope, reason: because, since: home.clock.now()))
            Output.line("Paused \(what). Go on with: usher resume \(what)")
        }
    }
}

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "End a pause.",
        discussion: """
            EXAMPLES
              usher resume relay
              usher resume welcome
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("relay, or a campaign's name.", valueName: "WHAT")) var what = "relay"

    func run() throws {
        try reporting {
            let home = try home.open()
            let spacing = home.plan.settings.limits.spacingMilliseconds
            let resumed = try home.store.resume(try home.pauseScope(what), now: home.clock.now(), spacing: spacing)
            Output.line(resumed ? "Resumed \(what)." : "\(what) was not paused.")
        }
    }
}
