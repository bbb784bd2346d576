import Testing

@testable import UsherCore

@Suite("Due times after an edit")
struct ReschedulingTests {
    private let now = Example.noon

    @Test("a changed wait moves who waits, never before the next window")
    func moved() throws {
        var example = try Example()
        let waiting = example.candidate(Example.use, last: Example.thanks, anchor: now)
        example.steps[1].wait = Wait(days: 1)
        #expect(Rescheduling.due(waiting, plan: example.plan, now: now) == (try Example.at("2026-11-24 09:30")))
        let evening = try Example.at("2026-11-24 20:00")
        #expect(Rescheduling.due(waiting, plan: example.plan, now: evening) == (try Example.at("2026-11-25 09:30")))
    }

    @Test("what is due anyway, was tried, or is a notice stays; what has no step any more is due now")
    func stays() throws {
        var example = try Example()
        var overdue = example.candidate(Example.use, last: Example.thanks, anchor: now.adding(seconds: -5 * 86_400))
        overdue.due = now.adding(seconds: -60)
        #expect(Rescheduling.due(overdue, plan: example.plan, now: now) == nil)
        overdue.due = now.adding(seconds: 86_400)
        #expect(Rescheduling.due(overdue, plan: example.plan, now: now) == now)
        overdue.composition = Example.composition
        #expect(Rescheduling.due(overdue, plan: example.plan, now: now) == nil)
        #expect(Rescheduling.due(example.notice(), plan: example.plan, now: now) == nil)
        example.steps.remove(at: 1)
        overdue.composition = nil
        #expect(Rescheduling.due(overdue, plan: example.plan, now: now) == now)
    }

    @Test("what is newer than the plan stays where it is")
    func newer() throws {
        let example = try Example()
        let waiting = example.candidate(Example.use, last: Example.thanks, anchor: now)
        #expect(Rescheduling.due(waiting, plan: example.planBeforeCampaign, now: now) == nil)
        var before = example
        before.steps.remove(at: 1)
        before.ids["use"] = nil
        #expect(Rescheduling.due(waiting, plan: before.plan, now: now) == nil)
    }
}
