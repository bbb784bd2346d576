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

    /// Friday 2026-11-27 at that time in Berlin; the window is open on weekdays from nine to six.
    private func office(_ time: String = "00:00") throws -> (shop: Shop, now: Timestamp) {
        var shop = try Shop()
        shop.campaigns[Shop.welcome]?.steps.removeLast()
        shop.campaigns[Shop.welcome]?.steps[0].wait = Wait(days: 1)
        shop.window = SendWindow(
            weekdays: [1, 2, 3, 4, 5], from: try TimeOfDay(parsing: "09:00"), to: try TimeOfDay(parsing: "18:00"))
        let clock = shop.plan.settings.clock
        let friday = clock.wall(at: Shop.now).day.adding(days: 4)
        return (shop, clock.moment(of: WallTime(day: friday, time: try TimeOfDay(parsing: time))))
    }

    private func due(_ count: Int64, _ moment: Timestamp, at domain: String = "example.org") throws -> [Candidate] {
        try (1...count).map { number in
            var one = try candidate(number)
            one.due = moment
            one.contact.address = try EmailAddress("person\(number)@\(domain)")
            return one
        }
    }

    @Test("What is put off on a Friday goes on Monday where the window is shut on the days between")
    func weekend() throws {
        let (shop, friday) = try office()
        let plan = WarmUp(firstDay: 50, doublesEvery: 1_000)
        let day = WarmUpDay(number: 1, most: 50, gone: 0, begins: friday, ends: friday)
        let standing = WarmUpStanding(plan: plan, start: nil, day: day, waiting: 0)
        var mail = UpcomingMail(plan: shop.plan, now: friday, days: 5, goOn: [:])
        for candidate in try due(120, friday) { mail.add(candidate) }
        let lines = mail.lines(warmUp: standing)
        #expect(lines.map(\.waiting) == [50, 0, 0, 50, 20], "\(lines)")
        #expect(lines.map(\.putOff) == [70, 0, 0, 20, 0], "\(lines)")
        // What may go at any time goes on Saturday.
        var anyTime = shop
        anyTime.campaigns[Shop.welcome]?.steps[0].anyTime = true
        mail = UpcomingMail(plan: anyTime.plan, now: friday, days: 5, goOn: [:])
        for candidate in try due(120, friday) { mail.add(candidate) }
        #expect(mail.lines(warmUp: standing).map(\.waiting) == [50, 50, 20, 0, 0])
    }

    @Test("Today counts from now on: after the window's end nothing goes, and before it what its rest lets go")
    func today() throws {
        for (time, most, waiting) in [
            ("18:30", nil, [0, 0, 0, 12]), ("17:59", 6, [6, 0, 0, 6]), ("08:00", 3240, [12, 0, 0, 0]),
        ] {
            var (shop, now) = try office(time)
            shop.limits = LimitSettings(perSecond: 0.1)
            var mail = UpcomingMail(plan: shop.plan, now: now, days: 4, goOn: [:])
            for candidate in try due(12, now) { mail.add(candidate) }
            let lines = mail.lines(warmUp: nil)
            #expect(lines.map(\.waiting) == waiting, "\(time): \(lines)")
            if let most { #expect(lines[0].most == most, "\(time)") }
            #expect(lines[3].most == 3240, "nine hours")
        }
    }

    @Test("A domain's limit holds back its people and no others")
    func domains() throws {
        var (shop, now) = try office()
        // 324 in nine hours.
        shop.limits = LimitSettings(domains: ["slow.example": 0.01])
        var mail = UpcomingMail(plan: shop.plan, now: now, days: 5, goOn: [:])
        for candidate in try due(600, now, at: "slow.example") + due(400, now) { mail.add(candidate) }
        let lines = mail.lines(warmUp: nil)
        #expect(lines.map(\.waiting) == [724, 0, 0, 276, 0] && lines.map(\.putOff) == [276, 0, 0, 0, 0], "\(lines)")
        #expect(lines.allSatisfy { $0.most == nil })
        shop.limits = LimitSettings(perDomainPerSecond: 0.01)
        mail = UpcomingMail(plan: shop.plan, now: now, days: 5, goOn: [:])
        for candidate in try due(600, now, at: "slow.example") + due(400, now) { mail.add(candidate) }
        #expect(mail.lines(warmUp: nil).map(\.waiting) == [648, 0, 0, 352, 0])
    }

    @Test("However many domains there are, those of many people are found")
    func manyDomains() {
        var domains = RecipientDomains()
        for number in 0..<20_000 {
            domains.count("d\(number).example")
            if number.isMultiple(of: 2) { domains.count("large.example") }
        }
        let groups = domains.shares(LimitSettings(perDomainPerSecond: 0.01), seconds: 86_400)
        #expect(groups.count == 1 && groups[0].perSecond == 0.01 && abs(groups[0].share - 1.0 / 3) < 0.01, "\(groups)")
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
