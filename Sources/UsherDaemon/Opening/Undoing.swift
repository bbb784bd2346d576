import UsherCore

/// Takes back in lots, or only counts, what failed or bounced by mistake: `queue retry --failed --since`,
/// `suppress remove --reason bounced --since`, and the dashboard's form.
package struct Undoing {
    private let store: any Store
    private let plan: Plan
    private let filter: UndoFilter
    /// The note for the ledger.
    private let note: SuppressionNote
    private let now: Timestamp

    /// Prepares the undoing.
    ///
    /// - Parameter isRehearsal: nothing is changed.
    package init(
        _ what: UndoFilter.What, in store: any Store, plan: Plan, note: SuppressionNote, isRehearsal: Bool,
        now: Timestamp
    ) {
        self.store = store
        self.plan = plan
        self.note = note
        self.now = now
        filter = UndoFilter(what, isRehearsal: isRehearsal)
    }

    /// Undoes a lot to a transaction. `rest` is told after each how long that took, and says whether to go on: a second
    /// call goes on where one ended. Blocks.
    package func undo(rest: (Duration) -> Bool) throws(StoreError) -> (undone: Undone, isAll: Bool) {
        var undone = Undone()
        var cursor: UndoCursor?
        repeat {
            let started = ContinuousClock.now
            let lot = try store.undo(
                filter, after: cursor, limit: 100, by: "operator", note: note, now: now, deadline: nil,
                isOver: { $0.isOver(plan: plan, now: now) }, due: { Rescheduling.due($0, plan: plan, now: now) })
            undone += lot.undone
            cursor = lot.next
            if cursor != nil, !rest(started.duration(to: .now)) { return (undone, false) }
        } while cursor != nil
        return (undone, true)
    }

    package static func sentences(_ undone: Undone, would: Bool) -> [String] {
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
