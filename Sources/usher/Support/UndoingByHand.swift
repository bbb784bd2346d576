import Foundation
import UsherCore
import UsherDaemon

/// `queue retry --failed --since` and `suppress remove --reason bounced --since`: says what would be undone, or does
/// it.
struct UndoingByHand {
    let home: OpenHome
    let what: UndoFilter.What
    /// For the ledger.
    let note: SuppressionNote
    let isRehearsal: Bool

    /// The command that does it, with `--yes`, is said behind what would be done.
    func run(again command: String) throws {
        let undone = try undo()
        if isRehearsal {
            guard undone != Undone() else {
                return Output.line("Nothing of that kind has happened since then; there is nothing to do.")
            }
            Output.lines(Undoing.sentences(undone, would: true))
            return Output.line("Nothing is changed yet. Do it with: \(command) --yes")
        }
        Output.lines(Undoing.sentences(undone, would: false))
        if undone.queued > 0 { Output.lines(home.situation()) }
    }

    /// While a daemon runs, it rests as long as each lot held the write lock.
    private func undo() throws(StoreError) -> Undone {
        try Undoing(
            what, in: home.store, plan: home.plan, note: note, isRehearsal: isRehearsal, now: home.clock.now()
        ).undo { took in
            if home.isDaemonRunning { Thread.sleep(forTimeInterval: took.seconds) }
            return true
        }.undone
    }
}

/// `--since`: a moment, or how long ago.
enum SinceOption {
    static func read(_ text: String, home: OpenHome) throws -> Timestamp {
        do throws(Misreading) {
            return try PastMoment.read(text, clock: home.settings.clock, now: home.clock.now())
        } catch {
            throw CommandFailure(.usage, "--since \(error.reason)")
        }
    }
}
