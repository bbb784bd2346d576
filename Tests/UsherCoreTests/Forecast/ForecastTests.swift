import TestSupport
import Testing

@testable import UsherCore

@Suite("The forecast")
struct ForecastTests {
    /// So many days, on each of which two people came to `subscribe`, and one went on to `convert` after three days.
    private func history(_ days: Int, standing: Int = 0) -> JourneyHistory {
        var history = JourneyHistory()
        history.days = days
        for day in 0..<days {
            history.arrivals.append(.init(day: day, from: nil, to: .subscribe, count: 2))
            guard day >= 3 else { continue }
            history.arrivals.append(.init(day: day, from: .subscribe, to: .convert, count: 1))
            history.departures.append(.init(day: day, stage: .subscribe, stayMilliseconds: 3 * Shop.day, count: 1))
            history.takings.append(
                .init(day: day, campaign: Shop.welcome, money: Money(minorUnits: 4900, currency: "EUR")))
        }
        history.standing = [.subscribe: days + 3, .convert: max(0, days - 3)]
        return history
    }

    private func forecast(
        _ history: JourneyHistory, condition: (words: String, change: JourneyRates.Change)? = nil
    ) throws -> Forecast {
        let plan = try Shop().plan
        return Forecast(
            until: "2026-11-29", history: history, rates: JourneyRates(history) { plan.campaigns[$0]?.moves.to },
            plan: plan, mail: [], paused: 0, condition: condition, plays: 200)
    }

    @Test("Of an even past: as many more as came, and what they brought")
    func even() throws {
        let forecast = try forecast(history(200))
        let convert = try #require(forecast.stages.first { $0.stage == .convert })
        #expect(convert.people == 197)
        let month = try #require(convert.ahead.first { $0.days == 30 }?.people.range)
        #expect(month.low <= 227 && month.high >= 227 && month.high - month.low < 30, "\(month)")
        let money = try #require(convert.ahead.first?.money.first)
        let range = try #require(money.range)
        #expect(money.currency == "EUR" && range.low <= 1470 && range.high >= 1470, "\(range)")
        #expect(forecast.stages.map(\.stage) == Stage.allCases)
    }

    @Test("With too few people it says so, and how long it would take")
    func few() throws {
        var history = JourneyHistory()
        history.days = 20
        history.arrivals = [
            .init(day: 1, from: nil, to: .engage, count: 1), .init(day: 9, from: nil, to: .engage, count: 1),
        ]
        history.standing = [.engage: 2]
        let forecast = try forecast(history)
        let engage = try #require(forecast.stages.first { $0.stage == .engage }?.ahead.last?.people)
        #expect(engage.range == nil && (engage.daysToKnow ?? 0) > 20, "\(engage)")
        #expect(forecast.lines().contains { $0.contains("too few or uneven; known in") })
        let nothing = try self.forecast(JourneyHistory())
        #expect(nothing.lines().contains { $0.contains("Nobody has moved yet") })
    }

    @Test("What an import states is no sign of who will come")
    func stated() throws {
        var told = history(200)
        told.arrivals.append(.init(day: 100, from: nil, to: .subscribe, count: 5000, isStated: true))
        told.standing[.subscribe, default: 0] += 5000
        let rates = JourneyRates(told) { _ in nil }
        #expect(rates.stages[Stage.subscribe.index].weeks == Array(repeating: 14, count: 28))
        #expect(rates.cohorts[Stage.subscribe.index].reduce(0) { $0 + $1.count } == told.standing[.subscribe])
    }

    private func convert(_ history: JourneyHistory, days: Int = 30) throws -> Forecast.Ahead {
        let lines = try forecast(history).stages
        return try #require(lines.first { $0.stage == .convert }?.ahead.first { $0.days == days })
    }

    @Test("An event of long ago makes nobody's past longer")
    func oldEvent() throws {
        var old = JourneyHistory()
        old.days = 730
        old.arrivals = [.init(day: 0, from: nil, to: .convert, count: 1)]
        old.arrivals += (670..<730).map { .init(day: $0, from: nil, to: .convert, count: 10) }
        old.standing = [.convert: 601]
        let range = try #require(try convert(old).people.range)
        #expect(range.low > 850 && range.high < 950 && range.holds(901), "\(range)")
        // Sixty days are no ninety, however long ago the one event was.
        #expect(try convert(old, days: 90).people.range == nil)
        #expect(try forecast(old).daysKnown < 70)
    }

