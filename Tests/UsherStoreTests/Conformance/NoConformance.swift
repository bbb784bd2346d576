import Testing
import UsherCore

struct ScopeCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let scope: @Sendable (Scene) -> Suppression.Scope
    /// Which of the two enrollments (welcome, ascend) ends.
    let ends: [Bool]
}

@Suite("Conformance: no means no")
struct NoConformance {
    static let scopes = [
        ScopeCase(testDescription: "everything", scope: { _ in .everything }, ends: [true, true]),
        ScopeCase(testDescription: "marketing", scope: { _ in .marketing }, ends: [true, true]),
        ScopeCase(testDescription: "one campaign", scope: { .campaign($0.campaign("ascend")) }, ends: [false, true]),
    ]

    @Test("A suppression ends the enrollments it forbids and withholds what waited for them", arguments: scopes)
    func endsEnrollments(row: ScopeCase) throws {
        for kind in StoreUnderTest.all {
            let scene = try Scene(kind)
            let welcome = try scene.entered("ada@example.com", in: 1000)
            let ascend = try scene.entered("ada@example.com", "ascend", kind: .transactional, in: 1000)
            let bob = try scene.entered("bob@example.com", in: 1000)
            _ = try scene.store.suppress(
                scene.key("ADA@example.com"), scope: row.scope(scene), reason: .unsubscribed, until: nil,
                by: "operator",
                note: nil, now: scene.now)
            for (index, entered) in [welcome, ascend].enumerated() {
                let enrollment = try scene.enrollment(entered.enrollment, of: entered.contact)
                #expect(enrollment.endReason == (row.ends[index] ? .suppressed : nil))
                #expect(try scene.state(entered.delivery) == (row.ends[index] ? .withheld : .queued))
            }
            #expect(try scene.state(bob.delivery) == .queued)
        }
    }

    @Test(
        "An address without a contact can be suppressed; the contact that comes later has it",
        arguments: StoreUnderTest.all)
    func beforeTheContact(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let key = try scene.key("ada@example.com")
        let id = try scene.store.suppress(
            key, scope: .marketing, reason: .manual, until: nil, by: "operator", note: .said("asked by phone"),
            now: scene.now)
        #expect(try scene.store.suppressions(limit: 10, now: scene.now).map(\.address) == [nil])
        var seen: [SuppressionID] = []
        let request = EntryRequest(person: try scene.person("Ada@example.com"), campaign: scene.campaign())
        _ = try scene.store.enter([request], now: scene.now) { _, facts in
            seen = facts.standing.suppressions.map(\.id)
            return .refuse(.noSteps)
        }
        #expect(seen == [id])
        let entries = try scene.store.suppressions(limit: 10, now: scene.now)
        #expect(entries.map(\.address) == ["Ada@example.com"])
        #expect(entries.first?.suppression.note == .said("asked by phone"))
    }

    @Test("A lifted one is in force no more, and is lifted once", arguments: StoreUnderTest.all)
    func lift(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let key = try scene.key("ada@example.com")
        func suppress(_ reason: Suppression.Reason) throws -> SuppressionID {
            try scene.store.suppress(
                key, scope: .marketing, reason: reason, until: nil, by: "operator", note: nil, now: scene.now)
        }
        let first = try suppress(.unsubscribed)
        let second = try suppress(.complaint)
        func inForce() throws -> [SuppressionID] {
            try scene.store.standing(key, now: scene.now).suppressions.map(\.id)
        }
        #expect(try inForce() == [second, first])
        #expect(try scene.store.lift(second, by: "operator", note: .said("a mistake"), now: scene.now))
        #expect(try !scene.store.lift(second, by: "operator", note: .said("a mistake"), now: scene.now))
        #expect(try !scene.store.lift(SuppressionID(99), by: "operator", note: .said(""), now: scene.now))
        #expect(try inForce() == [first])
        #expect(try suppress(.manual) > second)
        #expect(try scene.store.totals(now: scene.now).suppressions == 2)
    }

    @Test("One with an end is over at that moment", arguments: StoreUnderTest.all)
    func until(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let key = try scene.key("ada@example.com")
        let until = scene.now.adding(seconds: 60)
        let id = try scene.store.suppress(
            key, scope: .everything, reason: .paused, until: until, by: "operator", note: nil, now: scene.now)
        for (moment, inForce) in [(until.adding(milliseconds: -1), true), (until, false)] {
            #expect(try scene.store.standing(key, now: moment).suppressions.map(\.id) == (inForce ? [id] : []))
            #expect(try scene.store.suppressions(limit: 5, now: moment).count == (inForce ? 1 : 0))
            #expect(try scene.store.totals(now: moment).suppressions == (inForce ? 1 : 0))
        }
        #expect(try !scene.store.lift(id, by: "operator", note: .said(""), now: until))
    }

