import Testing
import TestSupport
import UsherCore

/// How far a mistake is undone.
extension MistakeConformance {
    @Test(
        "A second unclear refusal on another day bounces, unless something was delivered between",
        arguments: StoreUnderTest.all)
    func second(kind: StoreUnderTest) throws {
        for (between, states) in [(false, [DeliveryState.failed, .bounced]), (true, [.failed, .sent, .failed])] {
            let scene = try Scene(kind)
            let ada = try scene.entered("ada@example.com")
            try scene.claim()
            try refuse(scene, ada.delivery, next: scene.planned("two"))
            if between {
                scene.now = scene.now.adding(seconds: 86_400)
                let two = try #require(try scene.claim().claimed.first)
                try scene.settle(
                    two.delivery, .sent(countsTowardsCap: false), reply: Reply(code: 250),
                    advance: .next(scene.planned("three")))
            }
            scene.now = scene.now.adding(seconds: 86_400)
            let last = try #require(try scene.claim().claimed.first)
            try refuse(scene, last.delivery, next: between ? nil : scene.planned("three"))
            #expect(try scene.rows(of: ada.contact).map(\.state) == states)
            #expect(try scene.store.totals(now: scene.now).suppressions == (between ? 0 : 1))
            #expect(
                try scene.enrollment(ada.enrollment, of: ada.contact).endReason == (between ? .finished : .suppressed))
        }
    }

    /// A bounce of Ada's first step, while another enrollment of hers waits for its time.
    private func bounced(_ scene: Scene) throws -> (
        ada: ContactID, enrollment: EnrollmentID, delivery: DeliveryID, other: EnrollmentID
    ) {
        let ada = try scene.entered("ada@example.com")
        let other = try scene.entered("ada@example.com", "ascend", in: 7_200_000)
        try scene.claim()
        try refuse(scene, ada.delivery, .plain)
        #expect(
            try scene.rows(of: ada.contact).map(\.state).sorted { $0.rawValue < $1.rawValue } == [.bounced, .withheld])
        return (ada.contact, ada.enrollment, ada.delivery, other.enrollment)
    }

    @Test(
        "Bounces are undone with all that followed; a rehearsal only counts", arguments: StoreUnderTest.all,
        [false, true])
    func undoing(kind: StoreUnderTest, asSuppression: Bool) throws {
        let scene = try Scene(kind)
        let since = scene.now
        let it = try bounced(scene)
        let before = try scene.store.totals(now: scene.now)
        scene.now = scene.now.adding(seconds: 600)
        let what: UndoFilter.What = asSuppression ? .bounces(since: since) : .failures(since: since, campaign: nil)
        let would = try undo(scene, what, rehearsal: true)
        #expect(try scene.store.totals(now: scene.now) == before)
        #expect(try undo(scene, what) == would)
        #expect(would.queued == 1 && would.liftedSuppressions == 1 && would.enrollments == 2 && would.left == 0)
        let rows = try scene.rows(of: it.ada)
        #expect(rows.map(\.state) == [.queued, .queued])
        #expect(rows.first { $0.id == it.delivery }?.due == scene.now)
        #expect(rows.first { $0.id != it.delivery }?.due == scene.now.adding(seconds: 3600))
        for enrollment in [it.enrollment, it.other] {
            let enrollment = try scene.enrollment(enrollment, of: it.ada)
            #expect(
                enrollment.state == .active && enrollment.endReason == nil && enrollment.endedAt == nil
                    && enrollment.lastStep == nil)
        }
        let totals = try scene.store.totals(now: scene.now)
        #expect(totals.activeEnrollments == 2 && totals.suppressions == 0 && totals.byState == [.queued: 2])
        #expect(try undo(scene, what) == Undone())
    }

    @Test("A no that came since holds, and other campaigns are left alone", arguments: StoreUnderTest.all)
    func saidNo(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let since = scene.now
        let it = try bounced(scene)
        #expect(try undo(scene, .failures(since: since, campaign: scene.campaign("ascend"))) == Undone())
        #expect(try undo(scene, .failures(since: scene.now.adding(seconds: 1), campaign: nil)) == Undone())
        _ = try scene.store.suppress(
            try scene.key("ada@example.com"), scope: .marketing, reason: .unsubscribed, until: nil, by: "ada",
            note: nil,
            now: scene.now)
        let undone = try undo(scene, .failures(since: since, campaign: nil))
        #expect(undone.queued == 0 && undone.enrollments == 0 && undone.left == 1 && undone.liftedSuppressions == 1)
        #expect(try scene.enrollment(it.enrollment, of: it.ada).state == .ended)
        #expect(try scene.store.nextDue() == nil)
    }

    @Test("Whoever left after the bounce stays out, of that campaign", arguments: StoreUnderTest.all, [false, true])
    func left(kind: StoreUnderTest, asSuppression: Bool) throws {
        let scene = try Scene(kind)
        let since = scene.now
        let it = try bounced(scene)
        scene.now = scene.now.adding(seconds: 60)
        #expect(try scene.store.leave(scene.campaign(), contact: it.ada, reason: .left, now: scene.now) == 1)
        #expect(try scene.store.leave(scene.campaign(), contact: it.ada, reason: .left, now: scene.now) == 0)
        #expect(try scene.enrollment(it.enrollment, of: it.ada).endReason == .left)
        let undone = try undo(scene, asSuppression ? .bounces(since: since) : .failures(since: since, campaign: nil))
        #expect(undone.enrollments == 1 && undone.queued == 0 && undone.left == 1 && undone.liftedSuppressions == 1)
        #expect(try scene.enrollment(it.enrollment, of: it.ada).state == .ended)
        #expect(try scene.enrollment(it.other, of: it.ada).state == .active)
        #expect(try scene.state(it.delivery) == .bounced)
        #expect(try !scene.store.retry(it.delivery, now: scene.now))
    }

    @Test("So does whoever left after the last step had failed", arguments: StoreUnderTest.all)
    func leftBehindTheEnd(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let since = scene.now
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com")
        try scene.claim()
        try refuse(scene, ada.delivery)
        try scene.settle(bob.delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250), advance: .end(.finished))
        for (one, count) in [(ada, 1), (bob, 0)] {
            let ended = try scene.store.leave(scene.campaign(), contact: one.contact, reason: .left, now: scene.now)
            #expect(ended == count)
        }
        let undone = try undo(scene, .failures(since: since, campaign: nil))
        #expect(undone.queued == 0 && undone.enrollments == 0 && undone.left == 1)
        #expect(try scene.enrollment(bob.enrollment, of: bob.contact).endReason == .finished)
    }

    @Test("Whoever was erased has no enrollments that go on", arguments: StoreUnderTest.all, [false, true])
    func erased(kind: StoreUnderTest, asSuppression: Bool) throws {
        let scene = try Scene(kind)
        let since = scene.now
        let it = try bounced(scene)
        scene.now = scene.now.adding(seconds: 60)
        try scene.store.erase(scene.address("ada@example.com"), now: scene.now)
        let undone = try undo(scene, asSuppression ? .bounces(since: since) : .failures(since: since, campaign: nil))
        #expect(undone.enrollments == 0 && undone.queued == 0)
        #expect(try scene.enrollment(it.enrollment, of: it.ada).state == .ended)
        #expect(try scene.store.totals(now: scene.now).activeEnrollments == 0)
    }

    @Test(
        "An enrollment that would be over by now stays ended, and is not counted", arguments: StoreUnderTest.all,
        [false, true])
    func over(kind: StoreUnderTest, asSuppression: Bool) throws {
        let scene = try Scene(kind)
        let since = scene.now
        let it = try bounced(scene)
        scene.now = scene.now.adding(seconds: 60)
        try scene.record("ada@example.com", scene.event("purchased", key: "o"))
        scene.now = scene.now.adding(seconds: 60)
        let what: UndoFilter.What = asSuppression ? .bounces(since: since) : .failures(since: since, campaign: nil)
        var seen: [EndedEnrollment] = []
        let undone = try undo(scene, what) { ended in
            seen.append(ended)
            return true
        }
        #expect(undone.queued == 0 && undone.enrollments == 0 && undone.left == 1 && undone.liftedSuppressions == 1)
        #expect(Set(seen.map(\.enrollment.id)) == [it.enrollment, it.other])
        #expect(
            seen.allSatisfy {
                $0.told.map(\.event.name) == ["purchased"] && !$0.wasWaiting && $0.enrollments.count == 2
            })
        for enrollment in [it.enrollment, it.other] {
            #expect(try scene.enrollment(enrollment, of: it.ada).state == .ended)
        }
        #expect(try scene.store.nextDue() == nil)
        #expect(try scene.store.totals(now: scene.now).activeEnrollments == 0)
    }

    @Test(
        "A failed step whose enrollment went on: back to it, or alone once the next was tried",
        arguments: StoreUnderTest.all)
    func failed(kind: StoreUnderTest) throws {
        for wasTried in [false, true] {
            let scene = try Scene(kind)
            let since = scene.now
            let ada = try scene.entered("ada@example.com")
            try scene.claim()
            try refuse(scene, ada.delivery, next: scene.planned("two", in: 1000))
            scene.now = scene.now.adding(seconds: 10)
            if wasTried {
                let two = try #require(try scene.claim().claimed.first)
                try scene.settle(
                    two.delivery, .sent(countsTowardsCap: false), reply: Reply(code: 250),
                    advance: .next(scene.planned("three", in: 86_400_000)))
            }
            #expect(try undo(scene, .failures(since: since, campaign: nil)).queued == 1)
            let states = try scene.rows(of: ada.contact).map(\.state)
            #expect(states == (wasTried ? [.sent, .queued, .queued] : [.queued]))
            let enrollment = try scene.enrollment(ada.enrollment, of: ada.contact)
            #expect(enrollment.lastStep == (wasTried ? scene.step("two") : nil) && enrollment.state == .active)
            let one = try #require(try scene.claim().claimed.first)
            #expect(one.delivery == ada.delivery)
            try scene.settle(
                one.delivery, .sent(countsTowardsCap: false), reply: Reply(code: 250),
                advance: .next(scene.planned("two")))
            #expect(
                try scene.enrollment(ada.enrollment, of: ada.contact).lastStep == scene.step(wasTried ? "two" : "one"))
        }
    }
}
