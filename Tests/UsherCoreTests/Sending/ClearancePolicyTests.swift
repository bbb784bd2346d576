import Testing

@testable import UsherCore

@Suite("May a due delivery go now?")
struct ClearancePolicyTests {
    private let now = Example.noon

    private func decide(
        _ candidate: Candidate, _ plan: Plan, pauses: [Pause] = [], now: Timestamp? = nil,
        limits: LimitSettings = LimitSettings(), stream: MailStream = .all
    ) -> Clearance {
        var pacer = Pacer(limits: limits)
        return ClearancePolicy.decide(
            candidate, pauses: pauses, plan: plan, now: now ?? self.now, pacer: &pacer, stream: stream
        ) { _, _ in Example.fresh }
    }

    /// `use` after four days of waiting: overdue, inside the window.
    private func due(_ example: Example) -> Candidate {
        example.candidate(Example.use, last: Example.thanks, anchor: now.adding(seconds: -4 * 86_400))
    }

    /// A retry of `use`: one attempt, an hour ago.
    private func tried(_ example: Example, inDoubt: Bool = false, hours: Int64 = 1) -> Candidate {
        example.candidate(
            Example.use, last: Example.thanks, anchor: now.adding(seconds: -4 * 86_400), attempts: 1,
            firstAttemptAt: now.adding(seconds: -hours * 3600), inDoubt: inDoubt, composition: Example.composition)
    }

    private func stuckNext(_ now: Timestamp? = nil) throws -> Advance {
        .next(
            PlannedStep(
                step: Example.stuck, kind: .marketing, due: try Example.at("2026-11-27 10:00"), anchor: now ?? self.now)
        )
    }

    @Test("what is due and allowed goes, and is composed once, with the step of today's files")
    func goes() throws {
        let example = try Example()
        var pacer = Pacer(limits: LimitSettings())
        var asked: [String?] = []
        let compose: (Candidate, Step?) -> Composition = {
            asked.append($1?.name)
            return Example.fresh
        }
        for (candidate, expected) in [
            (due(example), Example.fresh), (tried(example), Example.composition),
            (example.notice(), Example.composition),
        ] {
            let answer = ClearancePolicy.decide(
                candidate, pauses: [], plan: example.plan, now: now, pacer: &pacer, compose: compose)
            #expect(answer == .send(expected))
        }
        #expect(asked == ["use"])
    }

