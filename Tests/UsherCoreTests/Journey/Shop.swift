@testable import UsherCore

/// A shop with a campaign for each step of the journey, and a person: what the journey's tests vary.
struct Shop {
    static let day: Int64 = 86_400_000
    /// Monday 2026-11-23, 12:00 in Berlin.
    static let now = Timestamp(seconds: 1_795_431_600)

    static let fair = CampaignID(1)
    static let checklist = CampaignID(2)
    static let welcome = CampaignID(3)
    static let excite = CampaignID(4)
    static let ascend = CampaignID(5)
    static let advocate = CampaignID(6)
    static let promote = CampaignID(7)
    /// Beside `welcome`: the same move.
    static let rescue = CampaignID(8)
    /// Receipts: transactional only, one for each order.
    static let receipt = CampaignID(9)

    var campaigns: [CampaignID: Campaign]
    var journey: Journey
    var ladder = Ladder()
    var rewards = Rewards()
    var standing = Standing(marketing: .confirmed)
    var consent = ConsentSettings()
    var limits = LimitSettings()
    var window: SendWindow?

    init() throws {
        let noon = try TimeOfDay(parsing: "12:00")
        func campaign(
            _ name: String, _ from: Stage?, _ to: Stage, starts: EventTrigger? = nil, done: EventTrigger? = nil,
            steps: [Step]? = nil, source: TrafficSource = .email
        ) -> Campaign {
            Campaign(
                name: name, title: name, moves: Move(from: from, to: to),
                callToAction: CallToAction(text: "Go", url: "https://shop.example/\(name)"), trafficSource: source,
                startsOn: starts, doneWhen: done,
                steps: steps ?? [
                    Step(name: "first", wait: .none), Step(name: "second", wait: Wait(days: 3), at: noon),
                ])
        }
        campaigns = [
            Self.fair: campaign("fair", nil, .aware, steps: [], source: .print),
            Self.checklist: campaign(
                "checklist", .engage, .subscribe, starts: EventTrigger(event: "signed_up"),
                done: EventTrigger(event: "confirmed")),
            Self.welcome: campaign(
                "welcome", .subscribe, .convert, starts: EventTrigger(event: "confirmed", first: true),
                done: EventTrigger(event: "purchased", within: 21 * Self.day)),
            Self.excite: campaign(
                "excite", .convert, .excite, starts: EventTrigger(event: "purchased", first: true),
                done: EventTrigger(event: "quickstart_opened")),
            Self.ascend: campaign(
                "ascend", .excite, .ascend, starts: EventTrigger(event: "quickstart_opened", first: true),
                done: EventTrigger(event: "purchased_again")),
            Self.advocate: campaign(
                "advocate", .ascend, .advocate, starts: EventTrigger(event: "purchased_again", first: true),
                done: EventTrigger(event: "review_given")),
            Self.promote: campaign(
                "promote", .advocate, .promote, starts: EventTrigger(event: "review_given", first: true),
                done: EventTrigger(event: "friend_joined")),
            Self.rescue: campaign(
                "rescue", .subscribe, .convert, starts: EventTrigger(event: "cart_left"),
                done: EventTrigger(event: "purchased")),
            Self.receipt: campaign(
                "receipt", .convert, .excite, starts: EventTrigger(event: "purchased"),
                steps: [Step(name: "receipt", wait: .none, kind: .transactional)]),
        ]
        campaigns[Self.excite]?.stopsWhen = [EventTrigger(event: "refunded")]
        campaigns[Self.receipt]?.reEntry = .eachKey
        journey = Journey(events: [
            "recommended": .init(reaches: .aware), "visited": .init(reaches: .aware),
            "signed_up": .init(reaches: .engage), "confirmed": .init(reaches: .subscribe),
            "purchased": .init(reaches: .convert), "quickstart_opened": .init(reaches: .excite),
            "purchased_again": .init(reaches: .ascend), "review_given": .init(reaches: .advocate),
            "friend_joined": .init(reaches: .promote), "cart_left": .init(reaches: nil),
            "refunded": .init(reaches: nil),
        ])
    }

