import Testing
import UsherCore

@Suite("Conformance: claiming")
struct ClaimConformance {
    @Test("Due rows come in order of due time, no more than asked for, none early", arguments: StoreUnderTest.all)
    func order(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let delays: [Int64] = [50, 10, 40, 0, 30, 20, 60]
        var byDelay: [Int64: DeliveryID] = [:]
        for delay in delays { byDelay[delay] = try scene.entered("p\(delay)@example.com", in: delay).delivery }
        scene.now = scene.now.adding(milliseconds: 45)
        let first = try scene.claim(3)
        #expect(first.claimed.map(\.delivery) == [0, 10, 20].map { byDelay[$0] })
        #expect(first.handled == 3 && first.nextDue == scene.now.adding(milliseconds: -15))
        let second = try scene.claim(50)
        #expect(second.claimed.map(\.delivery) == [30, 40].map { byDelay[$0] })
        #expect(second.handled == 2 && second.nextDue == scene.now.adding(milliseconds: 5))
        #expect(try scene.claim().handled == 0)
    }

    @Test("The candidate carries everything that decides", arguments: StoreUnderTest.all)
    func candidate(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var draft = try scene.person("Ada@example.com")
        draft.name = "Ada"
        draft.attributes = ["plan": .text("gold")]
        draft.zone = "Asia/Tokyo"
        draft.language = "ja"
        let request = EntryRequest(person: draft, campaign: scene.campaign(), key: "k", data: ["order": "7"])
        _ = try scene.store.enter([request], now: scene.now) { _, _ in .enter(scene.planned("one")) }
        let suppression = try scene.store.suppress(
            scene.key("ada@example.com"), scope: .campaign(scene.campaign("ascend")), reason: .manual, until: nil,
            by: "operator", note: .said("a note"), now: scene.now)
        var seen: [Candidate] = []
        _ = try scene.store.claim(owner: "worker", now: scene.now, limit: 5) { candidate, pauses in
            #expect(pauses.isEmpty)
            seen.append(candidate)
            return .move(scene.now.adding(seconds: 5))
        }
        let candidate = try #require(seen.first)
        let contact = try #require(try scene.store.contact(scene.key("ada@example.com")))
        let enrollment = try #require(try scene.store.enrollments(of: contact.id).first)
        #expect(candidate.contact == contact && contact.name == "Ada" && contact.attributes == ["plan": .text("gold")])
        #expect(candidate.subject == .step(scene.step("one"), enrollment, anchor: scene.now))
        #expect(enrollment.data == ["order": "7"] && enrollment.key == "k" && enrollment.state == .active)
        #expect(candidate.kind == .marketing && candidate.due == scene.now && candidate.attempts == 0)
        #expect(candidate.standing.marketing == .agreed && candidate.standing.lastMarketingAt == nil)
        #expect(candidate.standing.suppressions.map(\.id) == [suppression])
        #expect(candidate.standing.suppressions.first?.note == .said("a note"))
        #expect(candidate.composition == nil && candidate.firstAttemptAt == nil && candidate.lastReply == nil)
        #expect(try scene.store.nextDue() == scene.now.adding(seconds: 5))
    }

    @Test("A contact has at most one marketing claim; transactional mail is free", arguments: StoreUnderTest.all)
    func onePerContact(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let first = try scene.entered("ada@example.com", "welcome")
        let second = try scene.entered("ada@example.com", "ascend", in: 1)
        let bill = try scene.entered("bob@example.com", "welcome", kind: .transactional)
        let bob = try scene.entered("bob@example.com", "ascend", kind: .marketing)
        scene.now = scene.now.adding(milliseconds: 1)
        let batch = try scene.claim()
        #expect(Set(batch.claimed.map(\.delivery)) == [first.delivery, bill.delivery, bob.delivery])
        #expect(batch.handled == 4)
        #expect(try scene.row(second.delivery).due == scene.now.adding(seconds: 1))
        // A later claim, while the first is still held, puts it back again.
        scene.now = scene.now.adding(seconds: 1)
        #expect(try scene.claim().claimed.isEmpty)
        scene.now = scene.now.adding(seconds: 1)
        try scene.settle(first.delivery, .sent(countsTowardsCap: true), advance: .end(.finished))
        let later = try scene.claim()
        #expect(later.claimed.map(\.delivery) == [second.delivery])
        #expect(later.claimed.first?.candidate.standing.lastMarketingAt == scene.now)
    }

