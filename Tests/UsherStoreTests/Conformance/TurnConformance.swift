import Testing
@testable import UsherCore

@Suite("Conformance: one transition at a time")
struct TurnConformance {
    /// Lets the oldest waiting enrollment begin where no active one is.
    private func wake(_ scene: Scene, limit: Int = 50) throws -> Int {
        let first = scene.planned("offer", of: "ascend")
        return try scene.store.wakeWaiting(now: scene.now, limit: limit) { _, enrollments, _ in
            guard !enrollments.contains(where: { $0.state == .active }) else { return nil }
            return enrollments.first { $0.state == .waiting }.map { Turn(enrollment: $0.id, first: first) }
        }
    }

    @Test(
        "A waiting enrollment has no delivery and begins when the one before it is over", arguments: StoreUnderTest.all)
    func turn(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let enrollment = try scene.waiting("ada@example.com")
        let asked = scene.now
        #expect(try scene.enrollment(enrollment, of: ada.contact).state == .waiting)
        #expect(try scene.rows(of: ada.contact).count == 1)
        #expect(try wake(scene) == 0 && wake(scene) == 0)
        scene.now = asked.adding(seconds: 100)
        #expect(try scene.store.leave(scene.campaign(), contact: ada.contact, reason: .left, now: scene.now) == 1)
        #expect(try wake(scene) == 1 && wake(scene) == 0)
        let begun = try scene.enrollment(enrollment, of: ada.contact)
        #expect(begun.state == .active && begun.enteredAt == scene.now && begun.anchorAt == scene.now)
        #expect(try scene.claim().claimed.compactMap(\.candidate.subject.enrollment?.id) == [enrollment])
        try scene.expectRecountAgrees()
    }

    @Test(
        "Whatever ends an enrollment frees the next: its last step, a bounce of nobody else, a suppression of its campaign",
        arguments: StoreUnderTest.all)
    func ends(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let finished = try scene.entered("ada@example.com")
        let suppressed = try scene.entered("bob@example.com")
        let reached = try scene.entered("cy@example.com")
        for address in ["ada@example.com", "bob@example.com", "cy@example.com"] { try scene.waiting(address) }
        #expect(try wake(scene) == 0)
        try scene.claim(1)
        #expect(try scene.settle(finished.delivery, .sent(countsTowardsCap: true), advance: .end(.finished)))
        #expect(try wake(scene) == 1)
        _ = try scene.store.suppress(
            scene.key("bob@example.com"), scope: .campaign(scene.campaign()), reason: .manual, until: nil, by: "test",
            note: nil, now: scene.now)
        #expect(try scene.enrollment(suppressed.enrollment, of: suppressed.contact).state == .ended)
        #expect(try wake(scene) == 1)
        try scene.record("cy@example.com", scene.event("purchased")) { _ in [.end(reached.enrollment, .goalReached)] }
        #expect(try wake(scene) == 1)
        #expect(try scene.store.activeEnrollments(campaign: scene.campaign("ascend")) == 3)
    }

