import Testing
import TestSupport
@testable import UsherCore
@testable import UsherStore

@Suite("Messages that are old")
struct OldMessagesTests {
    private static let year: Int64 = 365 * 86_400
    private let scene: Scene
    private let store: SQLiteStore

    init() throws { (scene, store) = try Scene.retention() }

    /// A year later somebody gets a message, so that no old one has the highest number.
    private func pass() throws {
        scene.now = scene.now.adding(seconds: Self.year)
        try scene.sent("today@example.com")
    }

    private var end: Timestamp { scene.now.adding(seconds: -Self.year / 2) }

    @Test("Go with what became of them, whatever that is, once their enrollment is over")
    func states() throws {
        let later = Scene.start.adding(seconds: 60)
        let cases: [(result: Settlement.Result, goes: Bool)] = [
            (.sent(countsTowardsCap: true), true), (.bounced, true),
            (.failed(reason: .notSent, recompose: false), true), (.withheld(reason: .notSent), true),
            (.cancelled(reason: .notSent), true), (.held, false),
            (.retry(at: later, countsAttempt: true, inDoubt: true), false),
        ]
        for (result, goes) in cases {
            let (scene, store) = try Scene.retention()
            let ada = try scene.entered("ada@example.com")
            try scene.claim()
            try scene.settle(ada.delivery, result, advance: goes ? .end(.finished) : .stay)
            scene.now = scene.now.adding(seconds: Self.year)
            let totals = try store.totals(now: scene.now)
            try scene.entered("today@example.com")
            #expect(try store.prune(before: scene.now).messages == (goes ? 1 : 0), "\(result)")
            #expect(try scene.rows(of: ada.contact).isEmpty == goes, "\(result)")
            #expect(try store.prune(before: scene.now).messages == 0)
            #expect(try store.totals(now: scene.now).byState[.sent] == totals.byState[.sent])
            #expect(try store.wrongTallies() == [], "\(result)")
            #expect(try scene.enrollment(ada.enrollment, of: ada.contact).state == (goes ? .ended : .active))
            #expect(try store.past(of: ada.contact).messages == (goes ? [ada.enrollment: 1] : [:]))
            try TableRules.check(scene.folder("usher.sqlite"))
        }
    }

    @Test("Stay while they are young, while the enrollment is under way, and one has the highest number")
    func stay() throws {
        let ada = try scene.sent("ada@example.com", next: true)
        let bob = try scene.sent("bob@example.com")
        #expect(try store.prune(before: scene.now.adding(seconds: Self.year)).messages == 0, "bob's is the last")
        try pass()
        #expect(try store.prune(before: Scene.start).messages == 0, "too young")
        #expect(try store.prune(before: end).messages == 1)
        #expect(try scene.rows(of: ada.contact).count == 2 && scene.rows(of: bob.contact).isEmpty)
    }

    @Test("Stay while a goal of their enrollment may still come, which ended long ago")
    func goal() throws {
        let ada = try scene.sent("ada@example.com")
        try pass()
        let times = [scene.campaign(): (Self.year + 3600) * 1000]
        #expect(try store.prune(before: end, goalTimes: times, now: scene.now).messages == 0)
        scene.now = scene.now.adding(seconds: 3600)
        #expect(try store.prune(before: end, goalTimes: times, now: scene.now).messages == 1)
        #expect(try scene.rows(of: ada.contact).isEmpty)
    }

    @Test("An enrollment goes with all its messages, or stays with all")
    func together() throws {
        let ada = try scene.sent("ada@example.com")
        try pass()
        // Of an enrollment that is over one message is sent again.
        scene.now = scene.now.adding(seconds: 1)
        try scene.take(scene.report(ada.delivery, .soft))
        #expect(try store.prune(before: end).messages == 0)
        #expect(try scene.rows(of: ada.contact).map(\.state) == [.failed])
    }

    @Test("A lot has as many enrollments as have so many messages together, and at least one")
    func lots() throws {
        var enrollments: [EnrollmentID] = []
        for number in 0..<9 { enrollments.append(try scene.sent("p\(number)@example.com").enrollment) }
        try pass()
        var (walk, seen) = (RowWalk(), [[EnrollmentID]]())
        while !walk.isOver {
            seen.append(
                try store.oldEnrollments(endedBefore: end, goalTimes: [:], now: end, walk: &walk, limit: 4).enrollments)
        }
        #expect(seen.flatMap(\.self) == enrollments && seen.allSatisfy { $0.count <= 4 })
        #expect(walk.next.map { $0 > end } == true)
    }