    @Test(
        "a suppression that forbids it withholds it and ends the enrollment, a retry too",
        arguments: [
            Suppression.Scope.everything, .marketing, .campaign(Example.campaignID),
        ])
    func suppressed(scope: Suppression.Scope) throws {
        var example = try Example()
        example.standing.suppressions = [example.suppression(scope, .unsubscribed)]
        let withheld = Clearance.close(.withheld, reason: .suppressed(.unsubscribed), .end(.suppressed))
        #expect(decide(due(example), example.plan) == withheld)
        #expect(decide(tried(example), example.plan) == withheld)
        let thanks = example.candidate(Example.thanks, anchor: now, kind: .transactional)
        #expect(decide(thanks, example.plan) == (scope == .everything ? withheld : .send(Example.fresh)))
        #expect(decide(example.notice(), example.plan) == .send(Example.composition), "it was asked for")
        example.standing.suppressions = [example.suppression(scope, .manual)]
        #expect(
            decide(example.notice(), example.plan)
                == (scope == .everything
                    ? .close(.withheld, reason: .suppressed(.manual), .stay)
                    : .send(Example.composition)))
    }

    @Test("marketing needs a yes: a no ends the enrollment, no word only withholds this step")
    func consent() throws {
        var example = try Example()
        for said in [Consent.Said.unsubscribed, .complained] {
            example.standing = Standing(marketing: said)
            let reason = DeliveryReason.saidNo(said)
            #expect(decide(due(example), example.plan) == .close(.withheld, reason: reason, .end(.suppressed)))
            #expect(decide(tried(example), example.plan) == .close(.withheld, reason: reason, .end(.suppressed)))
        }
        example.standing = Standing()
        let reason = DeliveryReason.noConsent
        #expect(decide(due(example), example.plan) == .close(.withheld, reason: reason, try stuckNext()))
        #expect(decide(example.notice(.marketing), example.plan) == .close(.withheld, reason: reason, .stay))
        let thanks = example.candidate(Example.thanks, anchor: now, kind: .transactional)
        #expect(decide(thanks, example.plan) == .send(Example.fresh))
        example.standing = Standing(marketing: .agreed, basis: Consent.signUp)
        let unconfirmed = DeliveryReason.unconfirmed
        #expect(decide(due(example), example.plan) == .close(.withheld, reason: unconfirmed, try stuckNext()))
        example.standing = Standing(marketing: .confirmed)
        #expect(decide(due(example), example.plan) == .send(Example.fresh))
    }

    @Test("a kind that was edited counts as the files say now, until the first attempt, and goes into the row")
    func editedKind() throws {
        var example = try Example()
        example.standing = Standing()
        example.steps[1].kind = .transactional
        #expect(decide(due(example), example.plan) == .send(Example.fresh, kind: .transactional))
        #expect(decide(due(example), example.plan, limits: LimitSettings(perSecond: 5)) != .send(Example.fresh))
        example.standing = Standing(marketing: .agreed)
        #expect(decide(tried(example), example.plan) == .send(Example.composition))
        example.standing = Standing()
        example.steps[0].kind = .marketing
        let thanks = example.candidate(Example.thanks, anchor: now, kind: .transactional)
        guard case .close(.withheld, _, _) = decide(thanks, example.plan) else {
            Issue.record("it is marketing now")
            return
        }
    }

    @Test("an enrollment that ended, a campaign and a step that are gone")
    func gone() throws {
        var example = try Example()
        var ended = due(example)
        ended.subject = .step(Example.use, example.enrollment(state: .ended), anchor: now)
        #expect(decide(ended, example.plan) == .close(.cancelled, reason: .enrollmentEnded(.left), .stay))
        var reached = example.enrollment(state: .ended)
        reached.endReason = .goalReached
        ended.subject = .step(Example.use, reached, anchor: now)
        #expect(decide(ended, example.plan) == .close(.cancelled, reason: .enrollmentEnded(.goalReached), .stay))
        var finished = example.enrollment(state: .ended)
        finished.endReason = .finished
        ended.subject = .step(Example.use, finished, anchor: now.adding(seconds: -4 * 86_400))
        #expect(decide(ended, example.plan) == .send(Example.fresh), "started again by usher queue retry")
        #expect(
            decide(due(example), example.planWithoutCampaign)
                == .close(.skipped, reason: .campaignGone, .end(.removed)))
        #expect(decide(tried(example), example.planWithoutCampaign) == .send(Example.composition))
        example.steps.remove(at: 1)
        #expect(
            decide(due(example), example.plan)
                == .close(.skipped, reason: .stepGone, try stuckNext()))
        #expect(decide(tried(example), example.plan) == .send(Example.composition))
    }

    @Test("a campaign or a step that is newer than the plan waits for the files to be taken up, and is never closed")
    func newer() throws {
        let example = try Example()
        let wait = Clearance.move(now.adding(seconds: 5))
        #expect(decide(due(example), example.planBeforeCampaign) == wait)
        var before = example
        before.steps.remove(at: 1)
        before.ids["use"] = nil
        #expect(decide(due(example), before.plan) == wait)
        var silent = example
        silent.standing = Standing()
        #expect(decide(due(silent), before.plan) == wait, "nothing is known of the step, its kind neither")
    }

    @Test("what is queued in doubt is held as soon as on_doubt says so; without the doubt it goes")
    func holds() throws {
        var example = try Example()
        example.settings.onDoubt = .hold
        #expect(decide(tried(example, inDoubt: true), example.plan) == .hold)
        let paused = [Pause(scope: .relay, reason: .byHand(words: nil), since: now)]
        #expect(decide(tried(example, inDoubt: true), example.plan, pauses: paused) == .hold)
        #expect(decide(tried(example), example.plan) == .send(Example.composition))
        example.settings.onDoubt = .resend
        #expect(decide(tried(example, inDoubt: true), example.plan) == .send(Example.composition))
    }

    @Test("pauses park, a domain's moves to its end, and one that is over does nothing")
    func pauses() throws {
        let example = try Example()
        func pause(_ scope: PauseScope, until: Int64? = nil) -> Pause {
            Pause(scope: scope, reason: .byHand(words: nil), since: now, until: until.map { now.adding(seconds: $0) })
        }
        let domain = PauseScope.domain("example.org")
        let campaign = PauseScope.campaign(Example.campaignID)
        for candidate in [due(example), tried(example)] {
            #expect(decide(candidate, example.plan, pauses: [pause(.relay, until: 60)]) == .park(.relay))
            #expect(
                decide(candidate, example.plan, pauses: [pause(domain), pause(campaign), pause(.relay)])
                    == .park(.relay))
            #expect(
                decide(candidate, example.plan, pauses: [pause(domain, until: 60), pause(campaign)]) == .park(campaign))
            #expect(
                decide(candidate, example.plan, pauses: [pause(domain, until: 60)]) == .move(now.adding(seconds: 60)))
            #expect(decide(candidate, example.plan, pauses: [pause(domain)]) == .park(domain))
            #expect(
                decide(candidate, example.plan, pauses: [pause(campaign), pause(domain, until: 60)]) == .park(campaign))
            let others = [
                pause(.campaign(Example.otherCampaignID)), pause(.domain("other.example")), pause(.relay, until: 0),
            ]
            guard case .send = decide(candidate, example.plan, pauses: others) else {
                Issue.record("none of these concerns it")
                return
            }
        }
        #expect(decide(example.notice(), example.plan, pauses: [pause(.relay)]) == .park(.relay))
        #expect(decide(example.notice(), example.plan, pauses: [pause(campaign)]) == .send(Example.composition))
    }

    @Test("a breaker holds the marketing of its campaign, and order mail goes")
    func breaker() throws {
        let example = try Example()
        let orders = example.candidate(
            Example.use, last: Example.thanks, anchor: now.adding(seconds: -4 * 86_400), kind: .transactional,
            attempts: 1, firstAttemptAt: now.adding(seconds: -3600), composition: Example.composition)
        let scope = PauseScope.campaign(Example.campaignID)
        let day = CalendarDate(year: 2026, month: 11, day: 29)
        let reasons: [PauseReason] = [
            .complaints(4, of: 1000, day: day), .bounces(30, of: 500, day: nil), .badList(people: 10, of: 100),
        ]
        for reason in reasons {
            let paused = [Pause(scope: scope, reason: reason, since: now)]
            #expect(decide(due(example), example.plan, pauses: paused) == .park(scope))
            #expect(decide(tried(example), example.plan, pauses: paused) == .park(scope))
            #expect(decide(orders, example.plan, pauses: paused) == .send(Example.composition))
            #expect(decide(example.notice(), example.plan, pauses: paused) == .send(Example.composition))
        }
        let byHand = [Pause(scope: scope, reason: .byHand(words: nil), since: now)]
        #expect(decide(orders, example.plan, pauses: byHand) == .park(scope))
    }

    @Test("a breaker of a campaign holds order mail where that has neither marketing beside it nor a relay of its own")
    func breakerOfOrders() throws {
        var example = try Example()
        for index in example.steps.indices { example.steps[index].kind = .transactional }
        let orders = example.candidate(
            Example.use, last: Example.thanks, anchor: now.adding(seconds: -4 * 86_400), kind: .transactional,
            attempts: 1, firstAttemptAt: now.adding(seconds: -3600), composition: Example.composition)
        let scope = PauseScope.campaign(Example.campaignID)
        let paused = [Pause(scope: scope, reason: .badList(people: 10, of: 100), since: now)]
        #expect(decide(orders, example.plan, pauses: paused) == .park(scope))
        #expect(
            decide(orders, example.plan, pauses: paused, stream: .transactional) == .send(Example.composition))
        let own = [
            Pause(
                scope: .transactionalRelay,
                reason: .bounces(10, of: 100, day: CalendarDate(year: 2026, month: 11, day: 29)), since: now)
        ]
        #expect(decide(orders, example.plan, pauses: own, stream: .transactional) == .park(.transactionalRelay))
        #expect(decide(orders, example.plan, pauses: own) == .send(Example.composition))
    }

    @Test("a message that one of two relays refuses holds up what goes through that one")
    func messageRefused() throws {
        let example = try Example()
        let orders = example.candidate(
            Example.use, last: Example.thanks, anchor: now.adding(seconds: -4 * 86_400), kind: .transactional,
            attempts: 1, firstAttemptAt: now.adding(seconds: -3600), composition: Example.composition)
        let scope = PauseScope.campaign(Example.campaignID)
        let cases: [(MessageKind?, marketing: Bool, orders: Bool)] = [
            (.marketing, true, false), (.transactional, false, true), (nil, true, true),
        ]
        for (kind, holdsMarketing, holdsOrders) in cases {
            let reason = PauseReason.messageRefused(people: 9, domains: 3, example: DeliveryID(1), of: kind)
            let paused = [Pause(scope: scope, reason: reason, since: now)]
            let news = decide(tried(example), example.plan, pauses: paused, stream: .marketing)
            #expect((news == .park(scope)) == holdsMarketing)
            let receipt = decide(orders, example.plan, pauses: paused, stream: .transactional)
            #expect((receipt == .park(scope)) == holdsOrders)
            // Where there is one relay again, it is about the campaign.
            #expect(decide(orders, example.plan, pauses: paused) == .park(scope))
        }
    }

    @Test("a no is heard while everything is paused")
    func noWhilePaused() throws {
        var example = try Example()
        example.standing = Standing(marketing: .unsubscribed)
        let paused = [Pause(scope: .relay, reason: .byHand(words: nil), since: now)]
        guard case .close(.withheld, _, _) = decide(due(example), example.plan, pauses: paused) else {
            Issue.record("withheld at once")
            return
        }
    }

    @Test("a condition that is not met skips, on the first attempt only")
    func condition() throws {
        var example = try Example()
        example.steps[1].onlyIf = .attribute(name: "package", comparison: .equals(.text("starter")))
        let skipped = Clearance.close(.skipped, reason: .conditionNotMet, try stuckNext())
        #expect(decide(due(example), example.plan) == skipped)
        #expect(decide(tried(example), example.plan) == .send(Example.composition))
        example.settings.attributes["package"] = AttributeDeclaration(type: .text, defaultValue: .text("starter"))
        #expect(decide(due(example), example.plan) == .send(Example.fresh))
    }

    @Test("today's wait, zone, window and cap move it; nothing goes early")
    func recomputed() throws {
        var example = try Example()
        example.steps[1].wait = Wait(days: 7)
        #expect(decide(due(example), example.plan) == .move(try Example.at("2026-11-26 09:30")))
        example = try Example()
        example.contact.zone = "America/Los_Angeles"
        let opening = try Timestamp(parsing: "2026-11-23T09:00-08:00", clock: .utc)
        #expect(decide(due(example), example.plan) == .move(opening))
        example = try Example()
        #expect(
            decide(due(example), example.plan, now: try Example.at("2026-11-23 18:00"))
                == .move(try Example.at("2026-11-24 09:30")))
        example.standing.lastMarketingAt = now.adding(seconds: -18 * 3600)
        #expect(decide(due(example), example.plan) == .move(now.adding(seconds: 2 * 3600)))
    }

    @Test("a retry of marketing keeps cap and window, unless the window opens too late")
    func retries() throws {
        var example = try Example()
        let evening = try Example.at("2026-11-23 18:30")
        #expect(decide(tried(example), example.plan, now: evening) == .move(try Example.at("2026-11-24 09:00")))
        let friday = try Example.at("2026-11-27 18:05")
        var late = tried(example)
        late.firstAttemptAt = friday.adding(seconds: -300)
        #expect(decide(late, example.plan, now: friday) == .send(Example.composition))
        example.steps[1].anyTime = true
        #expect(decide(tried(example), example.plan, now: evening) == .send(Example.composition))
        example.standing.lastMarketingAt = now.adding(seconds: -3600)
        #expect(decide(tried(example), example.plan) == .move(now.adding(seconds: 19 * 3600)))
        var transactional = tried(example)
        transactional.kind = .transactional
        #expect(decide(transactional, example.plan, now: evening) == .send(Example.composition))
    }

    @Test("past its deadline a delivery fails, with the latest answer's code; in doubt with hold it is held")
    func deadline() throws {
        var example = try Example()
        var late = tried(example, hours: 48)
        #expect(decide(late, example.plan) == .send(Example.composition))
        late.firstAttemptAt = now.adding(milliseconds: -48 * 3_600_000 - 1)
        late.lastReply = Reply(code: 451, enhanced: EnhancedStatus(4, 7, 1), text: "ada@example.org is greylisted")
        #expect(
            decide(late, example.plan)
                == .close(
                    .failed, reason: .givenUp(afterMilliseconds: 2 * 86_400_000, answer: "451 4.7.1", inDoubt: false),
                    try stuckNext()))
        late.inDoubt = true
        guard case .close(.failed, let reason, _) = decide(late, example.plan) else {
            Issue.record("resend gives up as well")
            return
        }
        #expect(reason == .givenUp(afterMilliseconds: 2 * 86_400_000, answer: "451 4.7.1", inDoubt: true))
        example.settings.onDoubt = .hold
        #expect(decide(late, example.plan) == .hold)
    }

    @Test("limits move what is too much to slots of their own, and do not count what did not go")
    func limits() throws {
        let example = try Example()
        var pacer = Pacer(limits: LimitSettings(perSecond: 1))
        var answers: [Clearance] = []
        for _ in 0..<3 {
            answers.append(
                ClearancePolicy.decide(due(example), pauses: [], plan: example.plan, now: now, pacer: &pacer) { _, _ in
                    Example.fresh
                })
        }
        #expect(
            answers == [
                .send(Example.fresh), .move(now.adding(milliseconds: 1100)), .move(now.adding(milliseconds: 2100)),
            ])
        var closed = due(example)
        closed.standing = Standing()
        let next = now.adding(seconds: 10)
        _ = ClearancePolicy.decide(closed, pauses: [], plan: example.plan, now: next, pacer: &pacer) { _, _ in
            Example.fresh
        }
        let open = ClearancePolicy.decide(due(example), pauses: [], plan: example.plan, now: next, pacer: &pacer) {
            _, _ in
            Example.fresh
        }
        #expect(open == .send(Example.fresh))
    }
}
