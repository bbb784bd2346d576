import Testing
import TestSupport
@testable import UsherCore

/// Does one random thing after another to a store, as a daemon and people at the command line would.
struct RandomLife {
    let scene: Scene
    private var random: SeededGenerator
    /// What is claimed, and by whom.
    private(set) var claims: [DeliveryID: String] = [:]
    /// Steps that were started again after their enrollment had gone on: beside an enrollment's own place.
    private(set) var startedAgain: Set<DeliveryID> = []
    /// Messages that were settled longer ago, in milliseconds, are left alone: whoever keeps no older ones has none of
    /// them.
    var youngest: Int64?
    private let owners = ["worker", "other"]
    private let people = (0..<12).map { "p\($0)@example.com" }
    private let steps = ["welcome": ["one", "two", "three"], "ascend": ["offer", "last-call"]]

    init(_ scene: Scene, seed: UInt64) {
        self.scene = scene
        random = SeededGenerator(seed: seed)
    }

    mutating func step() throws {
        scene.now = scene.now.adding(milliseconds: Int64.random(in: 0...700, using: &random))
        switch Int.random(in: 0..<22, using: &random) {
        case 0..<5: try enter()
        case 5..<10: try claim()
        case 10..<15: try settle()
        case 15: try release()
        case 16: try recover()
        case 17: try pauseOrResume()
        case 18: try suppressOrLift()
        case 19: try retryOrCancel()
        case 20: try leave()
        default: try reschedule()
        }
    }