    @Test("What was refused stays as long as it counts: among the last attempts, and against its person")
    func refused() throws {
        // Answers since then of its own relay, of the other one, and of its campaign and step.
        let cases: [(Settlement.Refusal.Weight, MailStream, [Int], Bool, Bool)] = [
            (.plain, .all, [499, 0, 499], false, false), (.plain, .all, [500, 0, 500], false, true),
            (.unclear, .all, [500, 0, 500], false, false), (.unclear, .all, [500, 0, 500], true, true),
            (.plain, .transactional, [499, 9999, 500], false, false),
            (.plain, .transactional, [500, 0, 500], false, true),
            (.plain, .marketing, [499, 9999, 500], false, false), (.plain, .marketing, [500, 0, 500], false, true),
        ]
        for (weight, stream, attempts, heals, goes) in cases {
            let (scene, store) = try Scene.retention()
            let ada = try scene.entered("ada@example.com", kind: stream.kind ?? .marketing)
            try scene.claim()
            let settlement = Settlement(
                delivery: ada.delivery, result: .failed(reason: .notSent, recompose: false),
                reply: Reply(code: 550, text: "no"), advance: .end(.finished),
                refusal: Settlement.Refusal(words: "no", weight: weight))
            _ = try store.settle(
                [settlement], of: stream, owner: scene.owner, now: scene.now,
                day: SendingDay(at: scene.now, clock: .utc))
            _ = try store.write { (transaction) throws(StoreError) in
                let own = stream.attemptsNumber
                let add = try transaction.query(
                    """
                    INSERT INTO attempts (campaign, step, count) VALUES (?, 0, ?)
                    ON CONFLICT (campaign, step) DO UPDATE SET count = attempts.count + excluded.count
                    """)
                try add.run(own, attempts[0])
                try add.run(-1 - own, attempts[1])
                try transaction.query("UPDATE attempts SET count = count + ? WHERE campaign > 0").run(attempts[2])
            }
            scene.now = scene.now.adding(seconds: 60)
            if heals {
                let again = try scene.entered("ada@example.com", "ascend")
                try scene.claim()
                try scene.settle(again.delivery, .sent(countsTowardsCap: false), advance: .end(.finished))
            }
            scene.now = scene.now.adding(seconds: Self.year)
            try scene.sent("today@example.com")
            try store.prune(before: scene.now.adding(seconds: -1000))
            let stays = try scene.rows(of: ada.contact).contains { $0.id == ada.delivery }
            #expect(stays == !goes, "\(weight) in \(stream) and \(attempts) attempts since, \(heals)")
        }
    }

    @Test("The report of any day is as before, and counts again from what is there")
    func report() throws {
        let ada = try scene.sent("ada@example.com")
        let bob = try scene.sent("bob@example.com")
        let click = Traffic.Click(delivery: ada.delivery, number: 0, visitor: .person)
        let scan = Traffic.Click(delivery: ada.delivery, number: 1, visitor: .scanner)
        try store.record(Traffic(clicks: [click: 2, scan: 1]), now: scene.now.adding(seconds: 90_000))
        try scene.take(scene.report(bob.delivery, .soft))
        scene.now = scene.now.adding(seconds: 100_000)
        try pass()
        let before = try store.journeyCounts(from: "0000-01-01", to: "9999-12-31")
        #expect(try store.prune(before: end).messages == 2)
        #expect(try store.journeyCounts(from: "0000-01-01", to: "9999-12-31") == before)
        try scene.expectRecountAgrees()
        #expect(try store.wrongTallies() == [])
        let welcome = try #require(before.campaigns[scene.campaign()])
        #expect(welcome.clicked.values.reduce(0, +) == 1 && welcome.scanned.values.reduce(0, +) == 1)
        // A click that comes now is nobody's, and counts nowhere.
        try store.record(Traffic(clicks: [click: 1]), now: scene.now)
        try scene.expectRecountAgrees()
    }

    @Test("A link of a message that is gone still says no, for its person alone")
    func unsubscribing() throws {
        let ada = try scene.sent("ada@example.com")
        let bob = try scene.sent("bob@example.com")
        try pass()
        #expect(try store.prune(before: end).messages == 2)
        let facts = try store.unsubscribeFacts(ada.contact, delivery: ada.delivery, now: scene.now)
        #expect(facts.isKnown && !facts.isOff && facts.campaign == nil && facts.address == "ada@example.com")
        // "Only this campaign" is not known any more: it is a no to all.
        let request = UnsubscribeRequest(
            contact: ada.contact, delivery: ada.delivery, choice: .campaign, basis: "unsubscribe page")
        #expect(try store.unsubscribe([request], now: scene.now).map(\.holds) == [.all])
        #expect(try !store.standing(scene.key("ada@example.com"), now: scene.now).suppressions.isEmpty)
        #expect(try store.standing(scene.key("bob@example.com"), now: scene.now).suppressions.isEmpty)
        #expect(try scene.rows(of: bob.contact).isEmpty)
    }

    @Test("A bounce that is about a message that is gone is recorded as about nobody")
    func bounce() throws {
        let ada = try scene.sent("ada@example.com")
        try pass()
        try store.prune(before: end)
        let outcome = try scene.take(scene.report(ada.delivery, .hard, proof: true))
        #expect(!outcome.isMatched && outcome.effect == .none)
        #expect(try store.standing(scene.key("ada@example.com"), now: scene.now).suppressions.isEmpty)
        try scene.expectRecountAgrees()
    }

