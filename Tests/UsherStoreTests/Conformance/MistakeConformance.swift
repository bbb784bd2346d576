import Testing
import TestSupport
@testable import UsherCore

@Suite("Conformance: what was a mistake is undone")
struct MistakeConformance {
    static let later = Reply(code: 550, enhanced: nil, text: "Nope")

    func refuse(
        _ scene: Scene, _ delivery: DeliveryID, _ weight: Settlement.Refusal.Weight = .unclear, words: String = "nope",
        next: PlannedStep? = nil
    ) throws {
        let bounces = weight == .plain
        let settlement = Settlement(
            delivery: delivery,
            result: bounces ? .bounced : .failed(reason: .refused(.rcpt, answer: "550"), recompose: true),
            reply: Self.later, advance: bounces ? .end(.suppressed) : next.map(Advance.next) ?? .end(.finished),
            refusal: Settlement.Refusal(words: words, weight: weight))
        #expect(try scene.store.settle([settlement], owner: scene.owner, now: scene.now)[delivery] == true)
    }

    func undo(
        _ scene: Scene, _ what: UndoFilter.What, rehearsal: Bool = false, limit: Int = 2,
        isOver: @escaping (EndedEnrollment) -> Bool = { _ in false }
    ) throws -> Undone {
        var undone = Undone()
        var cursor: UndoCursor?
        repeat {
            let lot = try scene.store.undo(
                UndoFilter(what, isRehearsal: rehearsal), after: cursor, limit: limit, by: "operator",
                note: .said("the relay was broken"), now: scene.now, deadline: nil,
                isOver: isOver, due: { _ in scene.now.adding(seconds: 3600) })
            undone += lot.undone
            cursor = lot.next
        } while cursor != nil
        return undone
    }

