import Foundation
import UsherCore
import UsherDaemon

/// `queue retry --failed --since` and `suppress remove --reason bounced --since`: says what would be undone, or does
/// it.
struct Undoing {
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
            Output.lines(Self.sentences(undone, would: true))
            return Output.line("Nothing is changed yet. Do it with: \(command) --yes")
        }
        Output.lines(Self.sentences(undone, would: false))
        if undone.queued > 0 { Output.lines(home.situation()) }
    }

    /// A lot to a transaction; while a daemon runs, it rests as long as each held the write lock.
    private func undo() throws(StoreError) -> Undone {
        let now = home.clock.now()
        let plan = home.plan
        var undone = Undone()
        var cursor: UndoCursor?
        repeat {
            let started = ContinuousClock.now
            let lot = try home.store.undo(
                UndoFilter(what, isRehearsal: isRehearsal), after: cursor, limit: 100, by: "operator", note: note,
                now: now,
                deadline: nil, isOver: { $0.isOver(plan: plan, now: now) },
                due: { Rescheduling.due($0, plan: plan, now: now) })
            undone += lot.undone
            cursor = lot.next
            if cursor != nil, home.isDaemonRunning { Thread.sleep(forTimeInterval: started.duration(to: .now).seconds) }
        } while cursor != nil
        return undone
    }

    private static func sentences(_ undone: Undone, would: Bool) -> [String] {
        func line(_ count: Int, _ one: String, _ many: String, _ done: String) -> String? {
            guard count > 0 else { return nil }
            return "\(Wording.count(count, one, many)) \(would ? "would be" : count == 1 ? "is" : "are") \(done)"
        }
        var lines = [
            line(undone.queued, "delivery", "deliveries", "queued again, due at once"),
            line(undone.liftedSuppressions, "suppression", "suppressions", "lifted"),
            line(
                undone.enrollments, "enrollment that had ended", "enrollments that had ended",
                "under way again, from where \(undone.enrollments == 1 ? "it" : "they") stood"),
        ].compactMap(\.self)
        if undone.left > 0 {
            lines.append(
                "\(Wording.count(undone.left, "delivery stays", "deliveries stay")) as \(undone.left == 1 ? "it is" : "they are"): "
                    + "the person said no since, was erased, left the campaign, or did meanwhile what ends it")
        }
        return lines.isEmpty ? ["Nothing of that kind has happened since then; nothing was changed."] : lines
    }
}

/// `--since`: a moment, or how long ago.
enum SinceOption {
    static func read(_ text: String, home: OpenHome) throws -> Timestamp {
        let now = home.clock.now()
        if let wait = try? Wait(parsing: text), !wait.isNone { return now.adding(milliseconds: -wait.elapsed) }
        let clock = home.settings.clock
        guard let moment = try? Timestamp(parsing: text, clock: clock) else {
            throw CommandFailure(
                .usage,
                "--since takes a moment such as '2026-11-28 09:00', or how long ago, such as '2 hours', not '\(PlainText.shown(text))'"
            )
        }
        guard moment <= now else { throw CommandFailure(.usage, "--since \(PlainText.shown(text)) is still to come") }
        return moment
    }
}
