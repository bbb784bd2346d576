import Testing

@testable import UsherCore

@Suite("What is recorded of an attempt")
struct SettlingTests {
    private let now = Example.noon

    private func claimed(
        _ example: Example, attempts: Int = 0, first: Int64? = nil, inDoubt: Bool = false,
        kind: MessageKind = .marketing
    ) -> Claimed {
        Claimed(
            candidate: example.candidate(
                Example.use, last: Example.thanks, anchor: now.adding(seconds: -3600), kind: kind, attempts: attempts,
                firstAttemptAt: first.map { now.adding(seconds: -$0 * 3600) }, inDoubt: inDoubt,
                composition: Example.composition),
            composition: Example.composition)
    }

    private func decide(
        _ example: Example, _ claimed: Claimed, _ verdict: Verdict, _ outcome: AttemptOutcome, block: Timestamp? = nil
    ) -> Settlement {
        Settling.decide(
            outcome: outcome, verdict: verdict, claimed: claimed, plan: example.plan, now: now, retryAfterBlock: block)
    }

    private let greylisted = Reply(code: 451, enhanced: EnhancedStatus(4, 7, 1), text: "greylisted")
    private let unknown = Reply(code: 550, enhanced: EnhancedStatus(5, 1, 1), text: "no such user")

    private func stuckNext() throws -> Advance {
        .next(PlannedStep(step: Example.stuck, kind: .marketing, due: try Example.at("2026-11-27 10:00"), anchor: now))
    }

