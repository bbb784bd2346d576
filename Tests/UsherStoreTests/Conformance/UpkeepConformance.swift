import Testing
import UsherCore

@Suite("Conformance: notices, retry, cancel, reschedule")
struct UpkeepConformance {
    @Test("A notice is added once", arguments: StoreUnderTest.all)
    func notice(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var request = NoticeRequest(
            name: "confirm", key: "ada-1", contact: try scene.person("ada@example.com", agreed: false),
            composition: scene.composition, due: scene.now.adding(seconds: 5))
        let id = try #require(try scene.store.addNotice(request, now: scene.now))
        request.due = scene.now
        request.composition.inputs = "{\"changed\":1}"
        #expect(try scene.store.addNotice(request, now: scene.now) == id)
        let row = try scene.row(id)
        #expect(row.notice == "confirm" && row.enrollment == nil && row.kind == .transactional)
        #expect(row.due == scene.now.adding(seconds: 5) && row.composition?.inputs == "{}")
        request.key = "ada-2"
        #expect(try scene.store.addNotice(request, now: scene.now) != id)
        scene.now = scene.now.adding(seconds: 5)
        let batch = try scene.claim()
        #expect(
            Set(batch.claimed.map(\.candidate.subject)) == [
                .notice(name: "confirm", key: "ada-1"), .notice(name: "confirm", key: "ada-2"),
            ])
        #expect(try scene.settle(id, .sent(countsTowardsCap: false)))
        #expect(try scene.rows(of: row.contact).map(\.state) == [.sent, .claimed])
    }

    @Test(
        "Retry starts what ended without being sent, afresh and due now",
        arguments: [
            DeliveryState.failed, .withheld, .skipped, .cancelled, .held,
        ])
    func retry(state: DeliveryState) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            let ada = try scene.entered("ada@example.com")
            try bring(ada.delivery, to: state, in: scene)
            #expect(try scene.state(ada.delivery) == state)
            scene.now = scene.now.adding(seconds: 100)
            #expect(try scene.store.retry(ada.delivery, now: scene.now))
            #expect(try !scene.store.retry(ada.delivery, now: scene.now))
            let row = try scene.row(ada.delivery)
            #expect(row.state == .queued && row.due == scene.now && row.attempts == 0 && !row.inDoubt)
            #expect(row.settledAt == nil && row.reason == nil)
            #expect(try scene.store.totals(now: scene.now).byState == [.queued: 1])
            try scene.claim()
            #expect(try scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .next(scene.planned("two"))))
            #expect(try scene.rows(of: ada.contact).map(\.state) == [.sent, .queued])
        }
    }

    private func bring(_ delivery: DeliveryID, to state: DeliveryState, in scene: Scene) throws {
        switch state {
        case .cancelled: _ = try scene.store.cancel(delivery, now: scene.now) { _ in .stay }
        case .skipped:
            _ = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 1) { _, _ in
                .close(.skipped, reason: .conditionNotMet, .stay)
            }
        default:
            try scene.claim()
            let result: Settlement.Result =
                switch state {
                case .failed: .failed(reason: .notSent, recompose: false)
                case .withheld: .withheld(reason: .withdrawn)
                default: .held
                }
            try scene.settle(delivery, result)
        }
    }

    @Test("A retried step does not move an enrollment that has gone on", arguments: StoreUnderTest.all)
    func retryOld(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        try scene.claim()
        try scene.settle(
            ada.delivery, .failed(reason: .notSent, recompose: false), advance: .next(scene.planned("two", in: 5000)))
        #expect(try scene.store.retry(ada.delivery, now: scene.now))
        try scene.claim()
        #expect(try scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .next(scene.planned("three"))))
        let rows = try scene.rows(of: ada.contact)
        #expect(rows.map(\.state) == [.sent, .queued] && rows.last?.step == scene.step("two"))
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).lastStep == scene.step("one"))
    }

    @Test(
        "A last step is sent once more; an enrollment that was cut short sends nothing more",
        arguments: StoreUnderTest.all)
    func retryAfterTheEnd(kind: StoreUnderTest) throws {
        for reason in Enrollment.EndReason.allCases {
            let scene = try Scene(kind)
            let ada = try scene.entered("ada@example.com")
            try scene.claim()
            let failed = Settlement.Result.failed(reason: .notSent, recompose: false)
            #expect(try scene.settle(ada.delivery, failed, advance: .end(reason)))
            let goes = reason == .finished
            #expect(try scene.store.retry(ada.delivery, now: scene.now) == goes, "\(reason)")
            #expect(try scene.state(ada.delivery) == (goes ? .queued : .failed))
            #expect(try scene.claim().claimed.count == (goes ? 1 : 0))
            guard goes else { continue }
            #expect(try scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .stay))
            #expect(try scene.enrollment(ada.enrollment, of: ada.contact).endReason == .finished)
        }
        let scene = try Scene(kind)
        let notice = try #require(
            try scene.store.addNotice(
                NoticeRequest(
                    name: "test", key: "1", contact: ContactDraft(address: scene.address("bob@example.com")),
                    composition: scene.composition, due: scene.now), now: scene.now))
        #expect(try scene.store.cancel(notice, now: scene.now) { _ in .stay })
        #expect(try scene.store.canBeRetried(notice))
        #expect(try scene.store.retry(notice, now: scene.now))
    }

    @Test("What waits is shown once, in lots: queued and parked steps, no notices", arguments: StoreUnderTest.all)
    func waiting(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (0..<25).map { try scene.entered("p\($0)@example.com", in: Int64($0 % 2) * 5000).delivery }
        _ = try scene.store.addNotice(
            NoticeRequest(
                name: "test", key: "1", contact: ContactDraft(address: scene.address("bob@example.com")),
                composition: scene.composition, due: scene.now), now: scene.now)
        try scene.store.pause(Pause(scope: .relay, reason: .byHand(words: nil), since: scene.now))
        _ = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 8) { _, _ in .park(.relay) }
        _ = try scene.claim(2)
        let claimed = Set(try scene.store.deliveries(DeliveryFilter(states: [.claimed])).map(\.id))
        #expect(claimed.count == 2)
        var seen: [DeliveryID] = []
        var due: [Timestamp] = []
        var cursor: DeliveryID?
        repeat {
            cursor = try scene.store.waiting(after: cursor, limit: 10) { candidate in
                seen.append(candidate.delivery)
                due.append(candidate.due)
            }
        } while cursor != nil
        #expect(try seen.map { try scene.row($0).due } == due)
        #expect(seen == people.filter { !claimed.contains($0) })
        #expect(try scene.store.waitingCount() == seen.count)
    }

    @Test("What was sent, bounced or is on its way is neither retried nor cancelled", arguments: StoreUnderTest.all)
    func refused(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com")
        let eve = try scene.entered("eve@example.com")
        try scene.claim()
        try scene.settle(ada.delivery, .sent(countsTowardsCap: true))
        try scene.settle(bob.delivery, .bounced)
        for delivery in [ada.delivery, bob.delivery, eve.delivery, DeliveryID(4711)] {
            #expect(try !scene.store.canBeRetried(delivery))
            #expect(try !scene.store.retry(delivery, now: scene.now))
            #expect(try !scene.store.cancel(delivery, now: scene.now) { _ in .stay })
        }
    }

    @Test("Cancelling lets the enrollment go on as told", arguments: StoreUnderTest.all)
    func cancel(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com", in: 5000)
        let cancelled = try scene.store.cancel(ada.delivery, now: scene.now) { candidate in
            #expect(candidate.delivery == ada.delivery && candidate.due == scene.now.adding(seconds: 5))
            return .next(scene.planned("two", in: 77))
        }
        #expect(cancelled)
        #expect(try scene.rows(of: ada.contact).map(\.state) == [.cancelled, .queued])
        #expect(try scene.store.nextDue() == scene.now.adding(milliseconds: 77))
    }

    @Test(
        "Rescheduling walks all queued steps once, in lots, and moves those whose answer differs",
        arguments: StoreUnderTest.all)
    func reschedule(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (0..<25).map { try scene.entered("p\($0)@example.com", in: Int64($0)).delivery }
        let notice = try #require(
            try scene.store.addNotice(
                NoticeRequest(
                    name: "test", key: "1", contact: ContactDraft(address: scene.address("bob@example.com")),
                    composition: scene.composition, due: scene.now), now: scene.now))
        var seen: [DeliveryID] = []
        var cursor: DeliveryID?
        var lots = 0
        repeat {
            cursor = try scene.store.reschedule(after: cursor, limit: 10) { candidate in
                seen.append(candidate.delivery)
                return candidate.delivery.value % 2 == 0 ? candidate.due.adding(seconds: 10) : nil
            }
            lots += 1
        } while cursor != nil
        #expect(seen == people && lots == 3)
        for (index, delivery) in people.enumerated() {
            let moved: Int64 = delivery.value % 2 == 0 ? 10_000 : 0
            #expect(try scene.row(delivery).due == scene.now.adding(milliseconds: Int64(index) + moved))
        }
        #expect(try scene.row(notice).due == scene.now)
    }
}