    @Test("A closed step is settled and its enrollment goes on", arguments: StoreUnderTest.all)
    func close(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let batch = try scene.store.claim(owner: "worker", now: scene.now, limit: 5) { _, _ in
            .close(.skipped, reason: .conditionNotMet, .next(scene.planned("two", in: 500)))
        }
        #expect(batch.claimed.isEmpty && batch.handled == 1 && batch.nextDue == scene.now.adding(milliseconds: 500))
        let row = try scene.row(ada.delivery)
        #expect(row.state == .skipped && row.reason == .conditionNotMet && row.settledAt == scene.now)
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).lastStep == scene.step("one"))
        #expect(try scene.rows(of: ada.contact).map(\.step) == [scene.step("one"), scene.step("two")])
    }

    @Test("A held one waits for a human and is not claimed again", arguments: StoreUnderTest.all)
    func hold(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        _ = try scene.store.claim(owner: "worker", now: scene.now, limit: 5) { _, _ in .hold }
        #expect(try scene.state(ada.delivery) == .held)
        #expect(try scene.claim().handled == 0)
        #expect(try scene.store.deliveries(DeliveryFilter(inDoubtOnly: true)).map(\.id) == [ada.delivery])
        #expect(try scene.store.totals(now: scene.now).byState == [.held: 1])
    }

    @Test("The composition of the first claim stays, whatever later claims bring", arguments: StoreUnderTest.all)
    func composition(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let first = try #require(try scene.claim().claimed.first).composition
        try scene.settle(ada.delivery, .retry(at: scene.now.adding(seconds: 60), countsAttempt: true, inDoubt: false))
        scene.now = scene.now.adding(seconds: 60)
        let other = Composition(revision: Scene.revision, inputs: "{\"name\":\"Eve\"}", composedAt: scene.now)
        let batch = try scene.store.claim(owner: "worker", now: scene.now, limit: 5) { candidate, _ in
            #expect(candidate.composition == first)
            return .send(other)
        }
        #expect(batch.claimed.map(\.composition) == [first])
        #expect(try scene.row(ada.delivery).composition == first)
    }

    @Test("A claim that cannot be carried out changes nothing", arguments: StoreUnderTest.all)
    func unknownRevision(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let unsaved = Composition(revision: RevisionHash(octets: [1, 2, 3]), inputs: "{}", composedAt: scene.now)
        #expect(throws: StoreError.self) {
            try scene.store.claim(owner: "worker", now: scene.now, limit: 5) { _, _ in .send(unsaved) }
        }
        #expect(try scene.state(ada.delivery) == .queued)
        #expect(try scene.claim().claimed.count == 1)
    }

    @Test("A move into the past still leaves the queue moving", arguments: StoreUnderTest.all)
    func moveBack(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        _ = try scene.store.claim(owner: "worker", now: scene.now, limit: 5) { _, _ in .move(Timestamp(milliseconds: 0))
        }
        #expect(try scene.row(ada.delivery).due == scene.now.adding(milliseconds: 1))
    }

    @Test(
        "A kind that was edited goes into the delivery and its claim, with the composition",
        arguments: StoreUnderTest.all)
    func editedKind(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let gate = try kind.gate(scene.store)
        for (before, after) in [(MessageKind.transactional, MessageKind.marketing), (.marketing, .transactional)] {
            let name = before.rawValue
            let first = try scene.entered("\(name)@example.com", kind: before)
            let second = try scene.entered("\(name)@example.com", "ascend", kind: before, in: 5)
            func claim(_ kind: MessageKind?) throws -> [Candidate] {
                try scene.store.claim(owner: scene.owner, now: scene.now, limit: 5) { candidate, _ in
                    .send(candidate.composition ?? scene.composition, kind: kind)
                }.claimed.map(\.candidate)
            }
            #expect(try claim(after).map(\.kind) == [after])
            #expect(try scene.row(first.delivery).kind == after)
            scene.now = scene.now.adding(seconds: 1)
            let next = try claim(after)
            #expect(next.map(\.delivery) == (after == .marketing ? [] : [second.delivery]), "two at once")
            _ = try scene.store.suppress(
                scene.key("\(name)@example.com"), scope: .campaign(scene.campaign("ascend")), reason: .manual,
                until: nil, by: "test", note: nil, now: scene.now)
            try scene.store.record(
                Consent(kind: .marketing, said: .unsubscribed, basis: "test", source: "test", at: scene.now),
                of: first.contact)
            #expect(
                try gate.permission(first.delivery, now: scene.now) == (after == .marketing ? .saidNo : .go),
                "the gate reads the kind that it goes as")
            try TableRules.check(scene.folder("usher.sqlite"))
            scene.now = scene.now.adding(seconds: 10)
        }
        let ada = try scene.entered("ada@example.com")
        try scene.claim()
        try scene.settle(ada.delivery, .retry(at: scene.now, countsAttempt: true, inDoubt: false))
        _ = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 5) { candidate, _ in
            .send(candidate.composition ?? scene.composition, kind: .transactional)
        }
        #expect(try scene.row(ada.delivery).kind == .marketing, "an edit never reaches what was tried")
    }
}
