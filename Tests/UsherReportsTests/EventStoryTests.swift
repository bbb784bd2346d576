import Testing
@testable import UsherCore

@testable import UsherReports

@Suite("What followed from an event")
struct EventStoryTests {
    private let scene: ReportScene

    init() throws { scene = try ReportScene() }

    private func story(_ result: EventResult, enrollments: [Enrollment] = [], by: String? = nil) throws -> EventStory {
        let event = Event(name: "purchased", key: "o-1", at: ReportScene.noon)
        let request = EventRequest(
            event: event, person: ContactDraft(address: scene.ada.address), by: try by.map { try EmailAddress($0) },
            code: by == nil ? "abc" : nil)
        return EventStory(request, result, enrollments: enrollments, plan: scene.plan, now: ReportScene.noon)
    }

    private func move(_ cause: Transition.Cause, of contact: ContactID? = nil) -> Consequence {
        .move(
            Transition(
                contact: contact ?? scene.ada.id, from: .subscribe, to: .convert, at: ReportScene.noon, cause: cause))
    }

    @Test("Is recorded, and says so, also where what followed cannot be read")
    func unread() throws {
        let event = Event(name: "purchased", key: "o-1", at: ReportScene.noon)
        let request = EventRequest(event: event, person: ContactDraft(address: scene.ada.address))
        let result = EventResult.recorded([move(.enrollment(EnrollmentID(5), ReportScene.welcome))], scene.ada)
        let story = EventStory(request, result, after: nil, plan: scene.plan, now: ReportScene.noon)
        #expect(story.result == .recorded && story.moved == "subscribe -> convert" && story.startsEnrollments)
        #expect(
            story.followed == [
                "what followed is recorded too, and cannot be read just now; see: usher why ada@example.org"
            ])
    }

    @Test("Of a confirmation, names what still forbids mail")
    func stillSuppressed() throws {
        let bounce = Suppression(
            id: SuppressionID(7), scope: .everything, reason: .bounced, at: ReportScene.noon, by: "smtp")
        func followed(_ name: String) throws -> [String] {
            let request = EventRequest(
                event: Event(name: name, key: "k", at: ReportScene.noon),
                person: ContactDraft(address: scene.ada.address))
            return EventStory(
                request, .recorded([], scene.ada), after: .init(standing: Standing(suppressions: [bounce])),
                plan: scene.plan, now: ReportScene.noon
            ).followed
        }
        #expect(try followed("confirmed").last?.contains("usher suppress remove 7 --because TEXT") == true)
        #expect(try followed("purchased").contains { $0.contains("suppress remove") } == false)
    }

    @Test("Is told thing by thing")
    func consequences() throws {
        let step = PlannedStep(
            step: ReportScene.download, kind: .marketing, due: ReportScene.noon, anchor: ReportScene.noon)
        let earning = Earning(
            promoter: ContactID(9), friend: scene.ada.id, amount: Money(minorUnits: 500, currency: "EUR"),
            rule: "first-order", payableAt: ReportScene.noon)
        let story = try story(
            .recorded(
                [
                    move(.enrollment(EnrollmentID(5), ReportScene.welcome)),
                    move(.accident(event: "purchased"), of: ContactID(9)),
                    .end(EnrollmentID(5), .goalReached), .end(EnrollmentID(99), .stopped),
                    .enroll(ReportScene.welcome, key: "", data: [:], .now(step)),
                    .enroll(ReportScene.welcome, key: "", data: [:], .heldOut),
                    .enroll(ReportScene.welcome, key: "", data: [:], .whenFree),
                    .refer(promoter: ContactID(9)), .earn(earning), .revoke(reason: "refunded"),
                ], scene.ada), enrollments: [scene.enrollment()], by: "bob@example.org")
        #expect(
            story.lines == [
                "ada@example.org: purchased is recorded",
                "  moves from subscribe to convert: intended, the goal of welcome",
                "  bob@example.org moves from subscribe to convert: accidental, no campaign asked for purchased",
                "  welcome: reached its goal",
                "  an enrollment of bob@example.org: stopped by an event",
                "  welcome begins; 'download' is due now, Tue 2026-11-24 00:00 Pacific/Auckland (2026-11-23 11:00 UTC)",
                "  is held out of welcome and gets nothing, to measure what it does",
                "  welcome waits for its turn",
                "  was brought by bob@example.org",
                "  bob@example.org earns 5.00 EUR (first-order), payable from "
                    + "Mon 2026-11-23 12:00 Europe/Berlin (2026-11-23 11:00 UTC)",
                "  what was earned for bringing the person is taken back where it is on hold: refunded",
            ])
        #expect((story.moved, story.intended, story.by) == ("subscribe -> convert", true, "welcome"))
        #expect(story.startsEnrollments && !story.isRefused)
    }

    @Test(
        "Names the setting that keeps a campaign from beginning again",
        arguments: [
            (.never, .ended, "welcome does not begin again: the person was in it before (re_entry: never)"),
            (.never, .active, "welcome does not begin again: the person is in it now (re_entry: never)"),
            (
                .after(milliseconds: 90 * 86_400_000), .ended,
                "welcome does not begin again: the person was in it before (re_entry: { after: 90 days })"
            ),
            (.eachKey, .ended, nil),
        ] as [(ReEntry, Enrollment.State, String?)])
    func again(_ setting: ReEntry, _ state: Enrollment.State, _ sentence: String?) throws {
        var campaign = try #require(scene.plan.campaigns[ReportScene.welcome])
        campaign.startsOn = EventTrigger(event: "purchased", first: false, within: nil)
        campaign.reEntry = setting
        let event = Event(name: "purchased", key: "o-2", at: ReportScene.noon)
        let story = EventStory(
            EventRequest(event: event, person: ContactDraft(address: scene.ada.address)),
            .recorded([move(.accident(event: "purchased"))], scene.ada),
            enrollments: [scene.enrollment(state, state == .ended ? .goalReached : nil)],
            plan: Plan(settings: scene.plan.settings, campaigns: [campaign], catalog: scene.plan.catalog),
            now: ReportScene.noon)
        #expect(story.followed.dropFirst() == (sentence.map { [$0] } ?? [])[...])
    }

    @Test(
        "Names what claims a move",
        arguments: [
            (.link(ReportScene.welcome), "intended, through the link of welcome", "welcome"),
            (.code(promoter: ContactID(9)), "intended, with a promoter's code", "abc"),
            (.stated(because: "said so"), "stated by the operator (said so)", nil),
            (.entered(ReportScene.welcome), "the person entered 'welcome' and had no stage yet", nil),
            (.entered(CampaignID(99)), "the person entered a campaign and had no stage yet", nil),
            (.told(source: "usher import"), "stated with the person's data (usher import)", nil),
            (.told(source: nil), "stated with the person's data", nil),
            (.stated(because: "entered 'welcome' by hand"), "stated by the operator (entered 'welcome' by hand)", nil),
            (
                .unknown(Coded("of_another_version")),
                "'of_another_version', which this version of usher does not know", nil
            ),
        ] as [(Transition.Cause, String, String?)])
    func causes(cause: Transition.Cause, words: String, by: String?) throws {
        let story = try story(.recorded([move(cause)], scene.ada))
        #expect(story.followed == ["moves from subscribe to convert: \(words)"])
        #expect(story.by == by && story.intended == cause.isIntended)
    }

    @Test("Says when nothing follows, when it is known already, and why it is not recorded")
    func nothing() throws {
        #expect(
            try story(.recorded([], scene.ada)).followed == [
                "nothing follows: the event moves nobody, and no campaign starts or ends on it for this person"
            ])
        #expect(
            try story(.already).lines == [
                "ada@example.org: purchased with the key o-1 is recorded already; nothing is added"
            ])
        let refused = try story(.refused(.selfReferral))
        #expect(
            refused.lines == [
                "purchased of ada@example.org is not recorded: nobody can be brought by themselves; name who brought the person, or nobody"
            ])
        #expect(
            refused.isRefused
                && refused.reason == "nobody can be brought by themselves; name who brought the person, or nobody")
    }

    @Test(
        "Has a sentence for each refusal",
        arguments: [
            (.unknownEvent("x", hint: "; did you mean 'y'?"), "there is no event 'x'; did you mean 'y'?"),
            (.unknownEvent("x", hint: ""), "there is no event 'x'; say in config/journey.yaml what it means"),
            (.unknownCampaign("x", hint: ""), "there is no campaign 'x'"),
            (.unknownCode("x"), "nobody has the code 'x'"),
            (
                .unknownContact,
                "the person is not known here, and config/journey.yaml says that events add nobody; see: usher contact add"
            ),
            (
                .fromTheFuture(ReportScene.noon),
                "it is from the future (2026-11-23T11:00:00Z); tell it when it has happened"
            ),
            (.conflictingKey, "another event is recorded under the same name and key; give this one a key of its own"),
            (.badScore("bad"), "the score 'bad' is not a number; write for example score=9"),
            (
                .otherCurrency(Money(minorUnits: 500, currency: "USD"), paid: ["CHF", "EUR"]),
                "5.00 USD cannot be given back of what was paid in CHF and EUR; tell the amount in that currency, or leave "
                    + "the value out where all of it is given back"
            ),
            (.negativeMoney, "an event's value must not be negative; tell a refund as an event of its own"),
            (.unknownProduct("x", hint: ""), "there is no product 'x'; add it to config/ladder.yaml"),
        ] as [(EventRefusal, String)])
    func refusals(refusal: EventRefusal, sentence: String) {
        #expect(refusal.sentence == sentence)
    }
}