    @Test(
        "After a burst it says nothing, until what was calm is three times as long as what is ahead",
        arguments: [60, 61, 63])
    func burst(days: Int) throws {
        var once = JourneyHistory()
        once.days = days
        once.arrivals = [.init(day: 0, from: nil, to: .subscribe, count: 1000)]
        once.standing = [.subscribe: 1000]
        let lines = try forecast(once).stages
        for stage in [Stage.subscribe, .convert] {
            let line = try #require(lines.first { $0.stage == stage }?.ahead.first?.people)
            #expect(line.range == nil, "\(stage): \(line)")
        }
        #expect(
            lines.first { $0.stage == .subscribe }?.ahead.first?.people.daysToKnow.map { (25...45).contains($0) }
                == true)
        // Who comes evenly all the while is not taken for more after it.
        var amid = history(200)
        amid.arrivals.append(.init(day: 50, from: nil, to: .subscribe, count: 1000))
        amid.standing[.subscribe, default: 0] += 1000
        let rates = JourneyRates(amid) { _ in nil }
        #expect(Set(rates.stages[Stage.subscribe.index].weeks) == [14])
        let subscribe = try #require(
            try forecast(amid).stages.first { $0.stage == .subscribe }?.ahead.first?.people.range)
        #expect(subscribe.holds(1233) && subscribe.high - subscribe.low < 80, "\(subscribe)")
    }

    @Test("Customers who were imported make no order smaller")
    func money() throws {
        var imported = history(200)
        imported.arrivals.append(.init(day: 0, from: nil, to: .convert, count: 2000, isStated: true))
        imported.arrivals.append(.init(day: 150, from: nil, to: .convert, count: 20, isStated: true))
        imported.standing[.convert, default: 0] += 2020
        let range = try #require(try convert(imported).money.first?.range)
        #expect(range.low <= 1470 && range.high >= 1470 && range.low > 900, "\(range)")
    }

    @Test("What if: a move that an e-mail makes is made more often, as far as it makes it")
    func whatIf() throws {
        let past = history(200)
        let change = JourneyRates.Change(from: .subscribe, to: .convert, factor: 1.5, byIt: 150, of: 197)
        let forecast = try forecast(past, condition: ("welcome/first moved 50 % more", change))
        func middle(_ lines: [Forecast.StageLine]) throws -> Double {
            try #require(lines.first { $0.stage == .convert }?.ahead.last?.people.range?.middle)
        }
        let changed = try #require(forecast.whatIf)
        #expect(try middle(changed.stages) > middle(forecast.stages) + 15)
        #expect(forecast.lines().contains { $0.hasPrefix("If welcome/first moved 50 % more") })
    }

    @Test("A condition names an e-mail and by how much")
    func condition() throws {
        let condition = try ForecastCondition(parsing: "welcome.sewn-booklet=+20%")
        #expect(condition.campaign == "welcome" && condition.step == "sewn-booklet" && condition.factor == 1.2)
        #expect(try ForecastCondition(parsing: "a.b=-100%").factor == 0)
        for text in [
            "", "welcome", "welcome.x", "welcome.x=20%", "welcome.x=+20", "welcome.x=-101%", ".x=+1%", "a.=+1%",
            "a.b=+1000%", "a.b=+%",
        ] {
            #expect(throws: Misreading.self, "\(text)") { try ForecastCondition(parsing: text) }
        }
    }

    @Test("A range of whole numbers holds about four fifths; of none there is none")
    func range() throws {
        let range = try #require(PredictedRange(whole: Array(0..<100)))
        #expect(range == PredictedRange(low: 10, middle: 50, high: 89) || range.high - range.low == 79, "\(range)")
        #expect(PredictedRange(whole: []) == nil && PredictedRange([]) == nil)
        let one = try #require(PredictedRange(whole: [3, 3, 3]))
        #expect(one.low == 3 && one.high == 3 && one.holds(3) && !one.holds(4))
    }
}
