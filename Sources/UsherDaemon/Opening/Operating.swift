import UsherCore
import UsherReports
import UsherStore
import UsherSupport

/// Carries out what an operator does with deliveries and pauses, and says what came of it: commands and the dashboard
/// do it alike. Each act is durable when it returns.
package struct Operating: Sendable {
    let store: SQLiteStore
    let plan: Plan
    let clock: any CalendarClock

    package init(store: SQLiteStore, plan: Plan, clock: any CalendarClock) {
        self.store = store
        self.plan = plan
        self.clock = clock
    }

    /// What came of an act: sentences; or one clause that says why nothing was done.
    package struct Said: Hashable, Sendable {
        package let isDone: Bool
        package let sentences: [String]

        package var sentence: String { sentences.joined(separator: " ") }

        static func done(_ sentences: String...) -> Said { Said(isDone: true, sentences: sentences) }
        static func not(_ why: String) -> Said { Said(isDone: false, sentences: [why]) }
    }

    package func delivery(_ id: Int64) throws -> DeliveryRow {
        guard let row = try store.deliveries(DeliveryFilter(delivery: DeliveryID(id), limit: 1)).first else {
            throw UnknownName.delivery(id)
        }
        return row
    }

    // MARK: Deliveries

    /// Starts a delivery again that failed, was cancelled or is held.
    package func retry(_ id: Int64) throws -> Said {
        let row = try delivery(id)
        guard try store.retry(row.id, now: clock.now()) else {
            return .not("delivery \(id) \(try whyNotAgain(row))")
        }
        let due = "Delivery \(id) to \(row.recipient) is due now."
        guard let no = whyStartedInVain(id) else { return .done(due) }
        return .done(due, "It will be withheld: \(no); see: " + ShellWord.command("usher why", [row.recipient]))
    }

    /// Why a delivery that was started again will not go; nil where it will, and where that cannot be read just now:
    /// what was done is done, and is answered so.
    private func whyStartedInVain(_ id: Int64) -> String? {
        do { return try whyWithheld(try delivery(id)) } catch { return nil }
    }

    /// Cancels a delivery. The campaign goes on with the person's next step.
    package func cancel(_ id: Int64) throws -> Said {
        let row = try delivery(id)
        let now = clock.now()
        let isCancelled = try store.cancel(row.id, now: now) { candidate in
            Progress.after(candidate, settled: .cancelled, plan: plan, now: now)
        }
        guard isCancelled else {
            return .not(
                row.state == .claimed
                    ? "delivery \(id) is on its way to the relay now and cannot be cancelled"
                    : "delivery \(id) is \(row.state.rawValue) already")
        }
        return .done("Delivery \(id) to \(row.recipient) is cancelled.")
    }

    /// Why a delivery cannot be sent again, as the end of a sentence about it.
    package func whyNotAgain(_ row: DeliveryRow) throws(StoreError) -> String {
        let enrollment = try row.enrollment.flatMap { (id) throws(StoreError) in
            try store.enrollments(of: row.contact).first { $0.id == id }
        }
        if let enrollment, enrollment.isCutShort, row.state != .sent, row.state != .bounced {
            let reason = enrollment.endReason?.words ?? "it was ended"
            return "belongs to an enrollment that has ended (\(reason)); nothing of it is sent any more"
        }
        if row.address == nil { return "was for a person who was erased; nothing of it is sent any more" }
        return switch row.state {
        case .queued: "is queued and goes by itself"
        case .claimed: "is on its way to the relay now"
        case .parked: "waits for the end of a pause, and goes by itself then"
        default: "is \(row.state.rawValue); there is nothing to send again"
        }
    }

    /// Why sending it again does nothing or would be in vain, as far as is known now; nil for one that `retry` makes
    /// go.
    package func whyInVain(_ id: Int64) throws -> String? {
        let row = try delivery(id)
        guard try store.canBeRetried(row.id), let address = row.address else { return "it \(try whyNotAgain(row))" }
        let now = clock.now()
        return plan.no(to: row, standing: try store.standing(address.key, now: now), at: now)
            .map { "it would be withheld: \($0.words)" }
    }

    /// Why a delivery that waits will be withheld, as far as is known now; nil when nothing forbids it, and for one
    /// that does not wait.
    package func whyWithheld(_ row: DeliveryRow) throws(StoreError) -> String? {
        guard !row.state.isSettled, let address = row.address else { return nil }
        let now = clock.now()
        let standing = try store.standing(address.key, now: now)
        return plan.no(to: row, standing: standing, at: max(row.due ?? now, now))?.words
    }
}