    @Test("The same refusal for three in three domains is found, once, and undone", arguments: StoreUnderTest.all)
    func sameness(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (1...4).map { try scene.entered("p@d\($0).example") }
        try scene.claim()
        for one in people[..<2] { try refuse(scene, one.delivery, next: scene.planned("two")) }
        #expect(try scene.store.findMistakes(after: people[..<2].map(\.delivery), now: scene.now).isEmpty)
        try refuse(scene, people[2].delivery, next: scene.planned("two"))
        let found = try scene.store.findMistakes(after: [people[2].delivery], now: scene.now)
        #expect(found.map(\.scope) == [.relay] && found.first?.people == 3 && found.first?.domains == 3)
        #expect(try scene.store.findMistakes(after: people[..<3].map(\.delivery), now: scene.now).isEmpty)
        // One that was under way comes back with the same words.
        try refuse(scene, people[3].delivery, next: scene.planned("two"))
        #expect(try undo(scene, .mistakes).queued == 4)
        for one in people {
            let rows = try scene.rows(of: one.contact)
            #expect(rows.map(\.state) == [.queued] && rows.first?.id == one.delivery)
            let enrollment = try scene.enrollment(one.enrollment, of: one.contact)
            #expect(enrollment.state == .active && enrollment.lastStep == nil)
        }
        #expect(try undo(scene, .mistakes) == Undone())
        // It goes out, and the enrollment goes on to where it would have gone.
        scene.now = scene.now.adding(seconds: 900)
        try scene.claim()
        #expect(
            try scene.settle(
                people[0].delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250),
                advance: .next(scene.planned("two"))))
        #expect(try scene.enrollment(people[0].enrollment, of: people[0].contact).lastStep == scene.step("one"))
        #expect(try scene.rows(of: people[0].contact).map(\.state) == [.sent, .queued])
    }

    @Test("Once it is known, one more is enough, until something has gone out", arguments: StoreUnderTest.all)
    func known(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (1...6).map { try scene.entered("p@d\($0).example") }
        try scene.claim()
        for one in people[..<3] { try refuse(scene, one.delivery) }
        #expect(try scene.store.findMistakes(after: [people[2].delivery], now: scene.now).count == 1)
        scene.now = scene.now.adding(seconds: 60)
        try refuse(scene, people[3].delivery)
        #expect(try scene.store.findMistakes(after: [people[3].delivery], now: scene.now).map(\.scope) == [.relay])
        try scene.settle(people[4].delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250))
        // One that was on its way already when the relay took something again was met by the same mistake.
        try refuse(scene, people[5].delivery)
        #expect(try scene.store.findMistakes(after: [people[5].delivery], now: scene.now).map(\.scope) == [.relay])
        scene.now = scene.now.adding(seconds: 60)
        let later = try (7...8).map { try scene.entered("p@d\($0).example") }
        try scene.claim()
        try scene.settle(later[0].delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250))
        scene.now = scene.now.adding(seconds: 60)
        let last = try scene.entered("p@d9.example")
        try scene.claim()
        try refuse(scene, last.delivery)
        #expect(try scene.store.findMistakes(after: [last.delivery], now: scene.now).isEmpty)
    }

    @Test("Where others' messages go out, the one step's campaign is found", arguments: StoreUnderTest.all)
    func step(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let bad = try (1...3).map { try scene.entered("p@d\($0).example") }
        let good = try (1...30).map { try scene.entered("g@e\($0).example", "ascend") }
        try scene.claim()
        try refuse(scene, bad[0].delivery)
        for one in good { try scene.settle(one.delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250)) }
        for one in bad[1...] { try refuse(scene, one.delivery) }
        let found = try scene.store.findMistakes(after: bad.map(\.delivery), now: scene.now)
        #expect(found.map(\.scope) == [.campaign(scene.campaign())] && found.first?.step == scene.step("one"))
        #expect(try undo(scene, .mistakes).queued == 3)
    }

    /// Refuses one after another, and says after how many something was found.
    private func refuseAll(
        _ scene: Scene, _ people: [(enrollment: EnrollmentID, delivery: DeliveryID, contact: ContactID)],
        _ weight: Settlement.Refusal.Weight, words: (Int) -> String
    ) throws -> [Int: [Mistake]] {
        var found: [Int: [Mistake]] = [:]
        for (index, one) in people.enumerated() {
            try refuse(scene, one.delivery, weight, words: words(index))
            found[index + 1] = try scene.store.findMistakes(after: [one.delivery], now: scene.now)
        }
        return found.filter { !$0.value.isEmpty }
    }

    @Test(
        "Plain evidence is no mistake; a list with too much of it is found at the tenth, and what was under way waits",
        arguments: StoreUnderTest.all, [false, true])
    func bounces(kind: StoreUnderTest, inSameWords: Bool) throws {
        let scene = try Scene(kind)
        let people = try (1...13).map { try scene.entered("p@d\($0).example") }
        try scene.claim()
        let words = { (index: Int) in inSameWords ? "unknown" : "unknown at \(index)" }
        var found = try refuseAll(scene, Array(people[..<9]), .plain, words: words)
        #expect(found.isEmpty)
        // Where others go out, the same words are a server's that many of the list have.
        try scene.settle(people[9].delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250))
        found = try refuseAll(scene, Array(people[10...]), .plain, words: words)
        #expect(found.keys.sorted() == [1])
        #expect(found[1]?.map(\.scope) == [.campaign(scene.campaign())])
        #expect(found[1]?.map(\.kind) == [.bounces(of: 11)])
        let undone = try undo(scene, .mistakes)
        #expect(undone.queued == 2 && undone.liftedSuppressions == 2)
        let totals = try scene.store.totals(now: scene.now)
        #expect(totals.byState[.bounced] == 10 && totals.suppressions == 10)
        #expect(try undo(scene, .mistakes) == Undone())
    }

    @Test("The same plain words for ten, and nothing accepted, is about the sender", arguments: StoreUnderTest.all)
    func contradiction(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (1...13).map { try scene.entered("p@d\($0).example") }
        try scene.claim()
        let found = try refuseAll(scene, Array(people[..<12]), .plain) { _ in "no such user" }
        #expect(found[10]?.map(\.scope) == [.relay] && found[10]?.map(\.kind) == [.refusal])
        #expect(found.values.flatMap(\.self).allSatisfy { $0.scope == .relay })
        let undone = try undo(scene, .mistakes)
        #expect(undone.queued == 12 && undone.liftedSuppressions == 12 && undone.enrollments == 12)
        let totals = try scene.store.totals(now: scene.now)
        #expect(totals.suppressions == 0 && totals.byState[.bounced] == nil && totals.activeEnrollments == 13)
        // One more after the pause, and nothing has gone out: the same again.
        scene.now = scene.now.adding(seconds: 900)
        try refuse(scene, people[12].delivery, .plain, words: "no such user")
        #expect(try scene.store.findMistakes(after: [people[12].delivery], now: scene.now).map(\.scope) == [.relay])
        #expect(try undo(scene, .mistakes).liftedSuppressions == 1)
    }

    @Test("Ten refusals in a row, in whatever words and two domains, are undone", arguments: StoreUnderTest.all)
    func anyWords(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (1...13).map { try scene.entered("p\($0)@d\($0 % 2).example") }
        try scene.claim()
        try refuse(scene, people[0].delivery, words: "before")
        scene.now = scene.now.adding(seconds: 1)
        try scene.settle(people[1].delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250))
        scene.now = scene.now.adding(seconds: 1)
        let found = try refuseAll(scene, Array(people[2...]), .unclear) { "reference \($0)" }
        #expect(found[10]?.map(\.scope) == [.relay] && found[10]?.map(\.kind) == [.refusals(of: 12)])
        #expect(found.keys.sorted() == [10, 11])
        // The one before something went out is its own.
        #expect(try undo(scene, .mistakes).queued == 11)
        #expect(try scene.rows(of: people[0].contact).map(\.state) == [.failed])
    }

    @Test("Refused in any words as the relay begins to take mail again: undone as well", arguments: StoreUnderTest.all)
    func anyWordsUnderWay(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let people = try (1...12).map { try scene.entered("p\($0)@d\($0 % 2).example") }
        try scene.claim()
        _ = try refuseAll(scene, Array(people[..<10]), .unclear) { "reference \($0)" }
        #expect(try undo(scene, .mistakes).queued == 10)
        scene.now = scene.now.adding(seconds: 60)
        try scene.settle(people[10].delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250))
        scene.now = scene.now.adding(seconds: 1)
        try refuse(scene, people[11].delivery, words: "another reference")
        #expect(try scene.store.findMistakes(after: [people[11].delivery], now: scene.now).map(\.scope) == [.relay])
        #expect(try undo(scene, .mistakes).queued == 1)
    }

    @Test(
        "Three odd domains among others stop nobody's mail; three that are half of it do", arguments: StoreUnderTest.all
    )
    func blocks(kind: StoreUnderTest) throws {
        for (good, isFound) in [(27, false), (0, true)] {
            let scene = try Scene(kind)
            let odd = try (1...3).map { try scene.entered("p@d\($0).example") }
            let others = try (0..<good).map { try scene.entered("g@e\($0).example") }
            try scene.claim()
            for (index, one) in odd.enumerated() {
                let settlement = Settlement(
                    delivery: one.delivery,
                    result: .retry(at: scene.now.adding(seconds: 900), countsAttempt: true, inDoubt: false),
                    reply: Self.later, advance: .stay,
                    refusal: Settlement.Refusal(words: "locked \(index)", weight: index == 0 ? .delay : .block))
                _ = try scene.store.settle([settlement], owner: scene.owner, now: scene.now)
                let found = try scene.store.findMistakes(after: [one.delivery], now: scene.now)
                #expect(found.map(\.scope) == (isFound && index == 2 ? [.relay] : []))
            }
            for one in others {
                try scene.settle(one.delivery, .sent(countsTowardsCap: true), reply: Reply(code: 250))
            }
            #expect(try undo(scene, .mistakes) == Undone())
        }
    }
}
