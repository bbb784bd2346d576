import Testing
@testable import UsherCore

@Suite("Conformance: settling")
struct SettleConformance {
    @Test("Only the owner of a claim settles it, and only once", arguments: StoreUnderTest.all)
    func guarded(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        #expect(try !scene.settle(ada.delivery, .sent(countsTowardsCap: true)))
        try scene.claim()
        #expect(try !scene.settle(ada.delivery, .sent(countsTowardsCap: true), owner: "somebody else"))
        #expect(try scene.state(ada.delivery) == .claimed)
        #expect(try scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .next(scene.planned("two"))))
        #expect(try !scene.settle(ada.delivery, .bounced, advance: .end(.suppressed)))
        #expect(try scene.state(ada.delivery) == .sent)
        #expect(try scene.store.totals(now: scene.now).suppressions == 0)
        #expect(try scene.rows(of: ada.contact).count == 2)
    }

    @Test("A settlement after its claim was lost changes nothing", arguments: StoreUnderTest.all)
    func lostClaim(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        try scene.claim(owner: "dead")
        _ = try scene.store.recover(owner: "worker", resendAt: scene.now.adding(seconds: 900), now: scene.now)
        let before = try scene.row(ada.delivery)
        #expect(try !scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .end(.finished), owner: "dead"))
        #expect(try scene.row(ada.delivery) == before)
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).state == .active)
    }

    @Test("A retry keeps what became of the connection, until there is more to say", arguments: StoreUnderTest.all)
    func trouble(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        for trouble in [DeliveryReason.connectionLost(.rcpt, .closed), nil] {
            try scene.claim()
            let settlement = Settlement(
                delivery: ada.delivery, result: .retry(at: scene.now, countsAttempt: true, inDoubt: false),
                reply: nil, advance: .stay, trouble: trouble)
            _ = try scene.store.settle([settlement], owner: scene.owner, now: scene.now)
            #expect(try scene.row(ada.delivery).reason == trouble)
        }
    }

    @Test(
        "A retry keeps its place in the enrollment, counts as told, and remembers the answer",
        arguments: StoreUnderTest.all)
    func retry(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let busy = Reply(code: 451, enhanced: EnhancedStatus(4, 7, 1), text: "later")
        let start = scene.now
        let rounds: [(counts: Bool, doubt: Bool, reply: Reply?, attempts: Int, inDoubt: Bool, last: Reply?)] = [
            (true, false, busy, 1, false, busy),
            (false, false, nil, 1, false, busy),
            (true, true, nil, 2, true, busy),
            (true, false, Reply(code: 421, text: "bye"), 3, true, Reply(code: 421, text: "bye")),
        ]
        for round in rounds {
            try scene.claim()
            let due = scene.now.adding(seconds: 60)
            #expect(
                try scene.settle(
                    ada.delivery, .retry(at: due, countsAttempt: round.counts, inDoubt: round.doubt), reply: round.reply
                ))
            let row = try scene.row(ada.delivery)
            #expect(row.state == .queued && row.due == due && row.settledAt == nil)
            #expect(row.attempts == round.attempts && row.inDoubt == round.inDoubt && row.reply == round.last)
            scene.now = due
            _ = try scene.store.claim(owner: "x", now: scene.now, limit: 1) { candidate, _ in
                #expect(candidate.firstAttemptAt == start && candidate.lastReply == round.last)
                #expect(candidate.attempts == round.attempts && candidate.inDoubt == round.inDoubt)
                return .move(scene.now.adding(seconds: 1))
            }
            scene.now = scene.now.adding(seconds: 1)
        }
        #expect(try scene.rows(of: ada.contact).count == 1)
    }

    @Test("A bounce suppresses the address everywhere and ends all its enrollments", arguments: StoreUnderTest.all)
    func bounced(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let other = try scene.entered("ada@example.com", "ascend", in: 5000)
        let bob = try scene.entered("bob@example.com", in: 5000)
        try scene.claim()
        let reply = Reply(code: 550, enhanced: EnhancedStatus(5, 1, 1), text: "no such user")
        #expect(try scene.settle(ada.delivery, .bounced, reply: reply, advance: .end(.suppressed)))
        #expect(try scene.row(ada.delivery).reply == reply)
        #expect(try scene.state(ada.delivery) == .bounced)
        #expect(try scene.state(other.delivery) == .withheld)
        #expect(try scene.state(bob.delivery) == .queued)
        #expect(try scene.store.enrollments(of: ada.contact).map(\.endReason) == [.suppressed, .suppressed])
        let standing = try scene.store.standing(scene.key("ADA@example.com"), now: scene.now)
        #expect(standing.suppressions.map(\.reason) == [.bounced])
        #expect(standing.suppressions.map(\.scope) == [.everything])
        #expect(try scene.store.totals(now: scene.now).activeEnrollments == 1)
    }

    @Test("A failure keeps or forgets its composition, and the enrollment goes on", arguments: [false, true])
    func failed(recompose: Bool) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            let ada = try scene.entered("ada@example.com")
            try scene.claim()
            let result = Settlement.Result.failed(
                reason: .notComposed(words: "a value is missing"), recompose: recompose)
            #expect(try scene.settle(ada.delivery, result, advance: .next(scene.planned("two", in: 9))))
            let row = try scene.row(ada.delivery)
            #expect(
                row.state == .failed && row.reason == .notComposed(words: "a value is missing")
                    && row.settledAt == scene.now)
            #expect((row.composition == nil) == recompose)
            #expect(row.attempts == (recompose ? 0 : 1))
            #expect(try scene.rows(of: ada.contact).map(\.state) == [.failed, .queued])
        }
    }

    @Test("What the relay refused for its content was tried once", arguments: StoreUnderTest.all)
    func refusedForContent(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        try scene.claim()
        let reply = Reply(code: 552, enhanced: EnhancedStatus(5, 3, 4), text: "too big")
        #expect(try scene.settle(ada.delivery, .failed(reason: .notSent, recompose: true), reply: reply))
        let row = try scene.row(ada.delivery)
        #expect(row.attempts == 1 && row.composition == nil && row.reply?.code == 552)
    }

    @Test("Held and withheld", arguments: StoreUnderTest.all)
    func heldAndWithheld(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com")
        try scene.claim()
        #expect(try scene.settle(ada.delivery, .held))
        #expect(try scene.settle(bob.delivery, .withheld(reason: .withdrawn), advance: .end(.suppressed)))
        #expect(try scene.state(ada.delivery) == .held && scene.row(ada.delivery).inDoubt)
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).state == .active)
        let row = try scene.row(bob.delivery)
        #expect(row.state == .withheld && row.reason == .withdrawn && row.attempts == 0)
        #expect(try scene.enrollment(bob.enrollment, of: bob.contact).endReason == .suppressed)
        #expect(try scene.claim().handled == 0)
    }

    @Test("An enrollment that ended while its message was on the wire stays ended", arguments: StoreUnderTest.all)
    func endedMeanwhile(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        try scene.claim()
        #expect(try scene.store.leave(scene.campaign(), contact: ada.contact, reason: .left, now: scene.now) == 1)
        #expect(try scene.state(ada.delivery) == .claimed)
        #expect(try scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .next(scene.planned("two"))))
        #expect(try scene.rows(of: ada.contact).map(\.state) == [.sent])
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).endReason == .left)
        #expect(try scene.store.nextDue() == nil)
    }

    @Test(
        "What its enrollment's end stopped before the first octet is cancelled, and no attempt",
        arguments: StoreUnderTest.all)
    func cancelled(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        try scene.claim()
        #expect(try scene.store.leave(scene.campaign(), contact: ada.contact, reason: .left, now: scene.now) == 1)
        #expect(try scene.settle(ada.delivery, .cancelled(reason: .enrollmentEnded(nil))))
        let row = try scene.row(ada.delivery)
        #expect(row.state == .cancelled && row.reason == .enrollmentEnded(nil) && row.attempts == 0)
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).endReason == .left)
        #expect(try scene.store.totals(now: scene.now).byState == [.cancelled: 1])
        #expect(try scene.store.suppressions(limit: 5, now: scene.now).isEmpty)
    }

    @Test("No enrollment gets a step twice: a next step that it has had ends it", arguments: StoreUnderTest.all)
    func stepTwice(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        for next in ["two", "one"] {
            let claimed = try #require(try scene.claim().claimed.first)
            #expect(
                try scene.settle(claimed.delivery, .sent(countsTowardsCap: false), advance: .next(scene.planned(next))))
        }
        #expect(try scene.rows(of: ada.contact).map(\.state) == [.sent, .sent])
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).endReason == .finished)
    }

    @Test(
        "Many in one commit: what the database refuses of one harms none, and what was sent is recorded",
        arguments: StoreUnderTest.all)
    func oneBadAmongMany(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (0..<20).map { try scene.entered("p\($0)@example.com") }
        try scene.claim()
        var unknown = scene.planned("two")
        unknown.step = StepID(987_654)
        let settlements = people.enumerated().map { index, person in
            Settlement(
                delivery: person.delivery, result: .sent(countsTowardsCap: true),
                advance: .next(index == 7 ? unknown : scene.planned("two")))
        }
        let stranger = Settlement(delivery: DeliveryID(4711), result: .bounced, advance: .stay)
        let results = try scene.store.settle(settlements + [stranger], owner: scene.owner, now: scene.now)
        #expect(results.count == 21 && results[stranger.delivery] == false)
        #expect(people.allSatisfy { results[$0.delivery] == true })
        for (index, person) in people.enumerated() {
            #expect(try scene.state(person.delivery) == .sent)
            let enrollment = try scene.enrollment(person.enrollment, of: person.contact)
            #expect(
                enrollment.state == (index == 7 ? .ended : .active)
                    && enrollment.endReason == (index == 7 ? .stopped : nil))
        }
        let totals = try scene.store.totals(now: scene.now)
        #expect(totals.byState == [.sent: 20, .queued: 19] && totals.activeEnrollments == 19)
    }
}
