import UsherComposing
import UsherCore
import UsherDashboard
import UsherIntake
import UsherReports
import UsherStore
import UsherSupport

/// Carries out what a session for acting does, as the commands do it, with the files in force.
struct DashboardDoing: Sendable {
    let store: SQLiteStore
    let editions: EditionBox
    let clock: any CalendarClock
    let press: MessagePress
    /// Tells the worker that there may be something to send.
    let wake: @Sendable () -> Void

    var acts: DashboardActs {
        DashboardActs(
            campaigns: { editions.edition.plan.campaigns.values.filter { !$0.steps.isEmpty }.map(\.name).sorted() },
            carryOut: carryOut)
    }

    func carryOut(_ act: DashboardActs.Act, _ contact: Contact) throws -> DashboardActs.Said {
        switch act {
        case .enter(let campaign): try enter(contact, campaign)
        case .leave(let campaign): try leave(contact, campaign)
        case .stage(let stage, let because): try move(contact, to: stage, because)
        case .sayNo(let isOfEverything, let because):
            try sayNo(contact, isOfEverything ? .everything : .marketing, because)
        case .mailData: try mailData(contact)
        }
    }

    private func enter(_ contact: Contact, _ campaign: String) throws -> DashboardActs.Said {
        let plan = editions.edition.plan
        var reader = DraftReader(plan: plan, source: "dashboard")
        let draft = Draft(.json, [.campaign: campaign, .address: contact.address.wire])
        let request: EntryRequest
        do throws(Misreading) { request = try reader.entry(draft, now: clock.now()) } catch {
            return .init(isDone: false, error.reason)
        }
        let intake = Intake(store: store, plan: plan, clock: clock)
        guard let outcome = try intake.admit([request]).first else {
            return .init(isDone: false, "nothing was recorded")
        }
        wake()
        let line = EntryLine(request, outcome, plan: plan, now: clock.now(), lack: .person(contact.address))
        return .init(isDone: !line.isRefused, line.text)
    }

    private func leave(_ contact: Contact, _ name: String) throws -> DashboardActs.Said {
        guard let campaign = editions.edition.plan.catalog.campaigns[name] else {
            return .init(isDone: false, "there is no campaign '\(PlainText.shown(name))'")
        }
        let ended = try store.leave(campaign, contact: contact.id, reason: .left, now: clock.now())
        return ended == 0
            ? .init(isDone: false, "\(contact.address) is not in \(name); nothing is changed")
            : .init(isDone: true, "\(contact.address) has left \(name); nothing more of it will be sent")
    }

    private func move(_ contact: Contact, to stage: Stage, _ because: String) throws -> DashboardActs.Said {
        if let fault = DraftField.fault(ofLine: because, at: "because", longest: PlainText.longestWording) {
            return .init(isDone: false, fault)
        }
        guard contact.stage != stage else {
            return .init(isDone: false, "\(contact.address) stands at \(stage.rawValue) already; nothing is changed")
        }
        try store.setStage(contact.id, stage, cause: .stated(because: because), now: clock.now())
        wake()
        let from = contact.stage.map { "from \($0.rawValue) " } ?? ""
        let goingOn = goingOn(contact)
        let rest =
            goingOn.isEmpty ? "" : "; \(goingOn.joined(separator: ", ")) \(goingOn.count == 1 ? "goes" : "go") on"
        return .init(isDone: true, "\(contact.address) is moved \(from)to \(stage.rawValue): \(because)\(rest)")
    }

    /// The names of the campaigns that go on for a contact. None where that cannot be read just now: what was done is
    /// done, and is answered so.
    private func goingOn(_ contact: Contact) -> [String] {
        let catalog = editions.edition.plan.catalog
        do throws(StoreError) {
            return try store.enrollments(of: contact.id).filter { $0.state == .active }
                .compactMap { catalog.campaignName($0.campaign) }.uniqued()
        } catch {
            return []
        }
    }

    private func mailData(_ contact: Contact) throws -> DashboardActs.Said {
        do {
            try DataLink.mail(contact, editions.edition, press, in: store, now: clock.now())
        } catch DataLink.Fault.notPublic {
            return .init(
                isDone: false,
                "there is no public address to link to; add 'public' to config/usher.yaml, or export here")
        } catch DataLink.Fault.noTemplate {
            return .init(isDone: false, "there is no templates/notices/data.md; write one, or export here")
        }
        wake()
        return .init(
            isDone: true, "\(contact.address) is mailed a link to everything that is held; it works for a week.")
    }

    private func sayNo(
        _ contact: Contact, _ scope: Suppression.Scope, _ because: String?
    ) throws -> DashboardActs.Said {
        if let because, let fault = DraftField.fault(ofLine: because, at: "because", longest: PlainText.longestWording)
        {
            return .init(isDone: false, fault)
        }
        let (now, address) = (clock.now(), contact.address)
        let note = because.map(SuppressionNote.said)
        let what = scope == .everything ? "mail" : "marketing"
        let present = try store.standing(address.key, now: now).suppressions
        guard !present.contains(where: { $0.says(scope, .unsubscribed, note: note) }) else {
            return .init(
                isDone: true, "\(address) gets no \(what) already, because the person said no; nothing is added")
        }
        _ = try store.suppress(
            address.key, scope: scope, reason: .unsubscribed, until: nil, by: Suppression.operatorsWord, note: note,
            now: now)
        return .init(isDone: true, "\(address) gets no more \(what)")
    }
}
