import UsherCore
import UsherIntake

/// The answer of `enqueue` about one person.
package struct EntryLine: Sendable, Encodable {
    package enum Result: String, Sendable, Encodable {
        /// The person is known now; no campaign was asked for.
        case saved
        case entered, waits, already, refused
        /// Recorded, and gets nothing.
        case heldOut = "held_out"
    }

    package let address: String
    package let campaign: String?
    package let result: Result
    package let delivery: Int64?
    /// The moment at which the first e-mail is due, as ISO 8601 in UTC.
    package let firstDue: String?
    package let text: String
    /// A sentence about what else somebody should know: that nothing is on record about marketing.
    package let note: String?

    package var isRefused: Bool { result == .refused }

    /// Whether anything was added.
    package var isNew: Bool { result != .refused && result != .already }

    /// `lack` says at this door how consent is told.
    package init(
        _ request: EntryRequest, _ outcome: EntryOutcome, plan: Plan, now: Timestamp, lack: ConsentLack = .command
    ) {
        self.init(request, outcome.result, plan: plan, now: now, standing: outcome.standing, lack: lack)
    }

    /// `standing` is what the person said about mail, after the entry: with it, the line says that the first e-mail
    /// will be withheld. `lack` says at this door how consent is told.
    package init(
        _ request: EntryRequest, _ result: EntryResult, plan: Plan, now: Timestamp, standing: Standing? = nil,
        lack: ConsentLack = .command
    ) {
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
            text =
                "\(address) enters \(name); \(Self.first(step, contact, plan, now))"
                + plan.withholding(of: step, of: request.campaign, standing: standing, lack: lack)
        case .waits:
            self.result = .waits
            text =
                "\(address) enters \(name) when the campaign that has the person now is over; see: "
                + ShellWord.command("usher why", [address])
        case .heldOut:
            self.result = .heldOut
            text = "\(address) is held out of \(name) and gets nothing, to measure what it does"
        case .already:
            self.result = .already
            let key = request.key.isEmpty ? "" : " with the key \(request.key)"
            let setting = request.campaign.flatMap { plan.campaigns[$0]?.reEntry.setting }
            text =
                "\(address) has entered \(name)\(key) before\(setting.map { " (\($0))" } ?? ""); "
                + (request.notes(standing) ? "only what was agreed to is added" : "nothing is added")
        case .refused(let refusal, _):
            self.result = .refused
            text = "\(address) does not enter \(name): \(refusal.sentence(about: request.person.address))"
        }
        self.delivery = delivery?.value
        firstDue = due?.iso8601
        note = self.result == .refused ? nil : lack.note(standing, settings: plan.settings.consent)
    }

    /// The sentence that says when the first e-mail goes, on the contact's clock, and why not now.
    static func first(
        _ planned: PlannedStep, _ contact: Contact, _ plan: Plan, _ now: Timestamp
    ) -> String {
        let clock = plan.settings.clock(of: contact.zone)
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

extension EntryRequest {
    /// Whether the consent that counts is the one that came with this request.
    fileprivate func notes(_ standing: Standing?) -> Bool {
        guard let consent = person.consent, let standing else { return false }
        return standing.marketing == consent.said && standing.basis == consent.basis && standing.saidAt == consent.at
    }
}

extension EntryRefusal {
    /// The answer in one clause for people.
    package func sentence(about address: EmailAddress) -> String {
        switch self {
        case .suppressed(let suppression):
            "the address must not be mailed (\(suppression.reason.words)); see: "
                + ShellWord.command("usher why", [address.wire])
        case .saidNo(let said): "the person \(said.rawValue), and every e-mail of the campaign is marketing"
        case .reEntry(let until):
            until.map {
                "the person was in the campaign before, and its re_entry lets nobody in again before \($0.iso8601)"
            }
                ?? "the person was in the campaign before (re_entry: never)"
        case .running:
            "the person is in the campaign now, and only 're_entry: each key' lets two enrollments go on at once"
        case .stage(let stage, let needed):
            "the person stands at \(stage?.rawValue ?? "no stage"), and the campaign is for people at "
                + "\(needed?.rawValue ?? "no stage")"
        case .noSteps: "the campaign has no e-mails"
        }
    }
}