    @Test("A no that comes while a message is claimed is seen by the gate at once", arguments: StoreUnderTest.all)
    func gate(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let gate = try kind.gate(scene.store)
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com")
        try scene.claim()
        #expect(try gate.permission(ada.delivery, now: scene.now) == .go)
        #expect(try gate.permission(bob.delivery, now: scene.now) == .go)
        _ = try scene.store.suppress(
            scene.key("ada@example.com"), scope: .campaign(scene.campaign()), reason: .unsubscribed, until: nil,
            by: "operator", note: nil, now: scene.now)
        try scene.store.record(
            Consent(kind: .marketing, said: .unsubscribed, basis: "mail", source: "test", at: scene.now),
            of: bob.contact)
        #expect(try gate.permission(ada.delivery, now: scene.now) == .saidNo)
        #expect(try gate.permission(bob.delivery, now: scene.now) == .saidNo)
        #expect(try scene.state(ada.delivery) == .claimed)
        #expect(try scene.settle(ada.delivery, .withheld(reason: .withdrawn), advance: .end(.suppressed)))
        #expect(try gate.permission(DeliveryID(4711), now: scene.now) == .enrollmentEnded)
    }

    @Test(
        "An enrollment that ends while its message is claimed stops it, and nobody said no; a finished one does not",
        arguments: StoreUnderTest.all)
    func gateSeesTheEnd(kind: StoreUnderTest) throws {
        for reason in Enrollment.EndReason.allCases {
            let scene = try Scene(kind)
            let gate = try kind.gate(scene.store)
            let ada = try scene.entered("ada@example.com", kind: .transactional)
            try scene.claim()
            #expect(try gate.permission(ada.delivery, now: scene.now) == .go)
            #expect(try scene.store.leave(scene.campaign(), contact: ada.contact, reason: reason, now: scene.now) == 1)
            let expected: StartPermission = reason == .finished ? .go : .enrollmentEnded
            #expect(try gate.permission(ada.delivery, now: scene.now) == expected, "\(reason)")
        }
    }

    @Test("An answer that was asked for goes in spite of a no that a sign-up lifts", arguments: StoreUnderTest.all)
    func answers(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let gate = try kind.gate(scene.store)
        var number = 0
        for notice in ["confirm", "data", "test"] {
            for reason in Suppression.Reason.allCases {
                number += 1
                let address = "p\(number)@example.com"
                let delivery = try #require(
                    try scene.store.addNotice(
                        NoticeRequest(
                            name: notice, key: "\(number)", contact: try scene.person(address),
                            composition: scene.composition,
                            due: scene.now), now: scene.now))
                let suppression = try scene.store.suppress(
                    scene.key(address), scope: .everything, reason: reason, until: nil, by: "test", note: nil,
                    now: scene.now)
                let known = try scene.store.standing(scene.key(address), now: scene.now).suppressions
                let forbids = try #require(known.first { $0.id == suppression })
                    .forbids(.transactional, campaign: nil, notice: notice, now: scene.now)
                #expect(forbids == (notice == "test" || !reason.isLiftedBySignUp))
                #expect(
                    try gate.permission(delivery, now: scene.now) == (forbids ? .saidNo : .go), "\(notice), \(reason)")
            }
        }
    }

    @Test("The gate says what the core says, for every kind, scope and word", arguments: StoreUnderTest.all)
    func gateAgrees(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let gate = try kind.gate(scene.store)
        let words: [Consent.Said?] = [nil] + Consent.Said.allCases
        let scopes: [Suppression.Scope?] = [
            nil, .everything, .marketing, .campaign(scene.campaign()), .campaign(scene.campaign("ascend")),
        ]
        var cases = 0
        for messageKind in MessageKind.allCases {
            for word in words {
                for scope in scopes {
                    for isOver in [false, true] {
                        cases += 1
                        let address = "p\(cases)@example.com"
                        let ada = try scene.entered(address, kind: messageKind)
                        if let word {
                            let at = scene.now.adding(milliseconds: 1)
                            try scene.store.record(
                                Consent(kind: .marketing, said: word, basis: "test", source: "test", at: at),
                                of: ada.contact)
                        }
                        if let scope {
                            _ = try scene.store.suppress(
                                scene.key(address), scope: scope, reason: .manual,
                                until: isOver ? scene.now : scene.now.adding(seconds: 1), by: "test", note: nil,
                                now: scene.now)
                        }
                        let standing = try scene.store.standing(scene.key(address), now: scene.now)
                        let saysNo = messageKind == .marketing && standing.marketing?.isYes == false
                        let forbidden = standing.suppressions.contains {
                            $0.forbids(messageKind, campaign: scene.campaign(), now: scene.now)
                        }
                        let enrollment = try scene.enrollment(ada.enrollment, of: ada.contact)
                        let expected: StartPermission =
                            saysNo || forbidden ? .saidNo : enrollment.isCutShort ? .enrollmentEnded : .go
                        #expect(
                            try gate.permission(ada.delivery, now: scene.now) == expected,
                            "\(messageKind), \(String(describing: word)), \(String(describing: scope)), over: \(isOver)"
                        )
                    }
                }
            }
        }
        #expect(cases == 100)
    }
}
