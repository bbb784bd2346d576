import Testing

@testable import UsherCore

@Suite("What the files say together")
struct JourneyLintTests {
    private func problems(_ vary: (inout Shop) -> Void) throws -> [String] {
        try problems(links: { _, _ in nil }, vary)
    }

    private func problems(
        links: @escaping (String, String) -> Bool?, _ vary: (inout Shop) -> Void
    ) throws -> [String] {
        var shop = try Shop()
        shop.campaigns[Shop.rescue]?.priority = 60
        shop.campaigns[Shop.receipt] = nil
        let visit = EventTrigger(event: "visited")
        shop.campaigns[CampaignID(20)] = Campaign(
            name: "tour", title: "Tour", moves: Move(from: .aware, to: .engage),
            callToAction: CallToAction(text: "Go", url: "https://shop.example"), trafficSource: .ad, startsOn: visit,
            doneWhen: EventTrigger(event: "signed_up"))
        vary(&shop)
        return JourneyLint(
            campaigns: Array(shop.campaigns.values), journey: shop.journey, linksCallToAction: links
        ).problems().map(\.description)
    }

    @Test("a journey that leads somewhere has no problems")
    func clean() throws {
        #expect(try problems { shop in shop.campaigns[Shop.fair]?.doneWhen = EventTrigger(event: "visited") } == [])
    }

