import Testing

@testable import UsherCore

@Suite("How an enrollment goes on")
struct ProgressTests {
    private let now = Example.noon
    /// Three days after Monday, and four after it, on the contact's clock.
    private func useNext() throws -> Advance {
        .next(PlannedStep(step: Example.use, kind: .marketing, due: try Example.at("2026-11-26 09:30"), anchor: now))
    }
    private func stuckNext() throws -> Advance {
        .next(PlannedStep(step: Example.stuck, kind: .marketing, due: try Example.at("2026-11-27 10:00"), anchor: now))
    }

    @Test(
        "the next step's wait begins when this one is settled",
        arguments: [
            DeliveryState.sent, .skipped, .withheld, .failed, .cancelled,
        ])
    func next(state: DeliveryState) throws {
        let example = try Example()
        let candidate = example.candidate(Example.thanks, anchor: now.adding(seconds: -60), kind: .transactional)
        #expect(Progress.after(candidate, settled: state, plan: example.plan, now: now) == (try useNext()))
    }

    @Test("after the last step the enrollment is finished; a bounce ends it; what is not settled changes nothing")
    func ends() throws {
        let example = try Example()
        let last = example.candidate(Example.stuck, last: Example.use, anchor: now)
        #expect(Progress.after(last, settled: .sent, plan: example.plan, now: now) == .end(.finished))
        #expect(Progress.after(last, settled: .bounced, plan: example.plan, now: now) == .end(.suppressed))
        #expect(Progress.after(last, settled: .sent, plan: example.planWithoutCampaign, now: now) == .end(.removed))
        for state in DeliveryState.allCases where !state.isSettled {
            #expect(Progress.after(last, settled: state, plan: example.plan, now: now) == .stay)
        }
        #expect(Progress.after(example.notice(), settled: .sent, plan: example.plan, now: now) == .stay)
    }

    @Test("marketing that was just sent counts towards the next step's cap")
    func cap() throws {
        var example = try Example()
        example.steps[2] = Step(name: "stuck", wait: .none, anyTime: true)
        let use = example.candidate(Example.use, last: Example.thanks, anchor: now)
        func due(_ state: DeliveryState) -> Timestamp? {
            guard case .next(let step) = Progress.after(use, settled: state, plan: example.plan, now: now) else {
                return nil
            }
            return step.due
        }
        #expect(due(.sent) == now.adding(seconds: 20 * 3600))
        #expect(due(.skipped) == now)
        example.standing.lastMarketingAt = now.adding(seconds: -3600)
        let thanks = example.candidate(Example.use, last: Example.thanks, anchor: now, kind: .transactional)
        guard case .next(let step) = Progress.after(thanks, settled: .sent, plan: example.plan, now: now) else {
            Issue.record("there is a next step")
            return
        }
        #expect(step.due == now.adding(seconds: 19 * 3600))
    }

    @Test("live edits: appended, inserted earlier, removed")
    func edits() throws {
        var appended = try Example()
        appended.steps.append(Step(name: "more", wait: Wait(days: 1)))
        appended.ids["more"] = StepID(4)
        let last = appended.candidate(Example.stuck, last: Example.use, anchor: now)
        guard case .next(let step) = Progress.after(last, settled: .sent, plan: appended.plan, now: now) else {
            Issue.record("who waits on the last step gets the appended one")
            return
        }
        #expect(step.step == StepID(4))

        var inserted = try Example()
        inserted.steps.insert(Step(name: "early", wait: Wait(days: 1)), at: 1)
        inserted.ids["early"] = StepID(4)
        let use = inserted.candidate(Example.use, last: Example.thanks, anchor: now)
        #expect(Progress.after(use, settled: .sent, plan: inserted.plan, now: now) == (try stuckNext()))

        var removed = try Example()
        removed.steps.remove(at: 1)
        let gone = removed.candidate(Example.use, last: Example.thanks, anchor: now)
        #expect(Progress.after(gone, settled: .skipped, plan: removed.plan, now: now) == (try stuckNext()))
        removed.steps.removeFirst()
        #expect(Progress.after(gone, settled: .skipped, plan: removed.plan, now: now) == (try stuckNext()))
        let first = removed.candidate(Example.thanks, anchor: now)
        #expect(Progress.after(first, settled: .skipped, plan: removed.plan, now: now) == (try stuckNext()))
        removed.steps = [Step(name: "thanks", wait: .none)]
        #expect(Progress.after(gone, settled: .skipped, plan: removed.plan, now: now) == .end(.finished))
    }

    @Test("a changed order never leads back")
    func reordered() throws {
        var example = try Example()
        example.steps.swapAt(0, 1)
        let use = example.candidate(Example.use, last: Example.thanks, anchor: now)
        #expect(Progress.after(use, settled: .sent, plan: example.plan, now: now) == (try stuckNext()))
    }

    @Test("a delivery sent again after its enrollment went on moves nothing")
    func retriedLater() throws {
        let example = try Example()
        let justPassed = example.candidate(Example.thanks, last: Example.thanks, anchor: now)
        #expect(Progress.after(justPassed, settled: .sent, plan: example.plan, now: now) == .stay)
        var longPassed = example.candidate(Example.thanks, last: Example.use, anchor: now)
        longPassed.subject = .step(
            Example.thanks, example.enrollment(last: Example.use, anchor: now), anchor: now.adding(seconds: -86_400))
        #expect(Progress.after(longPassed, settled: .sent, plan: example.plan, now: now) == .stay)
        var over = example.candidate(Example.use, last: Example.thanks, anchor: now)
        over.subject = .step(Example.use, example.enrollment(last: Example.thanks, state: .ended), anchor: now)
        #expect(Progress.after(over, settled: .sent, plan: example.plan, now: now) == .stay)
    }
}
