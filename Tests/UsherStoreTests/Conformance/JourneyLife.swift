import Testing
import TestSupport
import UsherCore

/// Does one random thing after another to a shop's people: they buy, come back, bring friends, say no, are moved.
struct JourneyLife {
    let shop: JourneyShop
    private var random: SeededGenerator
    private var told: [String: EventRequest] = [:]
    /// What the shop was answered.
    private(set) var answers: [Answer] = []

    struct Answer: Hashable {
        let event: String
        let key: String
        let result: EventResult
    }

    /// Links of messages that were sent longer ago, in milliseconds, are not followed: whoever keeps no older messages
    /// knows of none.
    var youngest: Int64?
    private let people = (0..<24).map { "p\($0)@example.com" }
    private var scene: Scene { shop.scene }

    init(_ shop: JourneyShop, seed: UInt64) {
        self.shop = shop
        random = SeededGenerator(seed: seed)
    }

    mutating func step() throws {
        scene.now = scene.now.adding(seconds: Int64.random(in: 0...20_000, using: &random))
        switch Int.random(in: 0..<25, using: &random) {
        case 0..<12: try tell()
        case 12..<14: try enter()
        case 14..<18: try shop.send()
        case 18..<21: try shop.wake(limit: Int.random(in: 1...20, using: &random))
        case 21: try leaveOrSuppress()
        case 22: try moveByHand()
        case 23: try follow()
        default:
            try scene.store.countVisits(
                campaign(), day: pick(["2026-11-18", "2026-11-19", "2026-12-01"]),
                count: Int.random(in: 1...50, using: &random))
        }
    }

