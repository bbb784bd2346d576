import Testing

@testable import UsherCore

@Suite("E-mails to come, from what waits")
struct UpcomingMailTests {
    private func candidate(_ number: Int64 = 1, due: Int64 = 0, step: Int64 = 30) throws -> Candidate {
        Candidate(
            delivery: DeliveryID(number),
            subject: .step(StepID(step), Shop.enrollment(Shop.welcome), anchor: Shop.now),
            kind: .marketing, due: Shop.now.adding(milliseconds: due * Shop.day), contact: try Shop.person(number),
            standing: Standing(marketing: .confirmed))
    }

    private func mail(
        _ shop: Shop, days: Int = 7, goOn: [StepID: UpcomingMail.GoingOn] = [:], pauses: [Pause] = [],
        _ candidates: [Candidate]
    ) -> UpcomingMail {
        var mail = UpcomingMail(plan: shop.plan, now: Shop.now, days: days, goOn: goOn, pauses: pauses)
        for candidate in candidates { mail.add(candidate) }
        return mail
    }

    @Test("Each goes on the day on which it is due, and the next step when its wait is over")
    func days() throws {
        let shop = try Shop()
        let lines = mail(shop, [try candidate(1), try candidate(2, due: 1), try candidate(3, due: -9)]).lines(
            warmUp: nil)
        #expect(lines.map(\.day).first == "2026-11-23" && lines.count == 7)
        #expect(lines.map(\.waiting) == [2, 1, 0, 0, 0, 0, 0])
        #expect(lines.map(\.following) == [0, 0, 0, 2, 1, 0, 0], "three days at noon")
        let half = mail(shop, goOn: [StepID(30): .init(reached: 0.5)], try (1...10).map { try candidate($0) }).lines(
            warmUp: nil)
        #expect(half.map(\.following) == [0, 0, 0, 5, 0, 0, 0])
    }

    @Test("A warm-up puts off what is too much for a day, and the days after it are fuller")
    func warmUp() throws {
        let plan = WarmUp(firstDay: 4, doublesEvery: 1)
        let day = WarmUpDay(number: 1, most: 4, gone: 1, begins: Shop.now, ends: Shop.now)
        let standing = WarmUpStanding(plan: plan, start: nil, day: day, waiting: 0)
        var shop = try Shop()
        shop.campaigns[Shop.welcome]?.steps.removeLast()
        let lines = mail(shop, days: 3, try (1...10).map { try candidate($0) }).lines(warmUp: standing)
        #expect(
            lines.map(\.waiting) == [3, 7, 0] && lines.map(\.putOff) == [7, 0, 0] && lines.map(\.most) == [3, 8, 16])
    }

    @Test("Who comes to a step and is passed over by its condition gets no e-mail of it")
    func passedOver() throws {
        let shop = try Shop()
        let lines = mail(
            shop, goOn: [StepID(30): .init(reached: 1, mailed: 0.2)], try (1...10).map { try candidate($0) }
        ).lines(warmUp: nil)
        #expect(lines.map(\.waiting) == [10, 0, 0, 0, 0, 0, 0] && lines.map(\.following) == [0, 0, 0, 2, 0, 0, 0])
    }

    @Test("What is put off puts off what follows it, and what was due first goes first")
    func carried() throws {
        let plan = WarmUp(firstDay: 4, doublesEvery: 100)
        let day = WarmUpDay(number: 1, most: 4, gone: 0, begins: Shop.now, ends: Shop.now)
        let standing = WarmUpStanding(plan: plan, start: nil, day: day, waiting: 0)
        let lines = mail(try Shop(), days: 9, try (1...10).map { try candidate($0) }).lines(warmUp: standing)
        let most = lines.map { $0.most ?? 0 }
        #expect(zip(lines, most).allSatisfy { $0.total <= $1 }, "\(lines)")
        #expect(lines.map(\.waiting).prefix(3) == [4, 4, 2] && lines[0].putOff == 6, "\(lines)")
        // Three days after each.
        #expect(lines.map(\.following) == [0, 0, 0, 4, 4, 2, 0, 0, 0], "\(lines)")
    }

    @Test("What a no forbids does not go, and neither does what would follow it")
    func withheld() throws {
        let shop = try Shop()
        var (no, silent) = (try candidate(1), try candidate(2))
        no.standing.marketing = .unsubscribed
        silent.standing.marketing = nil
        let lines = mail(shop, [no, silent, try candidate(3)]).lines(warmUp: nil)
        #expect(lines.map(\.waiting) == [1, 0, 0, 0, 0, 0, 0] && lines.map(\.following) == [0, 0, 0, 1, 0, 0, 0])
    }

    @Test("What waits under a pause that only somebody ends is told apart")
    func paused() throws {
        let shop = try Shop()
        let pause = Pause(scope: .campaign(Shop.welcome), reason: .byHand(words: nil), since: Shop.now)
        let held = mail(shop, pauses: [pause], [try candidate()])
        #expect(held.paused == 1 && held.lines(warmUp: nil).allSatisfy { $0.total == 0 })
        var passing = pause
        passing.until = Shop.now.adding(milliseconds: 1)
        #expect(mail(shop, pauses: [passing], [try candidate()]).paused == 0)
    }
}