    @Test("sent: the enrollment goes on, and marketing counts", arguments: MessageKind.allCases)
    func sent(kind: MessageKind) throws {
        let example = try Example()
        let reply = Reply(code: 250)
        #expect(
            decide(example, claimed(example, kind: kind), .sent, .accepted(reply))
                == Settlement(
                    delivery: DeliveryID(11), result: .sent(countsTowardsCap: kind == .marketing), reply: reply,
                    advance: try stuckNext()))
    }

    @Test("bounced and withheld end the enrollment")
    func ends() throws {
        let example = try Example()
        let bounced = decide(example, claimed(example), .bounced, .refused(.rcpt, unknown))
        #expect(bounced.result == .bounced && bounced.advance == .end(.suppressed) && bounced.reply == unknown)
        let withheld = decide(example, claimed(example), .withheld, .withdrawn)
        #expect(withheld.result == .withheld(reason: .withdrawn))
        #expect(withheld.advance == .end(.suppressed))
    }

    @Test("an enrollment that ended in the meantime: cancelled, and nobody said no")
    func enrollmentEnded() throws {
        let example = try Example()
        let cancelled = decide(example, claimed(example), Verdict.of(.enrollmentEnded), .enrollmentEnded)
        #expect(cancelled.result == .cancelled(reason: .enrollmentEnded(nil)) && cancelled.advance == .stay)
    }

    @Test("a retry follows the schedule from the first attempt on, until the deadline")
    func retry() throws {
        let example = try Example()
        let first = decide(example, claimed(example), .retry(countsAttempt: true), .refused(.rcpt, greylisted))
        let wait = RetrySchedule.wait(attempt: 1, delivery: DeliveryID(11))
        #expect(first.result == .retry(at: now.adding(milliseconds: wait), countsAttempt: true, inDoubt: false))
        #expect(first.advance == .stay && first.reply == greylisted && first.trouble == nil)
        let fourth = decide(
            example, claimed(example, attempts: 3, first: 2, inDoubt: true), .retry(countsAttempt: true),
            .lost(.mail, .closed, reply: nil, reused: false))
        let longer = RetrySchedule.wait(attempt: 4, delivery: DeliveryID(11))
        #expect(fourth.result == .retry(at: now.adding(milliseconds: longer), countsAttempt: true, inDoubt: true))
        #expect(fourth.trouble == .connectionLost(.mail, .closed))
        let last = decide(
            example, claimed(example, attempts: 14, first: 45), .retry(countsAttempt: true), .refused(.rcpt, greylisted)
        )
        #expect(
            last.result
                == .failed(
                    reason: .givenUp(afterMilliseconds: 2 * 86_400_000, answer: "451 4.7.1", inDoubt: false),
                    recompose: true))
        #expect(last.advance == (try stuckNext()))
    }

    @Test("an attempt that taught nothing is made again at once and counts nothing")
    func uncounted() throws {
        let example = try Example()
        let lost = AttemptOutcome.lost(.mail, .closed, reply: nil, reused: true)
        let settled = decide(example, claimed(example, attempts: 3, first: 47), .retry(countsAttempt: false), lost)
        #expect(settled.result == .retry(at: now.adding(seconds: 1), countsAttempt: false, inDoubt: false))
        #expect(settled.advance == .stay)
    }

    @Test("a block waits for the ledger's time, and fails when that is past the deadline")
    func blocked() throws {
        let example = try Example()
        let reply = Reply(code: 554, enhanced: EnhancedStatus(5, 7, 1))
        let later = now.adding(seconds: 1800)
        let outcome = AttemptOutcome.refused(.rcpt, reply)
        #expect(
            decide(example, claimed(example), .blocked(.domain), outcome, block: later).result
                == .retry(at: later, countsAttempt: true, inDoubt: false))
        #expect(
            decide(example, claimed(example), .blocked(.relay), outcome).result
                == .retry(at: now.adding(seconds: 900), countsAttempt: true, inDoubt: false))
        let late = decide(
            example, claimed(example, attempts: 9, first: 47), .blocked(.domain), outcome,
            block: now.adding(seconds: 7200))
        #expect(
            late.result
                == .failed(
                    reason: .givenUp(afterMilliseconds: 2 * 86_400_000, answer: "554 5.7.1", inDoubt: false),
                    recompose: true))
    }

    @Test("content that was refused fails and says where, without the server's words")
    func failed() throws {
        let example = try Example()
        let reply = Reply(code: 552, enhanced: EnhancedStatus(5, 3, 4), text: "too big, ada@example.org")
        let settled = decide(example, claimed(example), .failed, .refused(.dot, reply))
        #expect(settled.result == .failed(reason: .refused(.dot, answer: "552 5.3.4"), recompose: true))
        #expect(settled.advance == (try stuckNext()))
        let doubted = decide(example, claimed(example, inDoubt: true), .failed, .unsendable(.largerThan(limit: 1000)))
        #expect(doubted.result == .failed(reason: .largerThan(limit: 1000), recompose: false))
    }

    @Test("in doubt: resend after doubt_wait, later and later; hold is for a human")
    func inDoubt() throws {
        var example = try Example()
        let lost = AttemptOutcome.lost(.dot, .timeout, reply: nil, reused: false)
        #expect(
            decide(example, claimed(example), .inDoubt, lost).result
                == .retry(at: now.adding(seconds: 900), countsAttempt: true, inDoubt: true))
        let sixth = decide(example, claimed(example, attempts: 5, first: 5, inDoubt: true), .inDoubt, lost)
        let wait = RetrySchedule.wait(attempt: 6, delivery: DeliveryID(11))
        #expect(sixth.result == .retry(at: now.adding(milliseconds: wait), countsAttempt: true, inDoubt: true))
        let last = decide(example, claimed(example, attempts: 14, first: 47), .inDoubt, lost)
        #expect(
            last.result
                == .failed(
                    reason: .givenUp(afterMilliseconds: 2 * 86_400_000, answer: nil, inDoubt: true), recompose: false))
        example.settings.onDoubt = .hold
        let held = decide(example, claimed(example), .inDoubt, lost)
        #expect(held.result == .held && held.advance == .stay)
    }

    @Test("nothing follows from a notice", arguments: [Verdict.sent, .bounced, .failed, .withheld, .cancelled])
    func notice(verdict: Verdict) throws {
        let example = try Example()
        let claimed = Claimed(candidate: example.notice(), composition: Example.composition)
        #expect(decide(example, claimed, verdict, .accepted(Reply(code: 250))).advance == .stay)
    }
}