    var plan: Plan {
        var catalog = Catalog()
        for (id, campaign) in campaigns {
            catalog.campaigns[campaign.name] = id
            for (index, step) in campaign.steps.enumerated() {
                catalog.steps[id, default: [:]][step.name] = StepID(id.value * 10 + Int64(index))
            }
        }
        return Plan(
            settings: Settings(
                sender: Mailbox(name: "Shop", address: "shop@shop.example"),
                shop: ShopSettings(name: "Shop", zone: "Europe/Berlin"), limits: limits, window: window,
                consent: consent),
            campaigns: Array(campaigns.values), catalog: catalog, journey: journey, ladder: ladder, rewards: rewards)
    }

    static func person(_ number: Int64 = 1, at stage: Stage? = nil) throws -> Contact {
        Contact(id: ContactID(number), address: try EmailAddress("person\(number)@example.org"), stage: stage)
    }

    /// Entered `days` ago.
    static func enrollment(
        _ campaign: CampaignID, id: Int64 = 5, key: String = "", _ state: Enrollment.State = .active,
        _ reason: Enrollment.EndReason? = nil, days: Int64 = 1, endedDaysAgo: Int64? = nil
    ) -> Enrollment {
        let entered = now.adding(milliseconds: -days * day)
        return Enrollment(
            id: EnrollmentID(id), contact: ContactID(1), campaign: campaign, key: key, state: state, endReason: reason,
            enteredAt: entered, endedAt: endedDaysAgo.map { now.adding(milliseconds: -$0 * day) }, anchorAt: entered)
    }

    /// What `event` decides for a person at `stage`.
    func decide(
        _ name: String, at stage: Stage?, enrollments: [Enrollment] = [], key: String = "k", daysAgo: Int64 = 0,
        secondsAhead: Int64 = 0, value: Money? = nil, product: String? = nil, data: [String: String] = [:],
        code: String? = nil,
        campaign: String? = nil, by promoter: Promoter? = nil, vary: (inout EventFacts) -> Void = { _ in }
    ) throws -> EventDecision {
        let contact = try Self.person(at: stage)
        let event = Event(
            name: name, key: key, at: Self.now.adding(milliseconds: secondsAhead * 1000 - daysAgo * Self.day),
            value: value, product: product, data: data)
        let request = EventRequest(
            event: event, person: ContactDraft(address: contact.address),
            by: promoter.flatMap { $0.byCode ? nil : $0.contact.address }, code: code, campaign: campaign)
        var facts = EventFacts(
            contact: contact, isNew: false, enrollments: enrollments, standing: standing, promoter: promoter)
        vary(&facts)
        return EventPolicy.decide(request, facts: facts, plan: plan, now: Self.now)
    }

    /// The consequences; empty when it is not recorded.
    func consequences(
        _ name: String, at stage: Stage?, enrollments: [Enrollment] = [], key: String = "k", daysAgo: Int64 = 0,
        secondsAhead: Int64 = 0, value: Money? = nil, data: [String: String] = [:], campaign: String? = nil,
        by promoter: Promoter? = nil,
        vary: (inout EventFacts) -> Void = { _ in }
    ) throws -> [Consequence] {
        let decision = try decide(
            name, at: stage, enrollments: enrollments, key: key, daysAgo: daysAgo, secondsAhead: secondsAhead,
            value: value,
            data: data, campaign: campaign, by: promoter, vary: vary)
        guard case .record(let consequences) = decision else { return [] }
        return consequences
    }
}

extension [Consequence] {
    var moves: [Transition] { compactMap { if case .move(let transition) = $0 { transition } else { nil } } }
    var ends: [EnrollmentID: Enrollment.EndReason] {
        reduce(into: [:]) { if case .end(let id, let reason) = $1 { $0[id] = reason } }
    }
    var entries: [CampaignID: Consequence.Start] {
        reduce(into: [:]) { if case .enroll(let id, _, _, let start, _) = $1 { $0[id] = start } }
    }
}

extension Consequence.Start {
    var isNow: Bool { if case .now = self { true } else { false } }
}
