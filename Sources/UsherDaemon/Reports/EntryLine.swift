import UsherCore

/// What `enqueue` answers about one person.
package struct EntryLine: Sendable, Encodable {
    package enum Result: String, Sendable, Encodable {
        /// Only known now; no campaign was asked for.
        case saved
        case entered, waits, already, refused
        /// Recorded, and gets nothing.
        case heldOut = "held_out"
    }

    package let address: String
    package let campaign: String?
    package let result: Result
    package let delivery: Int64?
    /// When the first e-mail is due: ISO 8601, UTC.
    package let firstDue: String?
    package let text: String

    package var isRefused: Bool { result == .refused }

    package init(_ request: EntryRequest, _ result: EntryResult, plan: Plan, now: Timestamp) {
        address = request.person.address.wire
        campaign = request.campaign.flatMap(plan.catalog.campaignName)
        let name = campaign ?? "the campaign"
        var delivery: DeliveryID?
        var due: Timestamp?
        switch result {
        case .saved(_, let isNew):
            self.result = .saved
            text = "\(address) is \(isNew ? "new" : "known already")"
        case .entered(_, let first, let step, let contact):
            self.result = .entered
            delivery = first
            due = step.due
            text = "\(address) enters \(name); \(Self.first(step, contact, plan, now))"
        case .waits:
            self.result = .waits
            text =
                "\(address) enters \(name) when the campaign that has the person now is over; see: usher why \(address)"
        case .heldOut:
            self.result = .heldOut
            text = "\(address) is held out of \(name) and gets nothing, to measure what it does"
        case .already:
            self.result = .already
            let key = request.key.isEmpty ? "" : " with the key \(request.key)"
            text = "\(address) has entered \(name)\(key) before; nothing is added"
        case .refused(let refusal, _):
            self.result = .refused
            text = "\(address) does not enter \(name): \(refusal.sentence(about: request.person.address))"
        }
        self.delivery = delivery?.value
        firstDue = due?.iso8601
    }

    /// When the first e-mail goes, on the contact's clock, and why not now.
    static func first(
        _ planned: PlannedStep, _ contact: Contact, _ plan: Plan, _ now: Timestamp
    ) -> String {
        let clock = ZoneClock.of(contact, settings: plan.settings)
        let place = plan.place(planned.step)
        let name = place.map { "'\($0.step.name)'" } ?? "its first e-mail"
        guard planned.due > now else { return "\(name) is due now, \(Wording.time(planned.due, clock: clock))" }
        let why = place.map { Self.why($0.step, planned, clock, now) } ?? ""
        return "\(name) is due \(Wording.time(planned.due, clock: clock))\(why)"
    }

    private static func why(_ step: Step, _ planned: PlannedStep, _ clock: ZoneClock, _ now: Timestamp) -> String {
        let asked = Schedule.asked(step, anchor: planned.anchor, clock: clock)
        if asked < planned.due {
            return ": not sooner, because of the send window or a marketing e-mail shortly before"
        }
        return asked == planned.anchor && planned.anchor > now ? ", as you asked" : ", as its wait says"
    }
}

extension Refusal {
    /// One clause for people.
    package func sentence(about address: EmailAddress) -> String {
        switch self {
        case .suppressed(let suppression):
            "the address must not be mailed (\(suppression.reason.rawValue)); see: usher why \(address)"
        case .saidNo(let said): "the person \(said.rawValue), and every e-mail of it is marketing"
        case .reEntry(let until):
            until.map { "the person was in it before, and re_entry allows it again from \($0.iso8601) on" }
                ?? "the person was in it before, and re_entry is never"
        case .running: "the person is in a run of it now"
        case .stage(let stage, let needed):
            "the person stands at \(stage?.rawValue ?? "no stage"), and it is for people at "
                + "\(needed?.rawValue ?? "no stage")"
        case .noSteps: "the campaign has no e-mails"
        }
    }
}
