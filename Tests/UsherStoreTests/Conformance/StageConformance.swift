import TestSupport
import Testing
@testable import UsherCore

@Suite("Conformance: stages")
struct StageConformance {
    @Test("Moved by hand, in any direction, with the reason; standing still is no move", arguments: StoreUnderTest.all)
    func byHand(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        let stages: [Stage] = [.ascend, .aware, .aware, .promote]
        for (index, stage) in stages.enumerated() {
            scene.now = scene.now.adding(seconds: 60)
            try scene.store.setStage(ada, stage, cause: .stated(because: "reason \(index)"), now: scene.now)
        }
        let transitions = try scene.store.transitions(of: ada)
        #expect(
            transitions.map(\.from) == [nil, .ascend, .aware] && transitions.map(\.to) == [.ascend, .aware, .promote])
        #expect(transitions.last?.cause == .stated(because: "reason 3") && transitions.last?.at == scene.now)
        #expect(try scene.contact("ada@example.com").stage == .promote)
        #expect(throws: StoreError.self) {
            try scene.store.setStage(ContactID(99), .aware, cause: .stated(because: "x"), now: scene.now)
        }
        try scene.expectRecountAgrees()
    }

    @Test("Every cause comes back as it was recorded", arguments: StoreUnderTest.all)
    func causes(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        let bob = try scene.entered("bob@example.com").contact
        let causes: [Transition.Cause] =
            [
                .enrollment(ada.enrollment, scene.campaign()), .link(scene.campaign("ascend")), .code(promoter: bob),
            ] + Transition.Cause.examples + [.unknown(Coded("of_another_version", ["x": "y"]))]
        for (index, cause) in causes.enumerated() {
            try scene.record("ada@example.com", scene.event("e", key: "\(index)")) { facts in
                [scene.move(facts.contact, to: Stage.allCases[index % Stage.allCases.count], cause)]
            }
        }
        #expect(try scene.store.transitions(of: ada.contact).map(\.cause) == causes)
        try scene.expectRecountAgrees()
    }

    @Test("Contacts by stage and tag, by address, a page at a time", arguments: StoreUnderTest.all)
    func list(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        for number in [4, 1, 3, 2, 0] {
            let contact = try scene.entered("p\(number)@example.com").contact
            if number != 2 {
                try scene.store.setStage(contact, .convert, cause: .stated(because: "x"), now: scene.now)
            }
            if number > 1 { try scene.store.addTags(["big", "n\(number)"], to: contact) }
        }
        func addresses(_ filter: ContactFilter) throws -> String {
            try scene.store.contacts(filter).map { String($0.address.wire.prefix(2)) }.joined(separator: " ")
        }
        #expect(try addresses(ContactFilter()) == "p0 p1 p2 p3 p4")
        #expect(try addresses(ContactFilter(limit: 2)) == "p0 p1")
        #expect(try addresses(ContactFilter(after: scene.key("p1@example.com"), limit: 2)) == "p2 p3")
        #expect(try addresses(ContactFilter(stage: .convert)) == "p0 p1 p3 p4")
        #expect(try addresses(ContactFilter(stage: .aware)) == "")
        #expect(try addresses(ContactFilter(tag: "big")) == "p2 p3 p4")
        #expect(try addresses(ContactFilter(stage: .convert, tag: "big")) == "p3 p4")
        let last = try ContactFilter(stage: .convert, tag: "big", after: scene.key("p3@example.com"))
        #expect(try addresses(last) == "p4")
        let third = try scene.contact("p3@example.com")
        try scene.store.removeTags(["big", "never had"], from: third.id)
        try scene.store.addTags(["n3"], to: third.id)
        #expect(try addresses(ContactFilter(tag: "big")) == "p2 p4")
        #expect(try scene.store.facts(of: third.id).tags == ["n3"])
    }

    @Test("A claim reads facts for the steps that ask for them, until they were tried", arguments: StoreUnderTest.all)
    func claimFacts(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com").contact
        try scene.entered("ada@example.com", "ascend", kind: .transactional)
        try scene.record("ada@example.com", scene.event("purchased", product: "starter"))
        try scene.store.addTags(["vip"], to: ada)
        let bought = Deed(id: EventID(1), event: "purchased", key: "k", product: "starter", at: scene.now)
        let expected = Facts(tags: ["vip"], events: ["purchased": scene.now], deeds: [bought])
        let composition = scene.composition
        func claim(asking: Set<StepID>) throws -> [StepID: Facts] {
            var seen: [StepID: Facts] = [:]
            let batch = try scene.store.claim(
                owner: scene.owner, now: scene.now, limit: 9, factsFor: { asking.contains($0) }
            ) { candidate, _ in
                if case .step(let step, _, _) = candidate.subject { seen[step] = candidate.facts }
                return .send(candidate.composition ?? composition)
            }
            _ = try scene.store.settle(
                batch.claimed.map {
                    Settlement(
                        delivery: $0.delivery,
                        result: .retry(at: scene.now, countsAttempt: true, inDoubt: false), advance: .stay)
                }, owner: scene.owner, now: scene.now)
            return seen
        }
        let (one, offer) = (scene.step("one"), scene.step("offer", of: "ascend"))
        #expect(try claim(asking: [offer]) == [one: .none, offer: expected])
        #expect(try claim(asking: [one, offer]) == [one: .none, offer: .none])
    }
}
