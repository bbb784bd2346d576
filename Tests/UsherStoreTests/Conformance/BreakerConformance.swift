import TestSupport
import Testing
@testable import UsherCore

@Suite("Conformance: breakers")
struct BreakerConformance {
    /// Two warn, and four pause.
    @Test("Complaints about a day's messages warn once, and pause once", arguments: StoreUnderTest.all)
    func complaints(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let sent = try scene.sentMany(1000)
        let calls = try sent[..<6].map { try scene.complain($0) }
        let day = SendingDay(at: Scene.start, clock: .utc).date
        let warning = ComplaintWarning(.campaign(scene.campaign()), complained: 2, accepted: 1000, day: day)
        let pause = Pause(
            scope: .campaign(scene.campaign()), reason: .complaints(4, of: 1000, day: day), since: scene.now)
        #expect(calls == [nil, .warned(warning), nil, .paused(pause), nil, nil])
        #expect(try scene.store.pauses() == [pause])
        // It holds for whoever opens the database next.
        #expect(try kind.open(scene.folder).pauses() == [pause])
    }

    @Test("A warning is shown until it pauses, and for as long as one asks", arguments: StoreUnderTest.all)
    func warnings(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let sent = try scene.sentMany(10)
        for one in sent[..<3] { try scene.complain(one) }
        #expect(try scene.store.complaintWarnings(since: Scene.start).map(\.complained) == [3])
        #expect(try scene.store.complaintWarnings(since: scene.now.adding(seconds: 1)).isEmpty)
        try scene.complain(sent[3])
        #expect(try scene.store.complaintWarnings(since: Scene.start).isEmpty)
    }

    @Test("A complaint counts on the sender's day of its message, for seven days", arguments: StoreUnderTest.all)
    func days(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        scene.clock = try #require(ZoneClock.named("Pacific/Auckland"))
        // Half an hour before midnight, and half an hour after.
        scene.now = try Timestamp(parsing: "2026-11-29T10:30:00Z", clock: .utc)
        let before = try scene.sentMany(5)
        scene.now = try Timestamp(parsing: "2026-11-29T11:30:00Z", clock: .utc)
        let after = try scene.sentMany(5, named: "q")
        scene.now = scene.now.adding(seconds: 86_400)
        for one in before[..<3] + after[..<3] { try scene.complain(one) }
        #expect(try scene.store.pauses().isEmpty)
        let warnings = try scene.store.complaintWarnings(since: Scene.start)
        #expect(warnings.map(\.day.description) == ["2026-11-29", "2026-11-30"])
        #expect(warnings.map(\.complained) == [3, 3] && warnings.map(\.accepted) == [5, 5])
        scene.now = scene.now.adding(seconds: 8 * 86_400)
        #expect(try scene.complain(before[3]) == nil)
        #expect(try scene.store.pauses().isEmpty)
    }

    @Test("Hard bounces count together, refused or returned, of the first five hundred", arguments: StoreUnderTest.all)
    func first(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let sent = try scene.sentMany(95)
        try scene.bounce(5)
        #expect(try scene.store.pauses().isEmpty)
        let calls = try sent[..<5].map { try scene.comeBack($0) }
        #expect(calls.dropLast().allSatisfy { $0 == nil })
        let reason = try #require(try scene.store.pauses().first).reason
        #expect(reason == .bounces(10, of: 100, day: SendingDay(at: Scene.start, clock: .utc).date))
        #expect(try scene.comeBack(sent[5]) == nil)
    }