    @Test("When somebody last had a message is known for soft bounces, though it is gone")
    func delivered() throws {
        let ada = try scene.sent("ada@example.com")
        try pass()
        try store.prune(before: end)
        let sent = try store.ask { (transaction) throws(StoreError) in
            try ReturnedRows(transaction).delivered(ada.contact, before: scene.now)
        }
        #expect(sent == Scene.start)
    }

    @Test("A notice goes, and its key is known for ever")
    func notices() throws {
        let notice = NoticeRequest(
            name: "data", key: "k1", contact: try scene.person("ada@example.com"), composition: scene.composition,
            due: scene.now)
        let id = try #require(try store.addNotice(notice, now: scene.now))
        try scene.claim()
        try scene.settle(id, .sent(countsTowardsCap: false))
        try pass()
        let ada = try scene.contact("ada@example.com")
        #expect(try store.prune(before: end).messages == 1)
        #expect(try store.addNotice(notice, now: scene.now) == id)
        #expect(try scene.rows(of: ada.id).isEmpty)
        #expect(try store.past(of: ada.id) == ContactPast(notices: 1))
        #expect(try store.wrongTallies() == [])
    }

    @Test("Nothing of a list of failures that is gone is queued again")
    func undo() throws {
        let ada = try scene.entered("ada@example.com")
        try scene.claim()
        try scene.settle(ada.delivery, .bounced, advance: .end(.suppressed))
        try pass()
        #expect(try store.prune(before: end).messages == 1)
        try store.write(now: scene.now) { (transaction) throws(StoreError) in
            let desk = try UndoDesk(
                transaction, hash: TestHash.of, since: Scene.start, by: "test", note: .said(""), isOver: { _ in false },
                due: { _ in nil })
            let undone = try desk.undoBounce(of: ada.contact, at: Scene.start)
            #expect(undone.enrollments == 0 && undone.liftedSuppressions == 1)
        }
        #expect(try scene.enrollment(ada.enrollment, of: ada.contact).state == .ended)
        try TableRules.check(scene.folder("usher.sqlite"))
    }

    @Test("Who is erased leaves nothing of what was kept of messages and events that are gone")
    func erased() throws {
        let ada = try scene.sent("ada@example.com")
        try scene.record("ada@example.com", scene.event("opened", key: "1"))
        try pass()
        try scene.record("today@example.com", scene.event("opened", key: "2"))
        let went = try store.prune(before: end)
        #expect(went.messages == 1 && went.events == 1)
        #expect(try store.erase(scene.address("ada@example.com"), isAlive: { _ in false }, now: scene.now) == .clean)
        let rows = try store.ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT (SELECT count(*) FROM past_mail) + (SELECT count(*) FROM past_deeds)
                    + (SELECT count(*) FROM past_keys) AS total
                """
            ).first { $0.int("total") }
        }
        #expect(rows == 0)
        #expect(try store.past(of: ada.contact).deeds.isEmpty)
        try scene.expectRecountAgrees()
    }

    @Test("A revision that only messages had which are gone goes as well")
    func revisions() throws {
        try scene.sent("ada@example.com")
        scene.now = scene.now.adding(seconds: Self.year)
        let other = RevisionHash(octets: Array(repeating: 8, count: 32))
        try store.save([other: Scene.sources])
        let today = try scene.entered("today@example.com")
        _ = try store.claim(owner: scene.owner, now: scene.now, limit: 9) { _, _ in
            .send(Composition(revision: other, inputs: "{}", composedAt: self.scene.now))
        }
        try scene.settle(today.delivery, .sent(countsTowardsCap: false), advance: .end(.finished))
        #expect(try store.prune(before: end).messages == 1)
        let unneeded = try store.unneededRevisions(keeping: [other], limit: 9)
        #expect(try store.forgetRevisions(unneeded, now: scene.now) == 1)
        #expect(try store.sources(Scene.revision) == nil && store.sources(other) != nil)
    }

    @Test("Mails about nobody go after their time, those about somebody stay")
    func unmatched() throws {
        let ada = try scene.sent("ada@example.com")
        try scene.take(scene.report(nil, .hard))
        try scene.take(scene.report(ada.delivery, .soft))
        scene.now = scene.now.adding(seconds: 86_400)
        try scene.take(scene.report(nil, .hard))
        func old(before end: Timestamp) throws -> [ReturnedID] {
            var (walk, found) = (RowWalk(), [ReturnedID]())
            while !walk.isOver { found += try store.oldUnmatched(before: end, walk: &walk, limit: 1).map(\.id) }
            return found
        }
        let found = try old(before: scene.now.adding(seconds: -3600))
        #expect(try found.count == 1 && store.returned(ReturnedFilter()).count == 3)
        let all = try store.returned(ReturnedFilter()).filter { $0.contact != nil }.map(\.id)
        #expect(try store.forgetUnmatched(found + all, now: scene.now) == 1)
        #expect(try old(before: scene.now.adding(seconds: 9)) == [])
        #expect(try store.returned(ReturnedFilter()).count == 2)
    }
}