    @Test("Who is looked at in vain is looked at again after a move, and in an hour", arguments: StoreUnderTest.all)
    func again(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        try scene.waiting("ada@example.com")
        var looks = 0
        func look(seconds: Int64) throws -> Int {
            looks = 0
            scene.now = scene.now.adding(seconds: seconds)
            _ = try scene.store.wakeWaiting(now: scene.now, limit: 5) { contact, enrollments, standing in
                #expect(
                    contact.id == ada && enrollments.map(\.state) == [.active, .waiting]
                        && standing.marketing == .agreed)
                looks += 1
                return nil
            }
            return looks
        }
        #expect(try look(seconds: 0) == 1)
        #expect(try look(seconds: 1) == 0)
        try scene.store.setStage(ada, .convert, cause: .stated(because: "by hand"), now: scene.now)
        #expect(try look(seconds: 1) == 1)
        #expect(try look(seconds: 3599) == 0)
        #expect(try look(seconds: 1) == 1)
    }

    @Test("No more than asked for, and a start that cannot be keeps nobody else", arguments: StoreUnderTest.all)
    func limit(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var enrollments: [EnrollmentID] = []
        for number in 0..<7 { enrollments.append(try scene.waiting("p\(number)@example.com")) }
        let good = scene.planned("offer", of: "ascend")
        var bad = good
        bad.step = StepID(999)
        let spoilt = enrollments[2]
        func lot() throws -> Int {
            try scene.store.wakeWaiting(now: scene.now, limit: 4) { _, open, _ in
                open.first.map { Turn(enrollment: $0.id, first: $0.id == spoilt ? bad : good) }
            }
        }
        #expect(try lot() == 3)
        #expect(try lot() == 3)
        #expect(try lot() == 0)
        #expect(try scene.store.totals(now: scene.now).byState == [.queued: 6])
    }

    @Test("A waiting enrollment that ends never began", arguments: StoreUnderTest.all)
    func neverBegan(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let enrollment = try scene.waiting("ada@example.com")
        let ada = try scene.contact("ada@example.com")
        #expect(try scene.store.leave(scene.campaign("ascend"), contact: ada.id, reason: .left, now: scene.now) == 1)
        #expect(try wake(scene) == 0)
        #expect(try scene.enrollment(enrollment, of: ada.id).endReason == .left)
        let counts = try scene.store.journeyCounts(from: "2000-01-01", to: "2099-12-31")
        #expect(counts.campaigns.isEmpty)
        try scene.expectRecountAgrees()
    }

    @Test("An enrollment that is held out gets nothing, stays so, and keeps its goal", arguments: StoreUnderTest.all)
    func heldOut(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let request = EntryRequest(
            person: try scene.person("ada@example.com"), campaign: scene.campaign(), data: ["order": "7"])
        let results = try scene.store.enter([request], now: scene.now) { _, _ in .heldOut }
        guard case .heldOut(let enrollment, let ada)? = results.first else {
            Issue.record("not held out")
            return
        }
        #expect(try scene.rows(of: ada.id).isEmpty && scene.store.totals(now: scene.now).activeEnrollments == 0)
        #expect(try scene.enrollment(enrollment, of: ada.id).data == ["order": "7"])
        try scene.record("ada@example.com", scene.event("purchased", value: 4900)) { facts in
            [scene.move(facts.contact, to: .convert), .end(enrollment, .goalReached)]
        }
        let after = try scene.enrollment(enrollment, of: ada.id)
        #expect(after.state == .heldOut && after.endReason == .goalReached && after.endedAt == scene.now)
        let counts = try scene.store.journeyCounts(from: "2000-01-01", to: "2099-12-31")
        var expected = JourneyCounts.CampaignCount()
        (expected.heldOut, expected.heldOutMoved) = (1, 1)
        #expect(counts.campaigns == [scene.campaign(): expected])
        try scene.expectRecountAgrees()
    }

    @Test(
        "What comes before an entry happens with it: a stage, an enrollment that gives way, data",
        arguments: StoreUnderTest.all
    )
    func after(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let other = try scene.entered("ada@example.com", "ascend")
        let request = EntryRequest(
            person: try scene.person("ada@example.com"), campaign: scene.campaign(), data: ["told": "own"])
        var seen: [EnrollmentID] = []
        let first = scene.planned("one")
        let results = try scene.store.enter([request], now: scene.now) { _, facts in
            #expect(facts.enrollments.isEmpty)
            seen = facts.allEnrollments.map(\.id)
            let stated = scene.move(facts.contact, to: .engage, .entered(scene.campaign()))
            return .after(
                [stated, .end(other.enrollment, .replaced)], data: ["told": "theirs", "offer_ends": "soon"],
                .enter(first))
        }
        guard case .entered(let enrollment, _, _, let ada)? = results.first else {
            Issue.record("not entered")
            return
        }
        #expect(seen == [other.enrollment] && ada.stage == .engage)
        #expect(try scene.enrollment(enrollment, of: ada.id).data == ["told": "own", "offer_ends": "soon"])
        #expect(try scene.enrollment(other.enrollment, of: ada.id).endReason == .replaced)
        #expect(try scene.state(other.delivery) == .cancelled)
        #expect(try scene.store.transitions(of: ada.id).map(\.to) == [.engage])
        try scene.expectRecountAgrees()
    }

    @Test(
        "An enrollment that begins gets what its turn says, and otherwise keeps its data", arguments: StoreUnderTest.all
    )
    func data(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let first = scene.planned("offer", of: "ascend")
        for (address, data) in [("ada@example.com", ["offer_ends": "2026-12-24"]), ("bob@example.com", nil)]
            as [(String, [String: String]?)]
        {
            let request = EntryRequest(
                person: try scene.person(address), campaign: scene.campaign("ascend"), data: ["order": "7"])
            _ = try scene.store.enter([request], now: scene.now) { _, _ in .wait(behind: EnrollmentID(0)) }
            let begun = try scene.store.wakeWaiting(now: scene.now, limit: 5) { _, enrollments, _ in
                enrollments.first { $0.state == .waiting }.map { Turn(enrollment: $0.id, first: first, data: data) }
            }
            #expect(begun == 1)
            let contact = try scene.contact(address)
            #expect(try scene.store.enrollments(of: contact.id).map(\.data) == [data ?? ["order": "7"]])
        }
    }
}
