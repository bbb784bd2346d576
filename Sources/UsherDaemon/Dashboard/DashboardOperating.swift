import Foundation
import UsherComposing
import UsherCore
import UsherDashboard
import UsherIntake
import UsherReports
import UsherStore
import UsherSupport

/// What a session for acting does with deliveries and pauses, carried out as the commands do it, with the files in
/// force.
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

    func whyInVain(_ delivery: Int64) throws -> String? {
        try Operating(store: store, plan: editions.edition.plan, clock: clock).whyInVain(delivery)
    }

    /// Carries out an act on one delivery. What went wrong with it is its own answer: what was done to the others is
    /// done.
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

    /// Carries out an act and puts it into words. A name that means nothing is an answer, too.
    private func said(_ act: () throws -> [Operating.Said]) throws -> [DashboardActs.Said] {
        do {
            return try act().map { .init(isDone: $0.isDone, $0.sentence) }
        } catch let unknown as UnknownName {
            return [.init(isDone: false, "\(unknown)")]
        }
    }

    /// The names of what can be paused by itself: the relays where there are two, and the campaigns.
    var pausable: [String] {
        let plan = editions.edition.plan
        let relays = plan.settings.hasTwoStreams ? [PauseScope.relayName, PauseScope.transactionalRelayName] : []
        return relays + campaigns
    }

    /// The names of the campaigns that send e-mail, in order.
    var campaigns: [String] {
        editions.edition.plan.campaigns.values.filter { !$0.steps.isEmpty }.map(\.name).sorted()
    }

    // MARK: All that failed

    /// How long an answer may take; the rest is done by saying it again.
    private static let patience = Duration.seconds(12)

    func failures(_ form: FailuresForm) throws -> FailuresSaid {
        let (plan, now) = (editions.edition.plan, clock.now())
        let since: Timestamp
        do throws(Misreading) { since = try PastMoment.read(form.since, clock: plan.settings.clock, now: now) } catch {
            return FailuresSaid([error.reason], isSomething: false, since: nil)
        }
        let campaign = form.campaign.map { name in (name, plan.catalog.campaigns[name]) }
        if let campaign, campaign.1 == nil {
            let unknown = UnknownName.noCampaign(campaign.0, known: plan.campaigns.values.map(\.name).sorted())
            return FailuresSaid(["\(unknown)"], isSomething: false, since: nil)
        }
        let undoing = Undoing(
            .failures(since: since, campaign: campaign?.1), in: store, plan: plan, note: .retriedByHand,
            isRehearsal: !form.yes, now: now)
        let end = ContinuousClock.now + Self.patience
        let (undone, isAll) = try undoing.undo { took in
            // As long as it held the write lock, others may have it.
            if form.yes { Thread.sleep(forTimeInterval: took.seconds) }
            return ContinuousClock.now < end
        }
        if form.yes { wake() }
        let more = isAll ? [] : [form.yes ? "there is more: say it again for the rest" : "there is more than that"]
        let sentences = undone == Undone() ? [Self.nothing] : Undoing.sentences(undone, would: !form.yes)
        return FailuresSaid(sentences + more, isSomething: undone != Undone(), since: since.iso8601)
    }

    private static let nothing = "Nothing of that kind has happened since then; there is nothing to do."
}
