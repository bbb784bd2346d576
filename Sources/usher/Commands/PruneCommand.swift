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
            The daemon does so by itself, once a day and a little at a time. What keep does not name is kept for ever. \
            Messages themselves, people, events and counts stay: only what nothing decides by any more goes.

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
            return Output.line("config/usher.yaml has no 'keep': everything is kept for ever.")
        }
        var pruning = Pruning()
        while !pruning.isOver {
            try pruning.goOn(home.store, keep: keep, now: home.clock.now(), dry: dryRun)
            if home.isDaemonRunning { usleep(Self.pause) }
        }
        if home.folders.mode == .rehearsal {
            try pruning.clear(
                InboxFolder(path: home.folders.inbox), keep: keep, now: SystemClock().now(), dry: dryRun)
        }
        guard let words = pruning.found.words else { return Output.line("Nothing is old enough.") }
        Output.line(dryRun ? "Would go: \(words)." : "Gone: \(words).")
    }
}