    private mutating func enter() throws {
        let campaign = pick(["welcome", "ascend"])
        let first = scene.planned(
            steps[campaign]?.first ?? "", of: campaign, kind: pick([.marketing, .marketing, .transactional]),
            in: delay())
        let requests = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
            EntryRequest(
                person: try scene.person(pick(people)), campaign: scene.campaign(campaign), key: pick(["", "a", "b"]))
        }
        let now = scene.now
        _ = try scene.store.enter(requests, now: now) { _, facts in
            if let no = facts.standing.suppressions.first { return .refuse(.suppressed(no)) }
            return .enter(first)
        }
    }

    private mutating func claim() throws {
        let owner = pick(owners)
        let composition = scene.composition
        var random = random
        let scene = scene
        let steps = steps
        let batch = try scene.store.claim(owner: owner, now: scene.now, limit: Int.random(in: 1...6, using: &random)) {
            candidate, pauses in
            if let pause = pauses.first { return .park(pause.scope) }
            switch Int.random(in: 0..<10, using: &random) {
            case 0: return .move(scene.now.adding(milliseconds: Int64.random(in: -5...900, using: &random)))
            case 1:
                return .close(
                    .skipped, reason: .conditionNotMet,
                    Self.advance(after: candidate.subject, steps, scene, Bool.random(using: &random)))
            case 2: return .hold
            case 3:
                return .send(
                    candidate.composition ?? composition, kind: MessageKind.allCases.randomElement(using: &random))
            default: return .send(candidate.composition ?? composition)
            }
        }
        self.random = random
        for claimed in batch.claimed {
            #expect(claims[claimed.delivery] == nil, "claimed twice")
            claims[claimed.delivery] = owner
        }
    }

    private mutating func settle() throws {
        let owner = pick(owners)
        let chosen = claims.keys.sorted().filter { _ in Bool.random(using: &random) }
        var settlements: [Settlement] = []
        for delivery in chosen {
            let row = try scene.row(delivery)
            let subject = try subject(row)
            let result: Settlement.Result = pick([
                .sent(countsTowardsCap: true), .sent(countsTowardsCap: false), .bounced, .held,
                .retry(
                    at: scene.now.adding(milliseconds: delay()), countsAttempt: true,
                    inDoubt: Bool.random(using: &random)),
                .failed(reason: .notSent, recompose: Bool.random(using: &random)), .withheld(reason: .withdrawn),
            ])
            let ends = Bool.random(using: &random)
            settlements.append(
                Settlement(
                    delivery: delivery, result: result,
                    advance: Self.settles(result) ? Self.advance(after: subject, steps, scene, ends) : .stay))
        }
        let results = try scene.store.settle(settlements, owner: owner, now: scene.now)
        for settlement in settlements {
            let expected = claims[settlement.delivery] == owner
            #expect(results[settlement.delivery] == expected)
            if expected { claims[settlement.delivery] = nil }
        }
    }

    private mutating func release() throws {
        let owner = pick(owners)
        guard let delivery = claims.keys.sorted().randomElement(using: &random) else { return }
        try scene.store.release([delivery], owner: owner, due: scene.now.adding(milliseconds: delay()), now: scene.now)
        if claims[delivery] == owner { claims[delivery] = nil }
    }

    private mutating func recover() throws {
        let owner = pick(owners)
        let lost = Set(claims.filter { $0.value != owner }.keys)
        let resendAt = Bool.random(using: &random) ? scene.now.adding(milliseconds: delay()) : nil
        #expect(Set(try scene.store.recover(owner: owner, resendAt: resendAt, now: scene.now)) == lost)
        for delivery in lost { claims[delivery] = nil }
    }

    private mutating func pauseOrResume() throws {
        let scope = pick([PauseScope.relay, .campaign(scene.campaign()), .domain("example.com")])
        if try scene.store.pauses().isEmpty {
            try scene.store.pause(Pause(scope: scope, reason: .byHand(words: nil), since: scene.now))
        } else {
            for pause in try scene.store.pauses() {
                #expect(try scene.store.resume(pause.scope, now: scene.now, spacing: pick([0, 50])))
            }
        }
    }

    private mutating func suppressOrLift() throws {
        let inForce = try scene.store.suppressions(limit: 100, now: scene.now)
        if let one = inForce.randomElement(using: &random), inForce.count > 2 {
            #expect(try scene.store.lift(one.suppression.id, by: "test", note: .said(""), now: scene.now))
        } else {
            let scope = pick([Suppression.Scope.everything, .marketing, .campaign(scene.campaign())])
            _ = try scene.store.suppress(
                scene.key(pick(people)), scope: scope, reason: .unsubscribed, until: nil, by: "test", note: nil,
                now: scene.now)
        }
    }

    private mutating func retryOrCancel() throws {
        let rows = try scene.store.deliveries(DeliveryFilter(limit: 10_000)).filter { row in
            guard let youngest, let settledAt = row.settledAt else { return true }
            return scene.now.since(settledAt) <= youngest
        }
        guard let row = rows.randomElement(using: &random) else { return }
        if Bool.random(using: &random) {
            let restarts: Set<DeliveryState> = [.failed, .cancelled, .withheld, .skipped, .held]
            let isCutShort = try row.enrollment.map { try scene.enrollment($0, of: row.contact).isCutShort } ?? false
            let starts = restarts.contains(row.state) && !isCutShort
            #expect(try scene.store.retry(row.id, now: scene.now) == starts)
            if starts, row.state != .held { startedAgain.insert(row.id) }
        } else {
            let steps = steps
            let scene = scene
            let waits: Set<DeliveryState> = [.queued, .parked, .held]
            let cancelled = try scene.store.cancel(row.id, now: scene.now) { candidate in
                Self.advance(after: candidate.subject, steps, scene, false)
            }
            #expect(cancelled == waits.contains(row.state))
        }
    }

    private mutating func leave() throws {
        guard let contact = try scene.store.contact(scene.key(pick(people))) else { return }
        _ = try scene.store.leave(
            scene.campaign(pick(["welcome", "ascend"])), contact: contact.id, reason: .left, now: scene.now)
    }

    private mutating func reschedule() throws {
        let shift = delay()
        let now = scene.now
        _ = try scene.store.reschedule(after: nil, limit: 1000) { candidate in
            candidate.delivery.value % 3 == 0 ? now.adding(milliseconds: shift) : nil
        }
    }

    private static func settles(_ result: Settlement.Result) -> Bool {
        switch result {
        case .held, .retry: false
        default: true
        }
    }

    private static func advance(
        after subject: DeliverySubject, _ steps: [String: [String]], _ scene: Scene, _ ends: Bool
    ) -> Advance {
        guard case .step(let step, let enrollment, _) = subject, !ends else { return .end(.finished) }
        for (campaign, names) in steps where scene.campaign(campaign) == enrollment.campaign {
            guard let index = names.firstIndex(where: { scene.step($0, of: campaign) == step }), index + 1 < names.count
            else { continue }
            return .next(scene.planned(names[index + 1], of: campaign, in: 300))
        }
        return .end(.finished)
    }

    private func subject(_ row: DeliveryRow) throws -> DeliverySubject {
        let enrollment = try #require(row.enrollment)
        return .step(try #require(row.step), try scene.enrollment(enrollment, of: row.contact), anchor: scene.now)
    }

    private mutating func delay() -> Int64 { Int64.random(in: 0...2000, using: &random) }

    private mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: 0..<items.count, using: &random)]
    }
}