    @Test("Over several days the first ones count as well, and then only the days", arguments: StoreUnderTest.all)
    func slowly(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        var sent: [Scene.Sent] = []
        for day in 0..<4 {
            sent += try scene.sentMany(40, named: "d\(day)")
            scene.now = scene.now.adding(seconds: 86_400)
        }
        // Three of each day are no rate of a day.
        let calls = try (0..<12).map { try scene.comeBack(sent[$0 % 4 * 40 + $0 / 4]) }
        let pause = try #require(try scene.store.pauses().first)
        #expect(pause.reason == .bounces(10, of: 160, day: nil))
        #expect(calls[9] == .paused(pause) && calls.compactMap(\.self).count == 1)

        #expect(try scene.store.resume(.campaign(scene.campaign()), now: scene.now, spacing: 0))
        let many = try scene.sentMany(520, named: "m")
        scene.now = scene.now.adding(seconds: 86_400)
        let late = try scene.sentMany(300, named: "n")
        for one in many[..<10] { #expect(try scene.comeBack(one) == nil) }
        for one in late[..<15] { #expect(try scene.comeBack(one) == nil) }
        #expect(try scene.store.pauses().isEmpty, "neither a day nor the first five hundred are above one in twenty")
        #expect(try scene.comeBack(late[15]) != nil)
    }

    @Test("What the dialogue refuses pauses when it is asked, once", arguments: StoreUnderTest.all)
    func refused(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try scene.sentMany(20)
        let nine = try scene.bounce(9)
        #expect(try scene.store.tripBreakers(after: nine, now: scene.now).isEmpty)
        let tenth = try scene.bounce(1, named: "t")
        let paused = try scene.store.tripBreakers(after: tenth + nine, now: scene.now)
        #expect(paused.map(\.reason) == [.bounces(10, of: 30, day: SendingDay(at: Scene.start, clock: .utc).date)])
        #expect(try scene.store.pauses() == paused)
        #expect(try scene.store.tripBreakers(after: tenth, now: scene.now).isEmpty)
        #expect(try scene.store.tripBreakers(after: [], now: scene.now).isEmpty)
    }

    @Test("Order mail and notices neither count nor are counted", arguments: StoreUnderTest.all)
    func orders(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let sent = try scene.sentMany(12, kind: .transactional)
        for one in sent { #expect(try scene.complain(one) == nil) }
        let more = try scene.bounce(12, named: "b", kind: .transactional)
        #expect(try scene.store.tripBreakers(after: more, now: scene.now).isEmpty)
        #expect(try scene.store.pauses().isEmpty)
    }

    @Test("After a resumption only what goes from then on counts", arguments: StoreUnderTest.all)
    func resumed(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let scope = PauseScope.campaign(scene.campaign())
        let sent = try scene.sentMany(20)
        for one in sent[..<4] { try scene.complain(one) }
        for one in sent[4..<13] { try scene.comeBack(one) }
        #expect(try scene.store.pauses().map(\.scope) == [scope])
        scene.now = scene.now.adding(seconds: 60)
        #expect(try scene.store.resume(scope, now: scene.now, spacing: 0))
        for one in sent[13..<16] { #expect(try scene.complain(one) == nil) }
        for one in sent[16...] { #expect(try scene.comeBack(one) == nil) }
        #expect(try scene.store.pauses().isEmpty && scene.store.complaintWarnings(since: Scene.start).isEmpty)
        scene.now = scene.now.adding(seconds: 60)
        let fresh = try scene.sentMany(10, named: "f")
        let calls = try fresh[..<4].map { try scene.complain($0) }
        let pause = try #require(try scene.store.pauses().first)
        #expect(pause.reason.breaker == .complaints && calls.last == .paused(pause))
    }

    @Test("What the relay refused before a resumption is no bad list after it", arguments: StoreUnderTest.all)
    func badList(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        try scene.bounce(9)
        try scene.store.pause(
            Pause(scope: .campaign(scene.campaign()), reason: .byHand(words: nil), since: scene.now))
        #expect(try scene.store.resume(.campaign(scene.campaign()), now: scene.now, spacing: 0))
        let tenth = try scene.bounce(1, named: "t")
        #expect(try scene.store.findMistakes(after: tenth, now: scene.now).allSatisfy { $0.scope == .relay })
        #expect(try scene.store.tripBreakers(after: tenth, now: scene.now).isEmpty)
    }

    @Test("A campaign that is paused stays so for its own reason, and nothing is said", arguments: StoreUnderTest.all)
    func paused(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let sent = try scene.sentMany(20)
        let own = Pause(scope: .campaign(scene.campaign()), reason: .byHand(words: "new prices"), since: scene.now)
        try scene.store.pause(own)
        for one in sent[..<8] { #expect(try scene.complain(one) == nil) }
        #expect(try scene.store.pauses() == [own])
    }

    @Test(
        "Through any life the counts are those of the rows, through one relay and through two",
        arguments: [1, 2, 3, 4] as [UInt64], [false, true])
    func counts(seed: UInt64, isTwo: Bool) throws {
        for kind in StoreUnderTest.all {
            var random = SeededGenerator(seed: seed)
            let scene = try Scene(kind)
            var sent: [Scene.Sent] = []
            for round in 1...60 {
                scene.now = scene.now.adding(seconds: Int64.random(in: 60...20_000, using: &random))
                let message = Bool.random(using: &random) ? MessageKind.marketing : .transactional
                let count = Int.random(in: 1...9, using: &random)
                let stream: MailStream = !isTwo ? .all : message == .marketing ? .marketing : .transactional
                switch Int.random(in: 0..<10, using: &random) {
                case 0..<3: sent += try scene.sentMany(count, named: "r\(round)-", kind: message, stream)
                case 3: try scene.bounce(count, named: "b\(round)-", kind: message, stream)
                case 4, 5: for one in sent.shuffled(using: &random).prefix(count) { try scene.complain(one) }
                case 6, 7: for one in sent.shuffled(using: &random).prefix(count) { try scene.comeBack(one) }
                case 8: try scene.undoAll(since: scene.now.adding(seconds: -40_000))
                default:
                    for scope in [PauseScope.campaign(scene.campaign()), .transactionalRelay] {
                        _ = try scene.store.resume(scope, now: scene.now, spacing: 0)
                    }
                }
            }
            try TableRules.check(scene.folder("usher.sqlite"))
        }
    }

    @Test("What is undone counts no more", arguments: StoreUnderTest.all)
    func undone(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let sent = try scene.sentMany(30)
        let refused = try scene.bounce(5)
        for one in sent[..<4] { try scene.comeBack(one) }
        scene.now = scene.now.adding(seconds: 60)
        try scene.undoAll(since: Scene.start)
        #expect(try refused.allSatisfy { try scene.state($0) == .queued })
        for one in sent[4..<13] { #expect(try scene.comeBack(one) == nil, "nine") }
        #expect(try scene.comeBack(sent[13]) != nil)
        let day = SendingDay(at: Scene.start, clock: .utc).date
        #expect(try scene.store.pauses().map(\.reason) == [.bounces(10, of: 26, day: day)])
    }
}

extension Scene {
    typealias Sent = (enrollment: EnrollmentID, delivery: DeliveryID, contact: ContactID)

    private func enterMany(_ count: Int, named: String, kind: MessageKind) throws -> [Sent] {
        let first = planned("one", kind: kind)
        let requests = try (0..<count).map {
            EntryRequest(person: try person("\(named)\($0)@d\($0).example"), campaign: campaign())
        }
        return try store.enter(requests, now: now) { _, _ in .enter(first) }.map { result in
            guard case .entered(let enrollment, let delivery, _, let contact) = result else {
                throw SceneError.notEntered
            }
            return (enrollment, delivery, contact.id)
        }
    }

    /// Claims whatever is due of a stream, and settles it alike.
    private func settleAll(_ stream: MailStream, _ settlement: (Claimed) -> Settlement) throws {
        let composition = composition
        let batch = try store.claim(
            stream, owner: owner, now: now, limit: 2000, factsFor: { _ in false }, makeCode: { _ in nil },
            decide: { candidate, _ in .send(candidate.composition ?? composition) })
        let settlements = batch.claimed.map(settlement)
        for lot in stride(from: 0, to: settlements.count, by: 100) {
            let some = Array(settlements[lot..<min(settlements.count, lot + 100)])
            _ = try store.settle(some, of: stream, owner: owner, now: now, day: SendingDay(at: now, clock: clock))
        }
    }

    /// So many messages that the relay accepted, one a person.
    @discardableResult
    func sentMany(
        _ count: Int, named: String = "p", kind: MessageKind = .marketing, _ stream: MailStream = .all
    ) throws -> [Sent] {
        let people = try enterMany(count, named: named, kind: kind)
        try settleAll(stream) { claimed in
            Settlement(
                delivery: claimed.delivery, result: .sent(countsTowardsCap: claimed.candidate.kind == .marketing),
                reply: Reply(code: 250), advance: .end(.finished))
        }
        return people
    }

    /// So many that it refused, because the address does not work.
    @discardableResult
    func bounce(
        _ count: Int, named: String = "b", kind: MessageKind = .marketing, _ stream: MailStream = .all
    ) throws -> [DeliveryID] {
        let people = try enterMany(count, named: named, kind: kind)
        try settleAll(stream) { claimed in
            Settlement(
                delivery: claimed.delivery, result: .bounced, reply: Reply(code: 550), advance: .end(.suppressed),
                refusal: .init(words: "no such user \(claimed.delivery)", weight: .plain))
        }
        return people.map(\.delivery)
    }

    func undoAll(since moment: Timestamp) throws {
        _ = try store.undo(
            UndoFilter(.failures(since: moment, campaign: nil)), after: nil, limit: 1000, by: "operator",
            note: .said("a mistake"), now: now, deadline: nil, isOver: { _ in false }, due: { _ in nil })
    }

    @discardableResult
    func complain(_ one: Sent) throws -> BreakerCall? { try take(mail(.complaint, of: one.delivery)).calls.first }

    @discardableResult
    func comeBack(_ one: Sent) throws -> BreakerCall? {
        try take(report(one.delivery, .hard, proof: true)).calls.first
    }
}
