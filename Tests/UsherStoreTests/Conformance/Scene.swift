import Testing
import TestSupport
@testable import UsherCore

/// A store with two registered campaigns, a clock that the test moves, and short words for what tests do over and over.
final class Scene {
    static let revision = RevisionHash(octets: Array(repeating: 7, count: 32))
    static let start = Timestamp(seconds: 1_795_000_000)

    let folder: TemporaryFolder
    let store: any Store
    let kind: StoreUnderTest
    let catalog: Catalog
    var now = Scene.start
    /// The sender's.
    var clock = ZoneClock.utc
    let owner = "worker"

    init(_ kind: StoreUnderTest) throws {
        folder = try TemporaryFolder("store")
        store = try kind.open(folder)
        self.kind = kind
        catalog = try store.register([
            CampaignOutline(name: "welcome", steps: ["one", "two", "three"].map { StepOutline(name: $0) }),
            CampaignOutline(name: "ascend", steps: ["offer", "last-call"].map { StepOutline(name: $0) }),
        ])
        try store.save([Self.revision: Self.sources])
    }

    static let sources = MessageSources(
        template: SourceFile(path: "templates/welcome/one.md", text: "Hello"),
        layout: SourceFile(path: "templates/layouts/default.html", text: "<p>"),
        sender: Mailbox(name: "Shop", address: "shop@example.com"), kind: .marketing, domain: "example.com")

    // MARK: Names

    func campaign(_ name: String = "welcome") -> CampaignID { catalog.campaigns[name] ?? CampaignID(-1) }

    func step(_ name: String, of campaign: String = "welcome") -> StepID {
        catalog.steps[self.campaign(campaign)]?[name] ?? StepID(-1)
    }

    func planned(
        _ name: String, of campaign: String = "welcome", kind: MessageKind = .marketing, in milliseconds: Int64 = 0
    ) -> PlannedStep {
        PlannedStep(
            step: step(name, of: campaign), kind: kind, due: now.adding(milliseconds: milliseconds), anchor: now)
    }

    func address(_ text: String) throws -> EmailAddress { try EmailAddress(text) }

    func key(_ text: String) throws -> AddressKey { try EmailAddress(text).key }

    // MARK: Doing

    func person(_ address: String, agreed: Bool = true) throws -> ContactDraft {
        let consent = Consent(
            kind: .marketing, said: .agreed, basis: "stated by the operator", source: "test", at: now)
        return ContactDraft(address: try EmailAddress(address), consent: agreed ? consent : nil)
    }

    /// Lets somebody into a campaign; the first step is due in so many milliseconds.
    @discardableResult
    func enter(
        _ address: String, _ campaign: String = "welcome", key: String = "", kind: MessageKind = .marketing,
        in milliseconds: Int64 = 0
    ) throws -> EntryResult {
        let first = planned(campaign == "welcome" ? "one" : "offer", of: campaign, kind: kind, in: milliseconds)
        let request = EntryRequest(person: try person(address), campaign: self.campaign(campaign), key: key)
        let results = try store.enter([request], now: now) { _, facts in
            facts.enrollments.contains { $0.key == key } ? .already : .enter(first)
        }
        return try #require(results.first)
    }

    @discardableResult
    func entered(
        _ address: String, _ campaign: String = "welcome", kind: MessageKind = .marketing, in milliseconds: Int64 = 0
    ) throws -> (enrollment: EnrollmentID, delivery: DeliveryID, contact: ContactID) {
        guard
            case .entered(let enrollment, let delivery, _, let contact) = try enter(
                address, campaign, kind: kind, in: milliseconds)
        else { throw SceneError.notEntered }
        return (enrollment, delivery, contact.id)
    }

    /// What messages are filled in with.
    var inputs = "{}"

    var composition: Composition { Composition(revision: Self.revision, inputs: inputs, composedAt: now) }

    @discardableResult
    func claim(_ limit: Int = 50, owner: String? = nil) throws -> ClaimBatch {
        let composition = composition
        return try store.claim(owner: owner ?? self.owner, now: now, limit: limit) { candidate, _ in
            .send(candidate.composition ?? composition)
        }
    }

    @discardableResult
    func settle(
        _ delivery: DeliveryID, _ result: Settlement.Result, reply: Reply? = nil, advance: Advance = .stay,
        owner: String? = nil
    ) throws -> Bool {
        let settlement = Settlement(delivery: delivery, result: result, reply: reply, advance: advance)
        return try store.settle([settlement], owner: owner ?? self.owner, now: now)[delivery] ?? false
    }

    // MARK: Looking

    func row(_ delivery: DeliveryID) throws -> DeliveryRow {
        try #require(try store.deliveries(DeliveryFilter(delivery: delivery)).first)
    }

    func state(_ delivery: DeliveryID) throws -> DeliveryState { try row(delivery).state }

    func enrollment(_ enrollment: EnrollmentID, of contact: ContactID) throws -> Enrollment {
        try #require(try store.enrollments(of: contact).first { $0.id == enrollment })
    }

    func rows(of contact: ContactID) throws -> [DeliveryRow] {
        try store.deliveries(DeliveryFilter(contact: contact))
    }
}

enum SceneError: Error {
    case notEntered
}