    private mutating func tell() throws {
        var requests: [EventRequest] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) { requests.append(try request()) }
        let results = try shop.record(requests)
        for (request, result) in zip(requests, results) {
            answers.append(Answer(event: request.event.name, key: request.event.key, result: result))
            let name = "\(request.event.name)/\(request.event.key)"
            switch result {
            case .recorded(let following, let contact):
                #expect(told[name] == nil, "recorded twice")
                for case .move(let move) in following where move.cause.isIntended {
                    #expect(try isTrue(move, of: request, by: contact.id), "\(move) by \(request)")
                }
                told[name] = request
            case .already:
                #expect(told[name]?.event.value == request.event.value)
                #expect(told[name]?.person.address.key == request.person.address.key)
            case .refused(let why):
                let mayBe = [.conflictingKey, .selfReferral, .unknownCode("nobody"), .saidNo, .saidNoSince].contains(
                    why)
                #expect(mayBe, "refused: \(why)")
            }
        }
    }

    /// Whether something that was told asked for a move as it is kept. What is told late changes who claims what came
    /// after it.
    func isClaimed(_ move: Transition, people: [AddressKey: ContactID]) throws -> Bool {
        try told.values.contains { request in
            guard request.event.at <= move.at, let contact = people[request.person.address.key] else { return false }
            return try isTrue(move, of: request, by: contact)
        }
    }

    /// Whether what claims a move did ask for it: the link was followed, the code came along, the enrollment led there
    /// and was not over.
    private func isTrue(_ move: Transition, of request: EventRequest, by contact: ContactID) throws -> Bool {
        switch move.cause {
        case .link(let campaign):
            let known = try #require(shop.plan.campaigns[campaign])
            return request.campaign == known.name && known.moves.to == move.to && move.contact == contact
        case .code(let promoter):
            return request.code == Self.code(of: promoter) && promoter != contact
                && [contact, promoter].contains(move.contact)
        case .enrollment(let id, let campaign):
            let known = try #require(shop.plan.campaigns[campaign])
            let asked = try [contact, move.contact].lazy.flatMap { try scene.store.enrollments(of: $0) }
            let enrollment = asked.first { $0.id == id && $0.campaign == campaign }
            let friend = try request.by.flatMap { try scene.store.contact($0.key) }
            let isFriends =
                enrollment.map { $0.contact == friend?.id || request.code == Self.code(of: $0.contact) } ?? false
            // A promoter's enrollment leads to promote, and claims the friend's move as well.
            let leads = enrollment?.contact == move.contact ? known.moves.to == move.to : known.moves.to == .promote
            let isInTime = enrollment.map { $0.enteredAt <= min(request.event.at, scene.now) } ?? false
            return leads && isInTime && (enrollment?.contact == contact || isFriends)
        case .stated, .entered, .told, .accident, .unknown: return false
        }
    }

    /// People and scanners follow links of what was sent, and promoters' links.
    private mutating func follow() throws {
        let sent = try scene.store.deliveries(DeliveryFilter(limit: youngest == nil ? 200 : 100_000)).filter { row in
            row.state == .sent && (youngest.map { scene.now.since(row.settledAt ?? scene.now) <= $0 } ?? true)
        }
        guard let row = sent.randomElement(using: &random) else { return }
        let visitor: Visitor = pick([.person, .person, .scanner])
        let count = Int.random(in: 1...3, using: &random)
        var traffic = Traffic(clicks: [
            Traffic.Click(delivery: row.id, number: pick([0, 1]), visitor: visitor): count
        ])
        let day = pick(["2026-11-18", "2026-12-01"])
        traffic.visits[Traffic.Visit(campaign: campaign(), day: day, visitor: visitor)] = count
        traffic.introductions[Traffic.Introduction(promoter: row.contact, day: day, visitor: visitor)] = count
        try scene.store.record(traffic, now: scene.now)
    }

    private mutating func request() throws -> EventRequest {
        // Now and then the same once more, as a sender does that got no answer.
        if Int.random(in: 0..<8, using: &random) == 0,
            let again = told.sorted(by: { $0.key < $1.key }).randomElement(using: &random)
        {
            return again.value
        }
        let person = pick(people)
        let value: Int64? = pick([nil, 4900, 1000])
        var event = scene.event(
            try deed(of: person), key: "\(Int.random(in: 0..<200, using: &random))", value: value)
        event.at = scene.now.adding(seconds: -pick([0, 0, 0, 60, 90_000, 4_000_000]))
        var request = try scene.request(person, event)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: request.by = try EmailAddress(pick(people))
        case 1: request.code = try code()
        case 2, 3:
            // The link of a campaign that leads where the event does, or of another.
            let fitting = shop.plan.campaigns.values.filter { $0.moves.to == JourneyShop.events[event.name] }.map(
                \.name)
            request.campaign = pick(fitting.sorted() + ["greet"])
        default: break
        }
        return request
    }

    /// Mostly what somebody at this stage does: asks, does it again, or goes one stage further. Now and then anything.
    private mutating func deed(of person: String) throws -> String {
        let stage = try scene.store.contact(scene.key(person))?.stage
        let next = stage.map { $0.next } ?? .engage
        let natural = JourneyShop.events.filter { $0.value == stage || $0.value == next }.keys.sorted()
        switch Int.random(in: 0..<20, using: &random) {
        case 0: return pick(JourneyShop.events.keys.sorted())
        case 1..<8: return "asked"
        case 8..<10: return "refunded"
        default: return pick(natural + ["asked"])
        }
    }

    private mutating func code() throws -> String {
        guard let contact = try scene.store.contact(scene.key(pick(people))) else { return "nobody" }
        return try scene.store.code(of: contact.id) { Self.code(of: contact.id) }
    }

    private static func code(of contact: ContactID) -> String { "code-\(contact)" }

    private mutating func enter() throws {
        let request = EntryRequest(
            person: try scene.person(pick(people)), campaign: campaign(), key: pick(["", "", "a"]))
        try shop.enter(request)
    }

    private mutating func leaveOrSuppress() throws {
        guard let contact = try scene.store.contact(scene.key(pick(people))) else { return }
        if Bool.random(using: &random) {
            _ = try scene.store.leave(campaign(), contact: contact.id, reason: .left, now: scene.now)
        } else {
            _ = try scene.store.suppress(
                contact.address.key, scope: .campaign(campaign()), reason: .manual, until: scene.now.adding(seconds: 9),
                by: "test", note: nil, now: scene.now)
        }
    }

    /// Forwards: who is moved back may find an enrollment that had no more to do for them beside a new one.
    private mutating func moveByHand() throws {
        guard let contact = try scene.store.contact(scene.key(pick(people))) else { return }
        let stage = Stage.allCases.filter { $0 > contact.stage ?? .aware }.first ?? .promote
        try scene.store.setStage(contact.id, stage, cause: .stated(because: "by hand"), now: scene.now)
        try scene.store.addTags([pick(["a", "b", "c"])], to: contact.id)
    }

    private mutating func campaign() -> CampaignID {
        pick(shop.plan.campaigns.keys.sorted())
    }

    private mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: 0..<items.count, using: &random)]
    }
}
