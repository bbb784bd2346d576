import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon
import UsherInbox
import UsherSupport

struct PruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Let go of what 'keep' in usher.yaml says is old.",
        discussion: """
            The daemon does so by itself, once a day and a little at a time. What keep does not name stays, \
            but mail that came back and led to nothing, and sign-ups that nobody confirmed: these have bounds of their \
            own. People, what they said, enrollments, purchases and counts stay: only what nothing decides by any more \
            goes.

            EXAMPLES
              usher prune --dry-run    what would go?
              usher prune
            """)

    @OptionGroup var home: HomeOptions
    @Flag(help: "Only say what would go.") var dryRun = false

    /// What the daemon gets between two lots.
    private static let pause: UInt32 = 10_000

    func run() throws {
        let home = try home.open(orElse: "nothing goes")
        let keep = home.settings.keep
        guard keep != KeepSettings() else {
            return Output.line(
                "config/usher.yaml has no 'keep': all stays that has no bounds of its own; "
                    + "see /usr/share/doc/usher/retention.md")
        }
        let spool = Spool(path: home.folders.spool(home.settings))
        var pruning = Pruning()
        while !pruning.isOver {
            try pruning.goOn(home.store, spool, plan: home.plan, now: home.clock.now(), dry: dryRun)
            if home.isDaemonRunning { usleep(Self.pause) }
        }
        if home.folders.mode == .rehearsal {
            try pruning.clear(
                InboxFolder(path: home.folders.inbox), keep: keep, now: SystemClock().now(), dry: dryRun)
        }
        if let trouble = pruning.found.trouble { Output.error("some mails that came back stay: \(trouble)") }
        let words = pruning.found.words
        Output.line(words.map { dryRun ? "Would go: \($0)." : "Gone: \($0)." } ?? "Nothing is old enough.")
        guard dryRun else { return }
        if home.isDaemonRunning, words != nil {
            Output.line("The daemon lets go of it by itself within a day, some 200 rows a second.")
        }
        say("messages", pruning.found.nextMessages, keep.deliveriesMilliseconds, home)
        say("events", pruning.found.nextEvent, keep.eventsMilliseconds, home)
    }

    /// When the oldest of what stays is old.
    private func say(_ what: String, _ oldest: Timestamp?, _ age: Int64?, _ home: OpenHome) {
        guard let oldest, let age else { return }
        let time = Wording.time(oldest.adding(milliseconds: age), clock: home.settings.clock)
        Output.line("The next \(what) are old enough on \(time).")
    }
}
