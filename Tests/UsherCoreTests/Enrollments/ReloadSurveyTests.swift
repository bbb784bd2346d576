import Testing

@testable import UsherCore

@Suite("Whom a reload mails at once, and whom it strands")
struct ReloadSurveyTests {
    /// Monday, 12:00, inside the window.
    private let now = Example.noon

    /// How many are mailed and stranded of one person who waits for `use` (3 days, 09:30) since `hours` ago.
    private func survey(
        hours: Int64, at moment: Timestamp? = nil, tried: Bool = false, due: Timestamp? = nil,
        _ edit: (inout Example) -> Void
    ) throws -> [Int] {
        let old = try Example()
        var new = old
        edit(&new)
        let now = moment ?? now
        var candidate = old.candidate(
            Example.use, last: Example.thanks, anchor: now.adding(seconds: -hours * 3600),
            composition: tried ? Example.composition : nil)
        candidate.due = due ?? candidate.due
        var survey = ReloadSurvey(from: old.plan, to: new.plan, now: now)
        survey.look(at: candidate)
        survey.look(at: old.notice())
        return [survey.mailed.count, survey.stranded.count]
    }

    @Test("a shorter wait mails at once whom it makes due now, and nobody whom it gives a later date of their own")
    func shorter() throws {
        #expect(try survey(hours: 30) { $0.steps[1].wait = Wait(days: 1) } == [1, 0])
        #expect(try survey(hours: 0) { $0.steps[1].wait = Wait(days: 2) } == [0, 0])
        #expect(try survey(hours: 30) { $0.steps[1].wait = Wait(days: 9) } == [0, 0])
        #expect(try survey(hours: 30) { _ in } == [0, 0])
        #expect(try survey(hours: 30, tried: true) { $0.steps[1].wait = Wait(days: 1) } == [0, 0])
    }

    @Test("who was due by the old files is not mailed by the new ones, wherever a limit has put the row")
    func overdue() throws {
        let throttled = now.adding(seconds: 3600)
        #expect(try survey(hours: 100, due: throttled) { $0.steps[1].wait = Wait(days: 1) } == [0, 0])
    }

    @Test("everybody moved to the next opening is mailed at once, too")
    func opening() throws {
        let evening = try Example.at("2026-11-23 20:00")
        #expect(try survey(hours: 30, at: evening) { $0.steps[1].wait = Wait(days: 1) } == [1, 0])
        #expect(
            try survey(hours: 30, at: evening) {
                $0.steps[1].wait = Wait(days: 1)
                $0.steps[1].at = nil
            } == [1, 0])
        let friday = try Example.at("2026-11-27 20:00")
        #expect(try survey(hours: 70, at: friday) { $0.steps[1].wait = Wait(days: 1) } == [0, 0], "Monday anyway")
    }

    @Test("a window that opens mails at once whom the old one kept")
    func window() throws {
        let evening = try Example.at("2026-11-23 20:00")
        #expect(try survey(hours: 100, at: evening) { $0.settings.window = nil } == [1, 0])
    }

    @Test("who waits for a step that is gone is stranded; a campaign that is gone is counted as a whole")
    func stranded() throws {
        #expect(try survey(hours: 30) { $0.steps.remove(at: 1) } == [0, 1])
        let old = try Example()
        var survey = ReloadSurvey(from: old.plan, to: old.planWithoutCampaign, now: now)
        #expect(survey.gone == [Example.campaignID])
        survey.look(at: old.candidate(Example.use, last: Example.thanks, anchor: now))
        #expect(survey.mailed.isEmpty && survey.stranded.isEmpty)
        #expect(ReloadSurvey(from: old.plan, to: old.plan, now: now).gone.isEmpty)
    }

    @Test("who entered by the new files meant them")
    func newer() throws {
        let new = try Example()
        for old in [new.planBeforeCampaign, new.planWithoutCampaign] {
            var survey = ReloadSurvey(from: old, to: new.plan, now: now)
            survey.look(at: new.candidate(Example.thanks, anchor: now))
            #expect(survey.mailed.isEmpty && survey.stranded.isEmpty && survey.gone.isEmpty)
        }
    }

    @Test("nobody need be looked at while the timetable stays")
    func timetable() throws {
        let old = try Example()
        let edits: [(Bool, (inout Example) -> Void)] = [
            (false, { _ in }), (false, { $0.settings.shop.name = "Another" }),
            (false, { $0.steps[1].onlyIf = .tag("vip") }), (true, { $0.steps[1].wait = Wait(days: 1) }),
            (true, { $0.steps[1].at = nil }), (true, { $0.steps[0].kind = .marketing }),
            (true, { $0.steps[1].anyTime = true }), (true, { $0.steps.swapAt(0, 1) }),
            (true, { $0.steps.remove(at: 2) }), (true, { $0.settings.window = nil }),
            (true, { $0.settings.capMilliseconds = 0 }), (true, { $0.settings.shop.zone = "Asia/Tokyo" }),
        ]
        for (index, (needed, edit)) in edits.enumerated() {
            var new = old
            edit(&new)
            #expect(ReloadSurvey(from: old.plan, to: new.plan, now: now).isNeeded == needed, "edit \(index)")
        }
    }
}
