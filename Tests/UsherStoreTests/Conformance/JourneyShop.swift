import TestSupport
@testable import UsherCore

/// A shop whose campaigns compete for people, decided by core as the daemon does.
struct JourneyShop {
    let scene: Scene
    let plan: Plan

    static let events: [String: Stage?] = [
        "recommended": .aware, "signed_up": .engage, "confirmed": .subscribe, "purchased": .convert,
        "opened": .excite, "upgraded": .ascend, "reviewed": .advocate, "friend_joined": .promote,
        "asked": nil, "refunded": nil,
    ]

    private static let meanings: [String: Journey.Meaning] = [
        "purchased": .purchase, "upgraded": .purchase, "refunded": .refund,
    ]

    /// `again`: from the second time on, `purchased` counts as `upgraded`.
    init(_ scene: Scene, again: Bool = false) throws {
        self.scene = scene
        let campaigns = Self.campaigns
        let catalog = try scene.store.register(campaigns.map { CampaignOutline($0) })
        let settings = Settings(
            sender: Mailbox(name: "Shop", address: "shop@shop.example"),
            shop: ShopSettings(name: "Shop", zone: "Europe/Berlin"))
        plan = Plan(
            settings: settings, campaigns: campaigns, catalog: catalog,
            journey: Journey(
                events: Dictionary(
                    uniqueKeysWithValues: Self.events.map { name, stage in
                        (
                            name,
                            Journey.Event(
                                reaches: stage, means: Self.meanings[name],
                                again: again && name == "purchased" ? "upgraded" : nil)
                        )
                    })),
            rewards: Rewards(
                rules: [
                    Rewards.Rule(
                        name: "first", event: "purchased",
                        amount: .fixed(Money(minorUnits: 500, currency: "EUR"))),
                    Rewards.Rule(name: "share", event: "upgraded", amount: .percent(10), firstOnly: false),
                ],
                holdMilliseconds: 86_400_000, revokedBy: ["refunded"]))
    }

    private static var campaigns: [Campaign] {
        [
            campaign("greet", .engage, .subscribe, on: "signed_up", done: "confirmed", holdout: 30),
            campaign("sell", .subscribe, .convert, on: "confirmed", done: "purchased", within: 2 * 86_400_000),
            campaign("push", .subscribe, .convert, on: "asked", done: "purchased", priority: 70),
            campaign("excite", .convert, .excite, on: "purchased", done: "opened", reEntry: .eachKey),
            campaign(
                "thanks", .convert, .excite, on: "purchased", done: "opened", reEntry: .eachKey, kind: .transactional),
            campaign("care", .convert, .excite, on: "asked", done: "opened", priority: 40),
            campaign(
                "rise", .excite, .ascend, on: "opened", done: "upgraded", reEntry: .after(milliseconds: 3_600_000)),
            campaign("invite", .advocate, .promote, on: "reviewed", done: "friend_joined"),
        ]
    }

    private static func campaign(
        _ name: String, _ from: Stage, _ to: Stage, on start: String, done: String, within: Int64? = nil,
        reEntry: ReEntry = .never, priority: Int = 50, holdout: Int = 0, kind: MessageKind = .marketing
    ) -> Campaign {
        Campaign(
            name: name, title: name, moves: Move(from: from, to: to),
            callToAction: CallToAction(text: "Go", url: "https://shop.example"),
            startsOn: EventTrigger(event: start), doneWhen: EventTrigger(event: done, within: within),
            stopsWhen: [EventTrigger(event: "refunded")], reEntry: reEntry, priority: priority, holdout: holdout,
            steps: [
                Step(name: "one", wait: .none, kind: kind), Step(name: "two", wait: Wait(days: 1), kind: kind),
            ])
    }

    @discardableResult
    func record(_ requests: [EventRequest]) throws -> [EventResult] {
        try scene.store.record(requests.map(plan.counted), now: scene.now) {
            EventPolicy.decide($0, facts: $1, plan: plan, now: scene.now)
        }
    }

    @discardableResult
    func enter(_ request: EntryRequest) throws -> [EntryResult] {
        try scene.store.enter([request], now: scene.now) {
            AdmissionPolicy.decide($0, facts: $1, plan: plan, now: scene.now)
        }
    }

    @discardableResult
    func wake(limit: Int = 100) throws -> Int {
        try scene.store.wakeWaiting(now: scene.now, limit: limit) {
            Arbiter.wake($0, $1, $2, plan: plan, now: scene.now)
        }
    }

    /// Sends what is due.
    func send() throws {
        let composition = scene.composition
        let batch = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 50) { candidate, _ in
            .send(candidate.composition ?? composition)
        }
        let settlements = batch.claimed.map { claimed in
            Settlement(
                delivery: claimed.delivery, result: .sent(countsTowardsCap: false),
                advance: Progress.after(claimed.candidate, settled: .sent, plan: plan, now: scene.now))
        }
        _ = try scene.store.settle(settlements, owner: scene.owner, now: scene.now)
    }
}
