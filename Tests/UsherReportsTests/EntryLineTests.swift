import Testing
@testable import UsherCore

@testable import UsherReports

@Suite("The answer of enqueue")
struct EntryLineTests {
    private let scene: ReportScene
    private let request: EntryRequest

    init() throws {
        scene = try ReportScene()
        request = EntryRequest(person: ContactDraft(address: scene.ada.address), campaign: ReportScene.welcome)
    }

    private func line(_ result: EntryResult, key: String = "") -> EntryLine {
        var request = request
        request.key = key
        return EntryLine(request, result, plan: scene.plan, now: ReportScene.noon)
    }

    private func entered(_ step: StepID, due: Timestamp, anchor: Timestamp = ReportScene.noon) -> EntryLine {
        line(
            .entered(
                EnrollmentID(5), DeliveryID(42), PlannedStep(step: step, kind: .marketing, due: due, anchor: anchor),
                scene.ada))
    }

    @Test("Names the first e-mail and its time on the person's clock")
    func now() {
        let line = entered(ReportScene.download, due: ReportScene.noon)
        #expect(
            line.text == "ada@example.org enters welcome; 'download' is due now, "
                + "Tue 2026-11-24 00:00 Pacific/Auckland (2026-11-23 11:00 UTC)")
        #expect(line.result == .entered)
        #expect(line.delivery == 42)
        #expect(line.firstDue == "2026-11-23T11:00:00Z")
    }

    @Test("Calls what was due a moment ago due now")
    func justNow() {
        let line = entered(ReportScene.download, due: ReportScene.noon.adding(milliseconds: -8))
        #expect(line.text.contains("is due now,"))
    }

    @Test("Says why it is not now: the wait, the window or the cap, the time that was asked for")
    func later() throws {
        let clock = try #require(ZoneClock.named("Pacific/Auckland"))
        let folds = try #require(scene.plan.place(ReportScene.folds)?.step)
        let asked = Schedule.asked(folds, anchor: ReportScene.noon, clock: clock)
        #expect(entered(ReportScene.folds, due: asked).text.hasSuffix("(2026-11-26 11:00 UTC), as its wait says"))
        #expect(
            entered(ReportScene.folds, due: asked.adding(seconds: 9 * 3600)).text.hasSuffix(
                "(2026-11-26 20:00 UTC): not sooner, because of the send window or a marketing e-mail shortly before"))
        let evening = ReportScene.noon.adding(seconds: 8 * 3600)
        #expect(
            entered(ReportScene.download, due: evening, anchor: evening).text.hasSuffix(
                "(2026-11-23 19:00 UTC), as you asked"))
    }

    @Test("Says so when the first e-mail will be withheld, and why")
    func withheld() {
        func text(_ standing: Standing) -> String {
            EntryLine(
                request,
                .entered(
                    EnrollmentID(5), DeliveryID(42),
                    PlannedStep(
                        step: ReportScene.download, kind: .marketing, due: ReportScene.noon, anchor: ReportScene.noon),
                    scene.ada), plan: scene.plan, now: ReportScene.noon, standing: standing
            ).text
        }
        #expect(text(Standing(marketing: .confirmed)).hasSuffix("(2026-11-23 11:00 UTC)"))
        #expect(
            text(Standing(marketing: .agreed, basis: Consent.signUp)).hasSuffix(
                "(2026-11-23 11:00 UTC); it will be withheld: the sign-up is not confirmed: nobody has pressed the button "
                    + "behind the mailed link yet"))
        #expect(
            text(Standing()).hasSuffix(
                "(2026-11-23 11:00 UTC); it will be withheld: no consent yet; say what was agreed to with --consent TEXT"
            ))
    }

    @Test("Carries a note where nothing is on record about marketing, and where nobody was refused")
    func note() {
        func note(_ result: EntryResult, _ standing: Standing? = Standing()) -> String? {
            EntryLine(
                request, result, plan: scene.plan, now: ReportScene.noon, standing: standing, lack: .program
            ).note
        }
        let lack = "marketing will be withheld: no consent yet; say what was agreed to as 'consent'"
        #expect(note(.saved(scene.ada.id, isNew: true)) == lack)
        #expect(note(.already(scene.ada)) == lack)
        #expect(note(.refused(.noSteps, scene.ada)) == nil)
        #expect(note(.already(scene.ada), nil) == nil)
        #expect(note(.already(scene.ada), Standing(marketing: .agreed)) == nil)
    }

    @Test("Says that what was agreed to is added where nothing else is")
    func agreed() {
        var request = request
        let consent = Consent(stated: "at the fair", source: "test", at: ReportScene.noon)
        request.person.consent = consent
        func text(_ at: Timestamp) -> String {
            let standing = Standing(marketing: .agreed, basis: Consent.stated, saidAt: at)
            return EntryLine(
                request, .already(scene.ada), plan: scene.plan, now: ReportScene.noon, standing: standing
            ).text
        }
        #expect(text(consent.at).hasSuffix("; only what was agreed to is added"))
        #expect(text(consent.at.adding(seconds: -1)).hasSuffix("; nothing is added"))
    }

    @Test("Says that nothing is added a second time")
    func already() {
        #expect(
            line(.already(scene.ada)).text
                == "ada@example.org has entered welcome before (re_entry: never); nothing is added")
        #expect(
            line(.already(scene.ada), key: "order-7").text
                == "ada@example.org has entered welcome with the key order-7 before (re_entry: never); nothing is added"
        )
    }

    @Test("Says whether a person is new, without a campaign")
    func saved() {
        #expect(line(.saved(scene.ada.id, isNew: true)).text == "ada@example.org is new")
        #expect(line(.saved(scene.ada.id, isNew: false)).text == "ada@example.org is known already")
    }

    @Test(
        "Says why somebody may not enter",
        arguments: [
            (
                EntryRefusal.saidNo(.unsubscribed),
                "the person unsubscribed, and every e-mail of the campaign is marketing"
            ),
            (.saidNo(.complained), "the person complained, and every e-mail of the campaign is marketing"),
            (.reEntry(until: nil), "the person was in the campaign before (re_entry: never)"),
            (
                .reEntry(until: ReportScene.noon),
                "the person was in the campaign before, and its re_entry lets nobody in again before 2026-11-23T11:00:00Z"
            ),
            (
                .running(EnrollmentID(3)),
                "the person is in the campaign now, and only 're_entry: each key' lets two enrollments go on at once"
            ),
            (
                .stage(.promote, needed: .subscribe),
                "the person stands at promote, and the campaign is for people at subscribe"
            ),
            (.stage(nil, needed: nil), "the person stands at no stage, and the campaign is for people at no stage"),
            (.noSteps, "the campaign has no e-mails"),
        ])
    func refused(_ refusal: EntryRefusal, _ clause: String) {
        let line = line(.refused(refusal, scene.ada))
        #expect(line.isRefused)
        #expect(line.text == "ada@example.org does not enter welcome: \(clause)")
    }

    @Test("Names the command that shows a suppression")
    func suppressed() {
        #expect(
            line(.refused(.suppressed(scene.suppression(.marketing)), scene.ada)).text
                == "ada@example.org does not enter welcome: the address must not be mailed (unsubscribed); "
                + "see: usher why ada@example.org")
    }
}
