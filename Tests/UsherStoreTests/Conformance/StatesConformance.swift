import Testing
import TestSupport
import UsherCore

/// Does to a delivery in each state everything that can be done to one, and compares what came of it with the arrows
/// that `docs/states.md` draws.
@Suite("Conformance: the states of a delivery")
struct StatesConformance {
    /// From nil: it is new.
    struct Arrow: Hashable, CustomStringConvertible {
        let from: DeliveryState?
        let to: DeliveryState
        var description: String { "\(from?.rawValue ?? "[*]") --> \(to.rawValue)" }
    }

    /// The arrows of the page's diagram.
    private func drawn() throws -> [Arrow] {
        let lines = try Repository.text("docs/states.md").split(separator: "\n").filter { $0.contains("-->") }
        return try lines.map { line in
            let words = line.prefix { $0 != ":" }.split(separator: " ").map(String.init)
            try #require(words.count == 3 && words[1] == "-->", "\(line)")
            let from = DeliveryState(rawValue: words[0])
            try #require((from == nil) == (words[0] == "[*]"), "\(line)")
            return Arrow(from: from, to: try #require(DeliveryState(rawValue: words[2]), "\(line)"))
        }
    }

    @Test(
        "Go only where the page has an arrow, and there is no arrow that none goes", arguments: DeliveryState.allCases)
    func arrows(from state: DeliveryState) throws {
        for kind in StoreUnderTest.all {
            var seen: Set<Arrow> = []
            let lives = [false] + (state == .failed ? [true] : [])
            let acts = [Self.clearances + Self.settlements] + Self.verbs.map { [$0] }
            for (cameBack, acts) in lives.flatMap({ life in acts.map { (life, $0) } }) {
                var life = try Life(kind, in: state, cameBack: cameBack)
                for (name, act) in acts {
                    let before = try life.row()
                    try act(life)
                    let after = try life.row()
                    guard after.state != before.state || after.due != before.due else { continue }
                    seen.insert(Arrow(from: state, to: after.state))
                    let mayChange =
                        !state.isSettled || !after.state.isSettled || state == .sent
                        || (cameBack && after.state == .bounced)
                    #expect(mayChange, "\(name): \(state) -> \(after.state)")
                    life = try Life(kind, in: state, cameBack: cameBack)
                }
            }
            try expect(seen, from: state)
        }
    }

    private func expect(_ seen: Set<Arrow>, from state: DeliveryState?) throws {
        let drawn = try drawn().filter { $0.from == state }
        #expect(Set(drawn).count == drawn.count, "an arrow is drawn twice")
        #expect(Set(drawn).subtracting(seen).map(\.description).sorted() == [], "drawn, and nothing goes there")
        #expect(seen.subtracting(drawn).map(\.description).sorted() == [], "not drawn")
    }

    @Test("Begin as the page says: with an entry, with a settled step, as a notice", arguments: StoreUnderTest.all)
    func born(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let ada = try scene.entered("ada@example.com")
        var states = [try scene.state(ada.delivery)]
        try scene.claim()
        try scene.settle(ada.delivery, .sent(countsTowardsCap: true), advance: .next(scene.planned("two", in: 1000)))
        states.append(try #require(try scene.rows(of: ada.contact).last).state)
        let notice = NoticeRequest(
            name: "test", key: "1", contact: try scene.person("bob@example.com"), composition: scene.composition,
            due: scene.now)
        states.append(try scene.state(#require(try scene.store.addNotice(notice, now: scene.now))))
        try expect(Set(states.map { Arrow(from: nil, to: $0) }), from: nil)
    }

    /// One delivery that was brought into a state.
    struct Life {
        let scene: Scene
        let delivery: DeliveryID
        let enrollment: EnrollmentID
        let contact: ContactID

        /// - Parameter cameBack: whether it failed by a report, after it was sent.
        init(_ kind: StoreUnderTest, in state: DeliveryState, cameBack: Bool = false) throws {
            scene = try Scene(kind)
            (enrollment, delivery, contact) = try scene.entered("ada@example.com")
            switch state {
            case .queued: break
            case .claimed: try scene.claim()
            case .parked:
                try scene.store.pause(
                    Pause(
                        scope: .relay, reason: .byHand(words: nil), since: scene.now,
                        until: scene.now.adding(seconds: 60)))
                try answer(.park(.relay))
            case .held: try settled(.held)
            case .sent: try settled(.sent(countsTowardsCap: true))
            case .bounced: try settled(.bounced)
            case .complained:
                try settled(.sent(countsTowardsCap: true))
                try scene.take(scene.mail(.complaint, of: delivery))
            case .failed where cameBack:
                try settled(.sent(countsTowardsCap: true))
                try scene.take(scene.report(delivery, .soft))
            case .failed: try settled(.failed(reason: .notSent, recompose: true))
            case .skipped: try answer(.close(.skipped, reason: .conditionNotMet, .stay))
            case .withheld: try settled(.withheld(reason: .withdrawn))
            case .cancelled: #expect(try scene.store.cancel(delivery, now: scene.now) { _ in .stay })
            }
            #expect(try row().state == state)
        }

        func row() throws -> DeliveryRow { try scene.row(delivery) }

        /// Claims with one answer for everybody.
        func answer(_ clearance: Clearance) throws {
            _ = try scene.store.claim(owner: scene.owner, now: scene.now, limit: 50) { _, _ in clearance }
        }

        private func settled(_ result: Settlement.Result) throws {
            try scene.claim()
            #expect(try scene.settle(delivery, result))
        }
    }

    typealias Act = @Sendable (Life) throws -> Void

    private static let clearances: [(String, Act)] = [
        ("claim: send", { try $0.answer(.send($0.scene.composition)) }),
        ("claim: move", { try $0.answer(.move($0.scene.now.adding(seconds: 5))) }),
        (
            "claim: park",
            {
                try $0.scene.store.pause(Pause(scope: .relay, reason: .byHand(words: nil), since: $0.scene.now))
                try $0.answer(.park(.relay))
            }
        ),
        ("claim: hold", { try $0.answer(.hold) }),
        // What `ClearancePolicy` closes with.
        close(.cancelled), close(.withheld), close(.skipped), close(.failed),
    ]

    private static func close(_ state: DeliveryState) -> (String, Act) {
        ("claim: close as \(state)", { try $0.answer(.close(state, reason: .conditionNotMet, .end(.finished))) })
    }

    private static let settlements: [(String, Act)] = [
        settle(.sent(countsTowardsCap: true)),
        settle(.retry(at: later, countsAttempt: true, inDoubt: false)),
        settle(.retry(at: later, countsAttempt: true, inDoubt: true)),
        settle(.held),
        settle(.bounced),
        settle(.failed(reason: .notSent, recompose: false)),
        settle(.withheld(reason: .withdrawn)),
        settle(.cancelled(reason: .enrollmentEnded(nil))),
    ]

    private static let later = Scene.start.adding(seconds: 60)

    private static func settle(_ result: Settlement.Result) -> (String, Act) {
        ("settle: \(result)", { try $0.scene.settle($0.delivery, result) })
    }

    private static let verbs: [(String, Act)] = [
        (
            "release",
            {
                let now = $0.scene.now
                try $0.scene.store.release(
                    [$0.delivery], owner: $0.scene.owner, due: now.adding(seconds: 1), now: now)
            }
        ),
        (
            "recover: resend",
            {
                let now = $0.scene.now
                _ = try $0.scene.store.recover(owner: "next", resendAt: now.adding(seconds: 900), now: now)
            }
        ),
        ("recover: hold", { _ = try $0.scene.store.recover(owner: "next", resendAt: nil, now: $0.scene.now) }),
        ("retry", { _ = try $0.scene.store.retry($0.delivery, now: $0.scene.now) }),
        (
            "undo",
            { life in
                let start = life.scene.now.adding(seconds: -86_400)
                _ = try life.scene.store.undo(
                    UndoFilter(.failures(since: start, campaign: nil)), after: nil, limit: 10, by: "operator",
                    note: .said("a mistake"), now: life.scene.now, deadline: nil, isOver: { _ in false },
                    due: { _ in nil })
            }
        ),
        ("cancel", { _ = try $0.scene.store.cancel($0.delivery, now: $0.scene.now) { _ in .end(.finished) } }),
        ("resume", { _ = try $0.scene.store.resume(.relay, now: $0.scene.now, spacing: 0) }),
        (
            "a pause's end",
            {
                $0.scene.now = $0.scene.now.adding(seconds: 61)
                _ = try $0.scene.store.claim(owner: $0.scene.owner, now: $0.scene.now, limit: 0) { _, _ in .hold }
            }
        ),
        (
            "reschedule",
            { life in
                let later = life.scene.now.adding(seconds: 7)
                _ = try life.scene.store.reschedule(after: nil, limit: 10) { _ in later }
            }
        ),
        (
            "leave",
            {
                _ = try $0.scene.store.leave(
                    $0.scene.campaign(), contact: $0.contact, reason: .left, now: $0.scene.now)
            }
        ),
        (
            "suppress",
            {
                _ = try $0.scene.store.suppress(
                    $0.scene.key("ada@example.com"), scope: .everything, reason: .unsubscribed, until: nil, by: "test",
                    note: nil, now: $0.scene.now)
            }
        ),
        (
            "an event that ends its enrollment",
            { life in
                try life.scene.record("ada@example.com", life.scene.event("bought")) { _ in
                    [.end(life.enrollment, .goalReached)]
                }
            }
        ),
        ("a report with proof", { try $0.scene.take($0.scene.report($0.delivery, .hard, proof: true)) }),
        ("a report without", { try $0.scene.take($0.scene.report($0.delivery, .block)) }),
        ("a complaint", { try $0.scene.take($0.scene.mail(.complaint, of: $0.delivery)) }),
        (
            "erase",
            {
                _ = try $0.scene.store.erase(
                    $0.scene.address("ada@example.com"), isAlive: { _ in false }, now: $0.scene.now)
            }
        ),
    ]
}
