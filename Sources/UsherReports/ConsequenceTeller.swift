import UsherCore
import UsherIntake

/// Says what follows from an event, each thing in one sentence.
struct ConsequenceTeller {
    let request: EventRequest
    /// Where the event took the person.
    let contact: Contact
    /// The contact's, after the event.
    let enrollments: [Enrollment]
    let plan: Plan
    let now: Timestamp
    /// What the person said about mail, after the event; nil where that is not known.
    let standing: Standing?
    let lack: ConsentLack

    func sentence(_ consequence: Consequence) -> String {
        switch consequence {
        case .countsAs(let event): return "it is not the first: it counts as \(event)"
        case .move(let transition):
            let who = transition.contact == contact.id ? "moves" : "\(promoter) moves"
            let from = transition.from.map { "from \($0.rawValue) " } ?? ""
            return "\(who) \(from)to \(transition.to.rawValue): \(transition.cause.phrase(plan.catalog))"
        case .end(let id, let reason):
            guard let enrollment = enrollments.first(where: { $0.id == id }) else {
                return "an enrollment of \(promoter): \(reason.phrase)"
            }
            return "\(name(enrollment.campaign)): \(reason.phrase)"
        case .enroll(let campaign, _, _, let start, _): return begin(campaign, start)
        case .refer: return "was brought by \(promoter)"
        case .earn(let earning):
            let clock = plan.settings.clock
            return "\(promoter) earns \(earning.amount.words) (\(earning.rule)), payable from "
                + Wording.time(earning.payableAt, clock: clock)
        case .agree(let consent):
            let basis = consent.basis == Consent.signUp && plan.settings.consent.doubleOptIn
            return "\(consent.said.phrase) \(consent.kind.rawValue) (\(consent.basis))"
                + (basis ? "; it counts once it is confirmed" : "")
        case .lift(let id, .signUp): return "the suppression \(id) is lifted: the person signed up again"
        case .lift(let id, .operatorSays(let reason)): return "the suppression \(id) is lifted: \(reason)"
        case .revoke(let reason, let events):
            let what = events == nil ? "what was earned" : "what that order earned"
            return "\(what) for bringing the person is taken back where it is on hold: \(reason)"
        case .takeBack(let taken):
            let parts = Money.sums(taken.compactMap(\.part)).map(\.words)
            guard parts.isEmpty else { return "\(parts.joined(separator: " and ")) of a purchase are given back" }
            return "\(Wording.count(taken.count, "purchase is", "purchases are")) given back"
        case .leaveOut:
            return
                "no confirmation is mailed: this mailbox had as many as consent.confirmations allows, "
                + "and the person can still use those"
        case .notify(let notice):
            let clock = plan.settings.clock
            return "the notice \(notice.name) goes to \(notice.contact.address)"
                + (notice.due > now
                    ? " on \(Wording.time(notice.due, clock: clock)): more people signed up than are answered at once"
                    : "")
        }
    }

    /// What a confirmation leaves in force.
    func stillForbidden(_ suppression: Suppression) -> String {
        "the address is still suppressed (\(suppression.reason.words)); if you know better: "
            + "usher suppress remove \(suppression.id) --because TEXT"
    }

    /// When nothing follows.
    var nothing: String {
        guard let reached = plan.journey.stage(reachedBy: request.event.name) else {
            return "nothing follows: the event moves nobody, and no campaign starts or ends on it for this person"
        }
        return "nothing follows: it reaches \(reached.rawValue), and the person stands at "
            + (contact.stage?.rawValue ?? "no stage")
    }

    /// Campaigns that start on `event`, and not for this person: whom they had already, they do not take again.
    func notAgain(_ event: String, _ consequences: [Consequence]) -> [String] {
        let begun = Set(consequences.compactMap { if case .enroll(let id, _, _, _, _) = $0 { id } else { nil } })
        return plan.campaigns.filter { id, campaign in
            campaign.startsOn?.event == event && campaign.reEntry != .eachKey && !begun.contains(id)
                && enrollments.contains { $0.campaign == id }
        }
        .map { id, campaign in
            let goesOn = enrollments.contains { $0.campaign == id && $0.state != .ended }
            return "\(campaign.name) does not begin again: the person \(goesOn ? "is in it now" : "was in it before") "
                + "(\(campaign.reEntry.setting))"
        }
        .sorted()
    }

    private func begin(_ campaign: CampaignID, _ start: Consequence.Start) -> String {
        switch start {
        case .now(let step):
            return "\(name(campaign)) begins; \(EntryLine.first(step, contact, plan, now))"
                + plan.withholding(of: step, of: campaign, standing: standing, lack: lack)
        case .heldOut: return "is held out of \(name(campaign)) and gets nothing, to measure what it does"
        case .whenFree:
            let enrollment = enrollments.last { $0.campaign == campaign && $0.state == .waiting }
            let why = enrollment.flatMap { Arbiter.reason($0, contact: contact, enrollments: enrollments, plan: plan) }
            return "\(name(campaign)) \(why ?? "waits for its turn")"
        }
    }

    private var promoter: String {
        if let by = request.by { return by.wire }
        return request.code.map { "the promoter with the code \($0)" } ?? "the promoter who brought the person"
    }

    private func name(_ campaign: CampaignID) -> String { plan.catalog.campaignName(campaign) ?? "?" }
}
