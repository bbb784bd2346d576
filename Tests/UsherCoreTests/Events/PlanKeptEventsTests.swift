import Testing
@testable import UsherCore

@Suite("Events that are never let go of")
struct PlanKeptEventsTests {
    @Test("What may decide later, whatever it is called")
    func names() {
        let journey = Journey(events: [
            "purchased": .init(reaches: .convert, means: .purchase), "refunded": .init(reaches: nil, means: .refund),
            "asked": .init(reaches: nil, again: "asked_again"), "asked_again": .init(reaches: nil),
            "reviewed": .init(reaches: .advocate, lowScore: LowScore(atMost: 6, event: "grumbled"), means: .review),
            "grumbled": .init(reaches: nil), "praised": .init(reaches: nil, means: .review),
            "visited": .init(reaches: .aware), "came": .init(reaches: nil), "joined": .init(reaches: .engage),
        ])
        let rewards = Rewards(
            rules: [.init(name: "r", event: "came", amount: .percent(1))], revokedBy: ["cancelled"])
        var settings = Settings(sender: Mailbox(name: "Shop", address: "shop@shop.example"))
        settings.consent.signUpEvent = "joined"
        func campaign(_ name: String, done: String, holdout: Int) -> Campaign {
            Campaign(
                name: name, title: name, moves: Move(from: .aware, to: .engage),
                callToAction: CallToAction(text: "Go", url: "https://shop.example"),
                doneWhen: EventTrigger(event: done), holdout: holdout)
        }
        let (held, plain) = (
            campaign("held", done: "downloaded", holdout: 10), campaign("plain", done: "visited", holdout: 0)
        )
        let plan = Plan(
            settings: settings, campaigns: [held, plain],
            catalog: Catalog(campaigns: ["held": CampaignID(1), "plain": CampaignID(2)]), journey: journey,
            rewards: rewards)
        #expect(
            plan.keptEvents == [
                "purchased", "refunded", "asked", "asked_again", "reviewed", "grumbled", "praised", "came", "cancelled",
                "joined", "downloaded",
            ])
    }
}