    @Test("a stage with no way out")
    func deadEnd() throws {
        #expect(
            try problems { $0.campaigns[Shop.ascend] = nil } == [
                "config/journey.yaml: warning: no way out of excite: 'quickstart_opened' brings people there, "
                    + "and no campaign moves excite -> ascend"
            ])
        // Nothing brings anybody there.
        let none = try problems { shop in
            shop.campaigns[Shop.ascend] = nil
            shop.campaigns[Shop.excite] = nil
            shop.journey.events["quickstart_opened"] = nil
        }
        #expect(none.count == 1 && none[0].contains("no way out of convert"))
    }

    @Test("where the only campaign leads is as far as a shop has come, and no dead end; a stage before it is one")
    func onlyOne() throws {
        func said(_ name: CampaignID) throws -> [String] {
            try problems { shop in shop.campaigns = shop.campaigns.filter { $0.key == name } }
                .filter { $0.contains("no way out") }
        }
        #expect(try !said(Shop.excite).contains { $0.contains("no way out of excite") })
        #expect(try said(Shop.excite).contains { $0.contains("no way out of subscribe") })
    }

    @Test("two campaigns that fight for one move")
    func fight() throws {
        #expect(
            try problems { $0.campaigns[Shop.rescue]?.priority = 50 } == [
                "config/campaigns/welcome.yaml: warning: this campaign fights with 'rescue' for subscribe -> convert at priority 50: "
                    + "whichever comes second waits for the first; give one of them another priority"
            ])
        let receipts = try problems { shop in
            shop.campaigns[Shop.rescue]?.priority = 50
            shop.campaigns[Shop.rescue]?.steps = [Step(name: "receipt", wait: .none, kind: .transactional)]
        }
        #expect(receipts == [])
    }

    @Test("a move that skips a stage")
    func skip() throws {
        let found = try problems { $0.campaigns[Shop.ascend]?.moves = Move(from: .excite, to: .advocate) }
        #expect(
            found.contains(
                "config/campaigns/ascend.yaml: error: 'moves: excite -> advocate' is not one step of the journey; "
                    + "a campaign leads to the next stage only"))
    }

    @Test("a goal that no event can reach")
    func goals() throws {
        #expect(
            try problems { $0.campaigns[Shop.welcome]?.doneWhen = EventTrigger(event: "purchasd") } == [
                "config/campaigns/welcome.yaml: error: done_when: config/journey.yaml has no event 'purchasd'; "
                    + "did you mean 'purchased'?"
            ])
        #expect(
            try problems { $0.campaigns[Shop.welcome]?.doneWhen = EventTrigger(event: "confirmed") } == [
                "config/campaigns/welcome.yaml: error: done_when: 'confirmed' reaches subscribe, "
                    + "and the campaign moves people to convert"
            ])
        #expect(
            try problems { $0.campaigns[Shop.welcome]?.doneWhen = EventTrigger(event: "refunded") } == [
                "config/campaigns/welcome.yaml: error: done_when: 'refunded' reaches no stage, "
                    + "and the campaign moves people to convert"
            ])
        #expect(
            try problems { $0.campaigns[Shop.welcome]?.doneWhen = nil } == [
                "config/campaigns/welcome.yaml: warning: this campaign has no done_when, so nothing tells that it moved somebody; "
                    + "perhaps 'purchased'"
            ])
        let unreachable = try problems { shop in
            shop.campaigns[Shop.promote]?.doneWhen = nil
            shop.journey.events["friend_joined"] = nil
        }
        #expect(
            unreachable == [
                "config/campaigns/promote.yaml: warning: nobody can be moved to promote: no event of "
                    + "config/journey.yaml reaches it, and there is no done_when"
            ])
    }

    @Test("a campaign that nobody can get into")
    func entry() throws {
        #expect(
            try problems { $0.campaigns[Shop.welcome]?.startsOn = EventTrigger(event: "purchased") } == [
                "config/campaigns/welcome.yaml: warning: nobody can get into this campaign: 'purchased' takes people to convert, "
                    + "and it starts at subscribe"
            ])
    }

    @Test("an e-mail without its call to action; transactional ones need none")
    func callToAction() throws {
        let found = try problems(links: { campaign, step in campaign != "excite" || step != "second" }) { shop in
            shop.campaigns[Shop.excite]?.steps.append(Step(name: "receipt", wait: .none, kind: .transactional))
        }
        #expect(
            found == [
                "templates/excite/second.md: warning: this e-mail does not link the call to action; "
                    + "add [{{call_to_action.text}}]({{call_to_action.url}})"
            ])
        let receipt = try problems(links: { _, step in step != "receipt" }) { shop in
            shop.campaigns[Shop.excite]?.steps.append(Step(name: "receipt", wait: .none, kind: .transactional))
        }
        #expect(receipt == [])
    }

    /// A condition of a step in `excite` (convert -> excite).
    @Test(
        "a step nobody can get to",
        arguments: [
            (Condition.event(name: "quickstart_opened", within: nil), true),
            (.event(name: "review_given", within: 1), true),
            (.event(name: "purchased", within: nil), false),
            (.event(name: "refunded", within: nil), false),
            (.not(.event(name: "quickstart_opened", within: nil)), false),
            (.stage(.exactly(.convert)), false), (.stage(.exactly(.excite)), true), (.stage(.exactly(.aware)), true),
            (.stage(.atLeast(.convert)), false), (.stage(.atLeast(.excite)), true),
            (.stage(.atMost(.convert)), false), (.stage(.atMost(.subscribe)), true),
            (.not(.stage(.exactly(.convert))), true), (.not(.stage(.atLeast(.aware))), true),
            (.not(.stage(.atMost(.promote))), true), (.not(.stage(.atLeast(.excite))), false),
            (.tag("vip"), false), (.not(.tag("vip")), false),
            (.all([.tag("vip"), .stage(.atLeast(.excite))]), true),
            (.any([.tag("vip"), .stage(.atLeast(.excite))]), false), (.any([]), true), (.all([]), false),
            (.not(.all([])), true), (.not(.not(.any([]))), true), (.not(.any([.all([])])), true),
        ] as [(Condition, Bool)])
    func unreachable(condition: Condition, impossible: Bool) throws {
        let found = try problems { shop in
            shop.campaigns[Shop.excite]?.steps[1].onlyIf = condition
            shop.campaigns[Shop.excite]?.steps[1].line = 12
        }
        let message =
            "config/campaigns/excite.yaml:12: warning: nobody can get to step 'second': "
            + "its only_if is never true while a person is in the campaign"
        #expect(found == (impossible ? [message] : []))
    }

    @Test("where each order is an enrollment, people may stand anywhere later")
    func keyed() throws {
        for condition in [Condition.stage(.atLeast(.excite)), .event(name: "quickstart_opened", within: nil)] {
            let found = try problems { shop in
                shop.campaigns[Shop.excite]?.reEntry = .eachKey
                shop.campaigns[Shop.excite]?.steps[1].onlyIf = condition
            }
            #expect(found == [])
        }
    }
}
