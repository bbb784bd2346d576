import UsherCore

/// What `enqueue` answers about one person.
package struct EntryLine: Sendable, Encodable {
    package let address: String
    package let campaign: String
    /// `entered`, `already`, `refused`.
    package let result: String
    package let delivery: Int64?
    /// ISO 8601, UTC.
    package let firstDue: String?
    package let text: String

    package var isRefused: Bool { result == "refused" }

    package init(_ request: EntryRequest, _ result: EntryResult, home: OpenHome) {
        let plan = home.plan
        let now = home.clock.now()
        address = request.person.address.wire
        let campaign = request.campaign.flatMap(plan.catalog.campaignName) ?? ""
        self.campaign = campaign
        switch result {
        case .saved(_, let isNew):
            self.result = "saved"
            delivery = nil
            firstDue = nil
            text = "\(address) is \(isNew ? "new" : "known")"
        case .entered(_, let delivery, let step, let contact):
            self.result = "entered"
            self.delivery = delivery.value
            firstDue = step.due.iso8601
            let name = plan.place(step.step)?.step.name ?? "the first e-mail"
            text = "\(address) enters \(campaign); \(Self.first(name, step, contact, plan, now))"
        case .already:
            self.result = "already"
            delivery = nil
            firstDue = nil
            text =
                "\(address) is or was in \(campaign) already\(request.key.isEmpty ? "" : " with key \(request.key)"); nothing is added"
        case .refused(let refusal, _):
            self.result = "refused"
            delivery = nil
            firstDue = nil
            text = "\(address) does not enter \(campaign): \(refusal.sentence)"
        }
    }

    private static func first(
        _ name: String, _ planned: PlannedStep, _ contact: Contact, _ plan: Plan, _ now: Timestamp
    ) -> String {
        let clock = ZoneClock.of(contact, settings: plan.settings)
        guard planned.due > now else { return "'\(name)' is due now, \(Wording.time(planned.due, clock: clock))" }
        let why = plan.place(planned.step).map { Self.why($0, planned, clock) } ?? ""
        return "'\(name)' is due \(Wording.time(planned.due, clock: clock))\(why)"
    }

    /// The reason when it is not now.
    private static func why(_ place: Plan.Place, _ planned: PlannedStep, _ clock: ZoneClock) -> String {
        let asked = Schedule.asked(place.step, anchor: planned.anchor, clock: clock)
        if asked < planned.due { return ", when the send window and the pause between two marketing e-mails allow it" }
        return ", as its wait says"
    }
}

extension Refusal {
    /// One clause for people.
    package var sentence: String {
        switch self {
        case .suppressed(let suppression): "the address is suppressed (\(suppression.reason.rawValue)); see: usher why"
        case .saidNo(let said): "the person \(said.rawValue), and the campaign is marketing"
        case .reEntry(let until):
            "the person was in it before, and re_entry says \(until.map { "not before \($0.iso8601)" } ?? "never")"
        case .running: "the person is in a run of it now"
        case .stage(let stage, let needed):
            "the person stands at \(stage?.rawValue ?? "no stage"), and it is for people at \(needed?.rawValue ?? "no stage")"
        case .noSteps: "the campaign has no e-mails"
        }
    }
}
