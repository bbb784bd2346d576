import Crypto
import Foundation
import UsherCore

/// Brings the queue's due times to what the files say, a lot at a time, and remembers in the store how far it is:
/// whatever stops it, it goes on, after a restart too. Edits that were made while no daemon ran are noticed by the same
/// note.
///
/// Nothing goes early while it is on its way: a claim computes the due time again. It is there for what is due earlier
/// now.
struct QueueWalk {
    private static let note = "timetable"
    /// How many deliveries are a lot, which holds the store's write lock for about five milliseconds.
    private static let lot = 250

    private struct Progress: Codable, Equatable {
        /// The SHA-256 of the timetable that the queue is brought to.
        var timetable: String
        /// The number of the last delivery that was looked at; nil at the beginning.
        var after: Int64?
        var isDone = false
    }

    private let plan: Plan
    private var progress: Progress
    private var saved: Progress?

    /// Begins a walk to `plan`'s timetable: done when the queue has it already, else from where an earlier one to the
    /// same timetable stopped.
    init(to plan: Plan, in store: any Store) throws(StoreError) {
        self.plan = plan
        let digest = SHA256.hash(data: Data(plan.timetable.utf8))
        progress = Progress(timetable: digest.map { String($0, radix: 16) }.joined(separator: "."))
        saved = try store.note(Self.note).flatMap { try? JSONDecoder().decode(Progress.self, from: Data($0.utf8)) }
        if let saved, saved.timetable == progress.timetable { progress = saved }
    }

    /// Whether the walk is done, and that is written down.
    var isDone: Bool { progress.isDone && progress == saved }

    /// Looks at lots until all are done, the time is over, or the task is cancelled, and writes down how far it came.
    /// On an error what was moved stays moved, and the next call goes on.
    mutating func goOn(in store: any Store, now: Timestamp, isOver: () -> Bool) throws(StoreError) {
        while !progress.isDone {
            let plan = plan
            let last = try store.reschedule(after: progress.after.map { DeliveryID($0) }, limit: Self.lot) {
                Rescheduling.due($0, plan: plan, now: now)
            }
            progress.after = last?.value
            progress.isDone = last == nil
            if isOver() || Task.isCancelled { break }
            // Whoever waits for the write lock looks for it every millisecond: long enough for one of them.
            usleep(2000)
        }
        guard progress != saved, let text = try? SortedJSON.text(of: progress) else { return }
        try store.setNote(Self.note, text)
        saved = progress
    }
}
