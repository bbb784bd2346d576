import Testing
@testable import UsherCore

@Suite("Conformance: names, revisions, notes, questions")
struct MemoryConformance {
    @Test("Registering twice changes nothing; a new step is added", arguments: StoreUnderTest.all)
    func register(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        #expect(try scene.store.catalog() == scene.catalog)
        let outline = CampaignOutline(name: "welcome", steps: ["one", "extra", "two"].map { StepOutline(name: $0) })
        let first = try scene.store.register([outline])
        #expect(try scene.store.register([outline]) == first)
        #expect(first.campaigns == scene.catalog.campaigns)
        let steps = try #require(first.steps[scene.campaign()])
        #expect(Set(steps.keys) == ["one", "two", "three", "extra"])
        #expect(steps["one"] == scene.step("one"))
    }

    @Test("A rename keeps the number, in a chain and a second time too", arguments: StoreUnderTest.all)
    func rename(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let outline = CampaignOutline(
            name: "hello", renamedFrom: "welcome",
            steps: [
                StepOutline(name: "two", renamedFrom: "one"), StepOutline(name: "second", renamedFrom: "two"),
                StepOutline(name: "three"),
            ])
        for _ in 1...2 {
            let catalog = try scene.store.register([outline])
            #expect(catalog.campaigns == ["hello": scene.campaign(), "ascend": scene.campaign("ascend")])
            #expect(
                catalog.steps[scene.campaign()] == [
                    "two": scene.step("one"), "second": scene.step("two"), "three": scene.step("three"),
                ])
        }
    }

    @Test("Sources are kept once and come back as they were", arguments: StoreUnderTest.all)
    func sources(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var other = Scene.sources
        other.template.text = "\"Grüße\" / \\ \u{1F600}\n"
        other.campaign = CampaignFacts(
            name: "a", title: "A", callToAction: CallToAction(text: "Go", url: "https://example.com/?a=b&c"))
        other.partials = ["footer": SourceFile(path: "p", text: "")]
        let hash = RevisionHash(octets: Array(0..<32))
        try scene.store.save([hash: other, Scene.revision: other])
        #expect(try scene.store.sources(hash) == other)
        #expect(try scene.store.sources(Scene.revision) == Scene.sources)
        #expect(try scene.store.sources(RevisionHash(octets: [1])) == nil)
    }

    @Test("Notes are set, replaced and removed", arguments: StoreUnderTest.all)
    func notes(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        #expect(try scene.store.note("clock") == nil)
        for text in ["one", "two"] {
            try scene.store.setNote("clock", text)
            #expect(try scene.store.note("clock") == text)
        }
        try scene.store.setNote("clock", nil)
        #expect(try scene.store.note("clock") == nil)
    }

    @Test("Counters are kept per UTC day, campaign and step", arguments: StoreUnderTest.all)
    func counters(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        scene.now = Timestamp(milliseconds: 1_795_391_999_999)  // 2026-11-22T23:59:59.999Z
        let ada = try scene.entered("ada@example.com")
        try scene.entered("bob@example.com")
        try scene.claim(1)
        scene.now = scene.now.adding(milliseconds: 1)
        try scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .end(.finished))
        let rows = try scene.store.counters(from: "2026-11-22", to: "2026-11-23")
        #expect(
            rows == [
                CounterRow(day: "2026-11-22", campaign: scene.campaign(), step: nil, what: "entered", count: 2),
                CounterRow(day: "2026-11-23", campaign: scene.campaign(), step: nil, what: "finished", count: 1),
                CounterRow(
                    day: "2026-11-23", campaign: scene.campaign(), step: scene.step("one"), what: "sent", count: 1),
            ])
        #expect(try scene.store.counters(from: "2026-11-23", to: "2026-11-23").count == 2)
        #expect(try scene.store.counters(from: "2026-11-24", to: "2027-01-01").isEmpty)
    }

    @Test(
        "Deliveries are found by person, campaign, state and due time: the past, the present, the future",
        arguments: StoreUnderTest.all)
    func filters(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var sent: [DeliveryID] = []
        for number in 0..<6 {
            let person = try scene.entered("p\(number)@example.com")
            try scene.claim()
            scene.now = scene.now.adding(seconds: 1)
            try scene.settle(
                person.delivery, .sent(countsTowardsCap: true),
                advance: .next(scene.planned("two", in: 1000 * (10 - Int64(number)))))
            sent.append(person.delivery)
        }
        let ascend = try scene.entered("p0@example.com", "ascend", in: 500)
        func ids(_ filter: DeliveryFilter) throws -> [DeliveryID] { try scene.store.deliveries(filter).map(\.id) }
        #expect(try ids(DeliveryFilter(states: [.sent], limit: 4)) == Array(sent.suffix(4)))
        let queued = try scene.store.deliveries(DeliveryFilter(states: [.queued], limit: 3))
        #expect(queued.first?.id == ascend.delivery && queued.count == 3)
        #expect(queued.compactMap(\.due) == queued.compactMap(\.due).sorted())
        #expect(try ids(DeliveryFilter(campaign: scene.campaign("ascend"))) == [ascend.delivery])
        #expect(try ids(DeliveryFilter(dueBy: scene.now.adding(milliseconds: 500))) == [ascend.delivery])
        let all = try scene.store.deliveries(DeliveryFilter())
        #expect(all.count == 13 && Array(all.prefix(6)).map(\.id) == sent)
        let person = try scene.store.deliveries(DeliveryFilter(contact: ascend.contact))
        #expect(person.map(\.state) == [.sent, .queued, .queued])
        #expect(try ids(DeliveryFilter(contact: ascend.contact, states: [.sent])) == [sent[0]])
        #expect(try ids(DeliveryFilter(limit: 0)).isEmpty && ids(DeliveryFilter(delivery: DeliveryID(4711))).isEmpty)
    }
}
