import UsherComposing
import UsherCore
import UsherDashboard
import UsherIntake
import UsherReports
import UsherStore
import UsherSupport

/// What a session for acting does with deliveries and pauses, carried out as the commands do it, with the files in force.
struct DashboardOperating: Sendable {
    let store: SQLiteStore
    let editions: EditionBox
    let clock: any CalendarClock
    /// Tells the worker that there may be something to send.
    let wake: @Sendable () -> Void

    func carryOut(_ act: OperatingAct) throws -> [DashboardActs.Said] {
        let operating = Operating(store: store, plan: editions.edition.plan, clock: clock)
        defer { wake() }
        switch act {
        case .retry(let deliveries):
            return deliveries.map { id in each(id) { try operating.retry(id) } }
        case .cancel(let deliveries):
            return deliveries.map { id in each(id) { try operating.cancel(id) } }
        case .pause(let what, let because):
            if let because,
                let fault = DraftField.fault(ofLine: because, at: "because", longest: PlainText.longestWording)
            {
                return [.init(isDone: false, fault)]
            }
            return try said { [try operating.pause(what, because: because)] }
        case .resume(let what): return try said { try operating.resume(what) }
        }
    }

    /// What went wrong with one delivery is its own answer: what was done to the others is done.
    private func each(_ delivery: Int64, _ act: () throws -> Operating.Said) -> DashboardActs.Said {
        do {
            let said = try act()
            return .init(isDone: said.isDone, said.sentence)
        } catch let unknown as UnknownName {
            return .init(isDone: false, "\(unknown)")
        } catch {
            return .init(isDone: false, "delivery \(delivery) is as it was: \(error)")
        }
    }

    /// A name that means nothing is an answer, too.
    private func said(_ act: () throws -> [Operating.Said]) throws -> [DashboardActs.Said] {
        do {
            return try act().map { .init(isDone: $0.isDone, $0.sentence) }
        } catch let unknown as UnknownName {
            return [.init(isDone: false, "\(unknown)")]
        }
    }

    /// Everything, and whatever can be paused by its name.
    var pausable: [String] {
        let plan = editions.edition.plan
        let relays = plan.settings.hasTwoStreams ? [PauseScope.relayName, PauseScope.transactionalRelayName] : []
        return relays + plan.campaigns.values.filter { !$0.steps.isEmpty }.map(\.name).sorted()
    }
}
