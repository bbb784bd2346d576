import Foundation
import Testing
import TestSupport
@testable import UsherCore

@testable import UsherStore

@Suite("Conformance: erasing a person")
struct ErasureConformance {
    let folder: TemporaryFolder
    let store: SQLiteStore
    let now = Timestamp(seconds: 1_795_431_600)
    let catalog: Catalog

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore.open(
            path: folder("usher.sqlite"), hash: { AddressHash(octets: Array($0.text.utf8.reversed())) })
        catalog = try store.register([CampaignOutline(name: "welcome", steps: [StepOutline(name: "one")])])
        try store.save([Scene.revision: Scene.sources])
    }

    func address(_ text: String) throws -> EmailAddress { try EmailAddress(text) }

    func event(
        _ name: String, _ address: String, key: String, data: [String: String] = [:], told: ConsentTold? = nil,
        at: Timestamp? = nil, by: String? = nil
    ) throws -> EventResult {
        var request = EventRequest(
            event: Event(name: name, key: key, at: at ?? now, data: data),
            person: ContactDraft(
                address: try self.address(address), name: address.contains("lovelace") ? "Lovelace" : nil))
        request.consent = told
        request.by = try by.map(self.address)
        let move = Transition.Cause.accident(event: name)
        return try #require(
            try store.record([request], now: now) { _, facts in
                guard facts.contact.stage == nil else { return .record([]) }
                return .record([
                    .move(Transition(contact: facts.contact.id, from: nil, to: .convert, at: now, cause: move))
                ])
            }.first)
    }

    func fill() throws {
        var draft = ContactDraft(
            address: try address("Ada.Lovelace@example.org"), name: "Lovelace", attributes: ["code": .text("Zuse-7")],
            zone: "Europe/London", language: "en",
            consent: Consent(
                kind: .marketing, said: .agreed, basis: Consent.stated, wording: "Zuse-7 yes", source: "test", at: now))
        draft.tags = ["Zuse-7"]
        let campaign = catalog.campaigns["welcome"] ?? CampaignID(-1)
        let suppressed = try store.suppress(
            address("ada.lovelace@example.org").key, scope: .campaign(campaign), reason: .manual, until: nil,
            by: "operator", note: .said("Zuse-7 rang"), now: now)
        _ = try store.lift(suppressed, by: "operator", note: .said("Zuse-7 rang again"), now: now)
        let step = catalog.steps[campaign]?["one"] ?? StepID(-1)
        let first = PlannedStep(step: step, kind: .marketing, due: now.adding(seconds: 60), anchor: now)
        _ = try store.enter(
            [EntryRequest(person: draft, campaign: campaign, key: "Zuse-7", data: ["x": "Zuse-7"])], now: now
        ) { _, _ in .enter(first) }
        _ = try event("purchased", "ada.lovelace@example.org", key: "Zuse-7", data: ["note": "Zuse-7"])
        _ = try event("recommended", "bob@example.org", key: "b", data: ["friend": "ada.lovelace@example.org"])
        _ = try store.addNotice(
            NoticeRequest(
                name: "low-score", key: "Zuse-7", contact: ContactDraft(address: try address("shop@example.org")),
                composition: Composition(
                    revision: Scene.revision, inputs: #"{"contact":{"address":"ada.lovelace@example.org"}}"#,
                    composedAt: now), due: now.adding(seconds: 60)), now: now)
    }

    @discardableResult
    func erase(_ text: String = "ADA.lovelace@example.org", isAlive: Bool = true) throws -> Erasure {
        try store.erase(address(text), isAlive: { _ in isAlive }, now: now)
    }

    /// Everything on disk, in lower case.
    func disk() throws -> String {
        try ["usher.sqlite", "usher.sqlite-wal"].map { name in
            guard FileManager.default.fileExists(atPath: folder(name)) else { return "" }
            let octets = try Data(contentsOf: URL(fileURLWithPath: folder(name)))
            return String(decoding: octets.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
        }.joined()
    }

    @Test("No word of the person is left on disk, and the counts still agree")
    func everything() throws {
        try fill()
        #expect(try disk().contains("lovelace") && disk().contains("zuse-7"))
        #expect(try erase() == .clean)
        #expect(try store.emptyLog())
        #expect(
            try !disk().contains("lovelace"), "what is erased is overwritten, also where the file is not written anew")
        try store.compact()
        #expect(try store.emptyLog())
        let left = try disk()
        #expect(!left.contains("lovelace"))
        // The shop's own notice keeps its name and key; what it said is gone.
        #expect(left.components(separatedBy: "zuse-7").count - 1 <= 2)
        #expect(try store.contact(address("ada.lovelace@example.org").key) == nil)
        #expect(
            try store.standing(address("ada.lovelace@example.org").key, now: now).suppressions.map(\.reason) == [
                .erased
            ])
        #expect(try store.totals(now: now).contacts == 2, "Bob and the shop")
        #expect(try store.contacts(ContactFilter()).map(\.address.wire) == ["bob@example.org", "shop@example.org"])
        let day = "2026-11-23"
        #expect(try store.journeyCounts(from: day, to: day) == store.recount(from: day, to: day))
        try TableRules.check(folder("usher.sqlite"))
        #expect(try store.openErasures().isEmpty)
        #expect(try !store.speaks(of: address("ada.lovelace@example.org")))
    }

    @Test("An import and an event do not bring the person back; a sign-up does")
    func back() throws {
        try fill()
        _ = try erase()
        let draft = ContactDraft(address: try address("ada.lovelace@example.org"), name: "Lovelace")
        let entered = try store.enter([EntryRequest(person: draft, campaign: nil)], now: now) { _, _ in .already }
        guard case .refused(.suppressed(let erasure), _)? = entered.first else {
            Issue.record("\(entered)")
            return
        }
        #expect(erasure.reason == .erased)
        #expect(try event("purchased", "ada.lovelace@example.org", key: "k2") == .refused(.erased))
        #expect(try store.contact(address("ada.lovelace@example.org").key) == nil)
        let told = ConsentTold(source: "form")
        guard case .recorded = try event("signed_up", "ada.lovelace@example.org", key: "k3", told: told) else {
            Issue.record("a sign-up is not recorded")
            return
        }
        #expect(try store.contact(address("ada.lovelace@example.org").key) != nil)
        #expect(
            try store.standing(address("ada.lovelace@example.org").key, now: now).suppressions.map(\.reason) == [
                .erased
            ])
    }

    @Test("A message that is on its way is waited for, and nothing more starts")
    func onItsWay() throws {
        try fill()
        let later = now.adding(seconds: 61)
        let batch = try store.claim(owner: "test", now: later, limit: 10) { candidate, _ in
            guard case .step = candidate.subject else { return .move(later.adding(seconds: 60)) }
            return .send(Composition(revision: Scene.revision, inputs: #"{"to":"Zuse-7"}"#, composedAt: later))
        }
        let claimed = try #require(batch.claimed.first)
        #expect(try erase() == .onItsWay(1))
        let gate = try store.gate()
        #expect(try gate.permission(claimed.delivery, now: later) == .saidNo)
        _ = try store.settle(
            [
                Settlement(
                    delivery: claimed.delivery, result: .withheld(reason: .withdrawn),
                    reply: Reply(code: 550, text: "Lovelace?"), advance: .end(.suppressed))
            ], owner: "test", now: later)
        #expect(try erase() == .clean)
        try store.compact()
        #expect(try store.emptyLog())
        #expect(try !disk().contains("lovelace"))
    }

    @Test("Where no daemon runs, what it had claimed is taken back")
    func taken() throws {
        try fill()
        _ = try store.claim(owner: "test", now: now.adding(seconds: 61), limit: 10) { candidate, _ in
            guard case .step = candidate.subject else { return .move(now.adding(seconds: 120)) }
            return .send(Composition(revision: Scene.revision, inputs: "{}", composedAt: now))
        }
        #expect(try erase(isAlive: false) == .clean)
        try TableRules.check(folder("usher.sqlite"))
    }
}
