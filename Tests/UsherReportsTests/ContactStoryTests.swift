import Testing
import UsherCore

@testable import UsherReports

@Suite("Why a person got what they got")
struct ContactStoryTests {
    private let scene: ReportScene
    private static let time = "Tue 2026-11-24 00:00 Pacific/Auckland (2026-11-23 11:00 UTC)"
    private static let before = "Mon 2026-11-23 23:00 Pacific/Auckland (2026-11-23 10:00 UTC)"

    init() throws { scene = try ReportScene() }

    private func story(
        consents: [Consent] = [], suppressions: [Suppression] = [], enrollments: [Enrollment] = [],
        deliveries: [DeliveryRow] = [], pauses: [Pause] = [], isDaemonRunning: Bool = true,
        marketing: Consent.Said? = .confirmed
    ) -> ContactStory {
        ContactStory(
            ContactStory.Facts(
                contact: scene.ada, consents: consents,
                standing: Standing(marketing: marketing, suppressions: suppressions),
                enrollments: enrollments, deliveries: deliveries, pauses: pauses, isDaemonRunning: isDaemonRunning),
            plan: scene.plan, now: ReportScene.noon)
    }

    @Test("Begins with who it is, what was agreed to, and what forbids mail")
    func head() {
        let agreed = Consent(
            kind: .marketing, said: .agreed, basis: "stated by the operator", wording: "at the fair",
            source: "usher enqueue", at: ReportScene.noon)
        let story = story(consents: [agreed], suppressions: [scene.suppression(.marketing, note: .said("by phone"))])
        #expect(
            story.lines == [
                "ada@example.org (Ada)",
                "  clock: Pacific/Auckland, language: en, stage: none yet",
                "  agreed to marketing on \(Self.time), stated by the operator (usher enqueue): \"at the fair\"",
                "  must not get any marketing: unsubscribed on \(Self.time), by the operator: \"by phone\"",
                "", "In no campaign.",
            ])
    }

    @Test("Says how many messages and events are not kept any more")
    func gone() throws {
        let enrollment = scene.enrollment(.ended, .finished)
        var facts = ContactStory.Facts(
            contact: scene.ada, consents: [], standing: Standing(marketing: .confirmed), enrollments: [enrollment],
            deliveries: [])
        facts.past = ContactPast(messages: [enrollment.id: 3], notices: 1)
        facts.journey.gone = [
            ContactPast.Deed(event: "visited", count: 2, firstAt: ReportScene.noon, lastAt: ReportScene.noon),
            ContactPast.Deed(event: "came", count: 1, firstAt: ReportScene.noon, lastAt: ReportScene.noon),
        ]
        let story = ContactStory(facts, plan: scene.plan, now: ReportScene.noon)
        #expect(story.lines.contains("  3 older messages are not kept any more (keep.deliveries)"))
        #expect(story.lines.suffix(2) == ["notices", "  1 older message is not kept any more (keep.deliveries)"])
        #expect(
            story.lines.contains(
                "  \(Self.time)  visited, 2 times until \(Self.time), of which no more is kept (keep.events)"))
        #expect(story.lines.contains("  \(Self.time)  came, of which no more is kept (keep.events)"))
        #expect(story.enrollments.map(\.gone) == [3] && story.noticesGone == 1)
    }

    @Test("Says that somebody without an entry gets no marketing")
    func nothing() {
        #expect(story().lines[2] == "  has agreed to nothing: marketing is withheld")
    }

    @Test("Names what a suppression covers, and until when")
    func scopes() {
        let story = story(suppressions: [
            scene.suppression(.everything), scene.suppression(.campaign(ReportScene.welcome)),
            scene.suppression(.campaign(CampaignID(99)), until: ReportScene.noon),
        ])
        let tail = ": unsubscribed on \(Self.time), by the operator"
        #expect(
            story.suppressions == [
                "must not get any mail\(tail)", "must not get mail of welcome\(tail)",
                "must not get mail of a campaign that is gone until \(Self.time)\(tail)",
            ])
    }

    @Test("Tells an enrollment that goes on: what went, what is next, what comes then")
    func active() {
        var sent = scene.delivery(.sent)
        sent.attempts = 2
        sent.reply = Reply(code: 250, enhanced: EnhancedStatus(2, 0, 0), text: "Ok")
        let next = scene.delivery(.queued, ReportScene.folds, due: ReportScene.noon.adding(seconds: 7200))
        let story = story(enrollments: [scene.enrollment(key: "order-7")], deliveries: [sent, next])
        #expect(
            Array(story.lines.dropFirst(4)) == [
                "welcome [order-7]: under way; entered \(Self.before)",
                "  sent       download  \(Self.time)",
                "             the relay accepted it (250 2.0.0 Ok) at try 2",
                "  next       folds  Tue 2026-11-24 02:00 Pacific/Auckland (2026-11-23 13:00 UTC)",
                "             due in 2 hours",
                "  then       last",
            ])
    }

    @Test(
        "Tells how an enrollment ended",
        arguments: [
            (Enrollment.EndReason.finished, "finished"), (.goalReached, "reached its goal"),
            (.stopped, "stopped by an event"), (.left, "taken out"),
            (.suppressed, "ended because the person must not be mailed"), (.replaced, "replaced by another campaign"),
            (.removed, "ended because the campaign's file is gone"),
        ])
    func ended(_ reason: Enrollment.EndReason, _ phrase: String) {
        let story = story(enrollments: [scene.enrollment(.ended, reason)], deliveries: [scene.delivery(.sent)])
        #expect(story.enrollments.map(\.state) == [phrase])
        #expect(story.lines[4] == "welcome: \(phrase), \(Self.time); entered \(Self.before)")
        #expect(story.enrollments.flatMap(\.later) == [])
    }

    @Test("Says what became of a message, or what it waits for")
    func messages() {
        let refused = Reply(code: 550, enhanced: EnhancedStatus(5, 1, 1), text: "no such user")
        let later = ReportScene.noon.adding(seconds: 900)
        let relay = Pause(scope: .relay, reason: .byHand(words: "wrong password"), since: ReportScene.noon)
        let campaign = Pause(
            scope: .campaign(ReportScene.welcome), reason: .byHand(words: "new prices"), since: ReportScene.noon)
        func why(
            _ row: DeliveryRow, _ pauses: [Pause] = [], isDaemonRunning: Bool = true,
            standing: Standing = Standing(marketing: .confirmed)
        ) -> String {
            MessageTeller(
                plan: scene.plan, clock: .utc, pauses: pauses, standing: standing, isDaemonRunning: isDaemonRunning,
                now: ReportScene.noon
            ).message(row, step: "download").why
        }
        func row(
            _ state: DeliveryState, due: Timestamp? = nil, attempts: Int = 0, inDoubt: Bool = false,
            reply: Reply? = nil, reason: DeliveryReason? = nil
        ) -> DeliveryRow {
            var row = scene.delivery(state, due: due)
            row.attempts = attempts
            row.inDoubt = inDoubt
            row.reply = reply
            row.reason = reason
            return row
        }
        #expect(why(row(.queued)) == "due now; it goes as soon as the limits allow")
        #expect(why(row(.queued), isDaemonRunning: false) == "due now; it goes when a daemon runs: usher run")
        #expect(why(row(.queued), [relay]) == "due now; the relay is paused: wrong password")
        #expect(
            why(row(.queued, due: later, attempts: 1, reply: Reply(code: 451, text: "later")))
                == "tried once (451 later); goes again in 15 minutes")
        #expect(
            why(
                row(
                    .queued, due: later, attempts: 2, reply: Reply(code: 451),
                    reason: .connectionLost(.rcpt, .closed)))
                == "tried 2 times (the relay closed the connection at RCPT); goes again in 15 minutes")
        #expect(why(row(.queued, due: later, attempts: 3)) == "tried 3 times; goes again in 15 minutes")
        #expect(
            why(row(.queued, due: later, inDoubt: true))
                == "may have arrived: the answer was lost; the same message goes again in 15 minutes")
        #expect(
            why(row(.queued, due: later))
                == "due in 15 minutes; its wait ends earlier, and the send window or the pause between two marketing e-mails holds it"
        )
        let silent = Standing()
        #expect(why(row(.queued), standing: silent) == "will be withheld now: no consent to marketing is recorded")
        #expect(
            why(row(.queued, due: later), standing: silent)
                == "will be withheld in 15 minutes: no consent to marketing is recorded")
        #expect(
            why(row(.parked), [relay], standing: silent)
                == "paused: wrong password; it is withheld after the pause: no consent to marketing is recorded")
        let quiet = Standing(
            marketing: .confirmed,
            suppressions: [scene.suppression(.marketing, until: ReportScene.noon.adding(seconds: 60))])
        #expect(why(row(.queued), standing: quiet) == "will be withheld now: the address is suppressed: unsubscribed")
        #expect(why(row(.queued, due: later), standing: quiet).hasPrefix("due in 15 minutes"))
        #expect(why(row(.claimed)) == "on its way to the relay now")
        #expect(why(row(.parked), [relay, campaign]) == "paused: new prices; it goes out after the pause")
        #expect(why(row(.parked), [relay]) == "paused: wrong password; it goes out after the pause")
        #expect(
            why(row(.held)) == "may have arrived: the answer was lost; send it again with: usher queue retry 42, "
                + "or leave it with: usher queue cancel 42")
        #expect(why(row(.bounced, reply: refused)) == "the address does not work (550 5.1.1 no such user)")
        #expect(why(row(.failed, reason: .notComposed(words: "no name"))) == "no name")
        #expect(why(row(.skipped, reason: .conditionNotMet)) == "its only_if is not true for the person")
        #expect(why(row(.withheld)) == "withheld")
    }

    @Test("Knows an address that is only suppressed")
    func stranger() {
        let story = ContactStory(
            stranger: scene.ada.address, standing: Standing(suppressions: [scene.suppression(.everything)]),
            plan: scene.plan)
        #expect(
            story.lines == [
                "ada@example.org", "  is not known here as a contact",
                "  must not get any mail: unsubscribed on Mon 2026-11-23 12:00 Europe/Berlin (2026-11-23 11:00 UTC), by the operator",
            ])
    }

    @Test("Lists messages outside every sequence apart")
    func notices() {
        var notice = scene.delivery(.sent)
        notice.enrollment = nil
        notice.campaign = nil
        notice.step = nil
        notice.notice = "test"
        #expect(
            story(deliveries: [notice]).lines.suffix(3) == [
                "notices", "  sent       test  \(Self.time)", "             the relay accepted it",
            ])
    }
}
