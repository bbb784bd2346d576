@testable import UsherCore

/// A shop with one campaign, one person in it, and a clock: what the decisions' tests vary.
///
/// `excite` moves convert -> excite: `thanks` (0, transactional), `use` (3 days, 09:30), `stuck` (4 days, 10:00).
struct Example {
    static let campaignID = CampaignID(1)
    static let otherCampaignID = CampaignID(9)
    static let thanks = StepID(1)
    static let use = StepID(2)
    static let stuck = StepID(3)
    static let clock = ZoneClock.named("Europe/Berlin") ?? .utc

    var settings: Settings
    var steps: [Step]
    var reEntry = ReEntry.never
    var ids: [String: StepID] = ["thanks": thanks, "use": use, "stuck": stuck]
    var contact: Contact
    var standing = Standing(marketing: .agreed)

    init() throws {
        settings = Settings(
            sender: Mailbox(name: "Shop", address: "shop@shop.example"),
            shop: ShopSettings(name: "Shop", zone: "Europe/Berlin"),
            window: try SendWindow(parsing: "weekdays 09:00-18:00"))
        steps = [
            Step(name: "thanks", wait: .none, kind: .transactional),
            Step(name: "use", wait: Wait(days: 3), at: try TimeOfDay(parsing: "09:30")),
            Step(name: "stuck", wait: Wait(days: 4), at: try TimeOfDay(parsing: "10:00")),
        ]
        contact = Contact(id: ContactID(7), address: try EmailAddress("ada@example.org"), stage: .convert)
    }

    var plan: Plan {
        let campaign = Campaign(
            name: "excite", title: "Excite", moves: Move(from: .convert, to: .excite),
            callToAction: CallToAction(text: "Start", url: "https://shop.example/start"), reEntry: reEntry, steps: steps
        )
        return Plan(
            settings: settings, campaigns: [campaign],
            catalog: Catalog(campaigns: ["excite": Self.campaignID], steps: [Self.campaignID: ids]))
    }

    /// Nothing left of the campaign's file.
    var planWithoutCampaign: Plan { Plan(settings: settings, campaigns: [], catalog: plan.catalog) }

    /// Made before the campaign was.
    var planBeforeCampaign: Plan { Plan(settings: settings, campaigns: [], catalog: Catalog()) }

    static func at(_ text: String) throws -> Timestamp { try Timestamp(parsing: text, clock: clock) }

    /// Monday 2026-11-23, 12:00 in Berlin: inside the window.
    static var noon: Timestamp { Timestamp(seconds: 1_795_431_600) }

    func enrollment(last: StepID? = nil, state: Enrollment.State = .active, anchor: Timestamp = noon) -> Enrollment {
        Enrollment(
            id: EnrollmentID(5), contact: contact.id, campaign: Self.campaignID, state: state,
            endReason: state == .ended ? .left : nil, enteredAt: Timestamp(seconds: 1_794_000_000), lastStep: last,
            anchorAt: anchor)
    }

    /// A delivery of `step` that is due at `anchor` plus its wait, at the latest at noon.
    func candidate(
        _ step: StepID, last: StepID? = nil, anchor: Timestamp, kind: MessageKind = .marketing, attempts: Int = 0,
        firstAttemptAt: Timestamp? = nil, inDoubt: Bool = false, composition: Composition? = nil
    ) -> Candidate {
        Candidate(
            delivery: DeliveryID(11), subject: .step(step, enrollment(last: last, anchor: anchor), anchor: anchor),
            kind: kind,
            due: Self.noon, contact: contact, standing: standing, attempts: attempts, firstAttemptAt: firstAttemptAt,
            inDoubt: inDoubt, composition: composition)
    }

    func notice(_ kind: MessageKind = .transactional) -> Candidate {
        Candidate(
            delivery: DeliveryID(12), subject: .notice(name: "confirm", key: "k"), kind: kind, due: Self.noon,
            contact: contact,
            standing: standing, composition: Self.composition)
    }

    static let composition = Composition(
        revision: RevisionHash(octets: [1]), inputs: "{}", composedAt: Timestamp(seconds: 1_795_000_000))
    static let fresh = Composition(
        revision: RevisionHash(octets: [2]), inputs: "{}", composedAt: Timestamp(seconds: 1_795_431_600))

    func suppression(_ scope: Suppression.Scope, _ reason: Suppression.Reason = .manual, until: Timestamp? = nil)
        -> Suppression
    {
        Suppression(
            id: SuppressionID(1), scope: scope, reason: reason, until: until, at: Timestamp(seconds: 1_790_000_000),
            by: "operator")
    }
}
