import Foundation
import Testing
import UsherReports

@testable import UsherCore
@testable import UsherDashboard

@Suite("The forecast's page")
struct ForecastPageTests {
    static func ahead(_ days: Int, _ range: PredictedRange?, _ known: Int? = nil) -> Forecast.Ahead {
        Forecast.Ahead(
            days: days, people: Forecast.Part(range: range, daysToKnow: known),
            money: [
                Forecast.MoneyPart(
                    currency: "EUR",
                    range: range.map { PredictedRange(low: $0.low * 10, middle: $0.middle * 10, high: $0.high * 10) },
                    daysToKnow: known)
            ])
    }

    /// Thirty days from Monday, 30 November 2026.
    static var forecast: Forecast {
        var forecast = Forecast(
            until: "2026-11-29", history: JourneyHistory(), rates: JourneyRates(JourneyHistory()) { _ in nil },
            plan: Browser.plan, mail: [], paused: 3, plays: 2)
        forecast.daysKnown = 200
        let first = CivilDay(CalendarDate("2026-11-30") ?? CalendarDate(year: 2026, month: 11, day: 30))
        forecast.mail = (0..<30).map { number in
            UpcomingMail.Day(
                day: first.adding(days: number).date.description, waiting: 1000 + number, following: number,
                most: number == 7 ? 1014 : nil, putOff: number == 7 ? 5 : 0)
        }
        forecast.stages = Stage.allCases.map { stage in
            Forecast.StageLine(
                stage: stage, label: "<\(stage.rawValue)>", people: 2000 + stage.index,
                ahead: [
                    ahead(30, PredictedRange(low: 2100, middle: 2200, high: 2300)),
                    ahead(90, nil, stage == .aware ? nil : 41),
                ])
        }
        return forecast
    }

    static var ground: ForecastGround {
        ForecastGround(
            at: Browser.start, until: CivilDay(CalendarDate(year: 2026, month: 11, day: 29)), plan: Browser.plan,
            history: JourneyHistory(), rates: JourneyRates(JourneyHistory()) { _ in nil }, mail: [], paused: 0)
    }

    private func html(
        _ forecast: Forecast, _ language: DashboardLanguage, query: [String: String] = [:], trouble: String? = nil
    ) throws -> String {
        let page = ForecastPage(
            forecast: forecast, query: ForecastQuery(query), emails: ["welcome.first", "welcome.second"],
            trouble: trouble,
            language: language)
        return try Shown.html(.forecast, page.values, language)
    }

    @Test("Says for each day by its name how many e-mails will go", arguments: DashboardLanguage.allCases)
    func mail(language: DashboardLanguage) throws {
        let (forecast, numbers) = (Self.forecast, Numbers(language: language))
        let html = try html(forecast, language)
        let rows = try Shown.rows("mail-table", in: html)
        #expect(rows.count == 30)
        let monday = language == .german ? "Montag 7. Dezember 2026" : "Monday 7 December 2026"
        #expect(rows[7][0] == monday)
        for (row, day) in zip(rows, forecast.mail) {
            #expect(row[1].prefix { $0 != " " } == numbers.count(day.total)[...], "\(row)")
        }
        #expect(rows[7][1].contains("7; ") && rows[7][1].contains(numbers.count(1014)))
        #expect(html.contains(numbers.count(forecast.mail.reduce(0) { $0 + $1.total })))
        #expect(html.components(separatedBy: "<rect class=\"weekend\"").count == 9)
        let counts = html.matches(of: /<text class="count"[^>]*>([^<]+)</).map { String($0.output.1) }
        #expect(counts == forecast.mail.map { numbers.count($0.total) })
        #expect(html.contains(language == .german ? "3 weitere" : "3 more"))
    }

    @Test(
        "Has people and money of each stage as ranges, and too few people in words",
        arguments: DashboardLanguage.allCases)
    func stages(language: DashboardLanguage) throws {
        let html = try html(Self.forecast, language)
        let rows = try Shown.rows("ahead-table", in: html)
        let isGerman = language == .german
        #expect(rows.count == 8 && rows[0][0] == "&lt;aware&gt;" && rows[3][1] == (isGerman ? "2.003" : "2,003"))
        #expect(
            rows[1][2]
                == (isGerman
                    ? "2.100 bis 2.300 (2.200) 21.000 bis 23.000 (22.000) EUR"
                    : "2,100 to 2,300 (2,200) 21,000 to 23,000 (22,000) EUR"))
        #expect(
            rows[1][3].contains(
                isGerman ? "zu wenige Personen; bekannt in 41 Tagen" : "too few people; known in 41 days"))
        #expect(rows[0][3].contains(isGerman ? "niemand weiß" : "nobody can tell"))
        var young = Self.forecast
        young.daysKnown = 0
        #expect(try self.html(young, language).contains(Texts(language)["ahead_none"]))
    }

    @Test("What if an e-mail moved more people stands beside it", arguments: DashboardLanguage.allCases)
    func whatIf(language: DashboardLanguage) throws {
        var forecast = Self.forecast
        forecast.whatIf = Forecast.WhatIf(condition: "x", byIt: 12, of: 40, stages: forecast.stages)
        let html = try html(forecast, language, query: ["email": "welcome.second", "percent": "-20"])
        #expect(try Shown.rows("what-if-table", in: html) == (try Shown.rows("ahead-table", in: html)))
        #expect(html.contains(language == .german ? "20 % weniger Personen" : "20 % fewer people"))
        #expect(html.firstMatch(of: /<option selected[^>]*>welcome.second</) != nil)
        let wrong = try self.html(Self.forecast, language, query: ["email": "<b>"], trouble: "there is no <b>")
        #expect(wrong.contains("there is no &lt;b&gt;") && !wrong.contains("what-if-table"))
    }

    @Test(
        "An address asks as the command does",
        arguments: [
            ([:], nil), (["email": ""], nil), (["email": "", "percent": "x"], nil),
            (["email": "a.b", "percent": "20"], 1.2), (["email": "a.b", "percent": "+20"], 1.2),
            (["email": "a.b", "percent": "-20"], 0.8), (["email": "a.b", "percent": "x"], -1), (["email": "a.b"], -1),
            (["email": "a", "percent": "20"], -1), (["email": "a.b", "percent": "1000"], -1),
            (["email": "a.b", "percent": "-101"], -1),
        ] as [([String: String], Double?)])
    func asked(query: [String: String], factor: Double?) throws {
        if factor == -1 {
            #expect(throws: Misreading.self) { try ForecastQuery(query).condition }
        } else {
            #expect(try ForecastQuery(query).condition?.factor == factor)
        }
    }

    @Test("The page asks once for the same, and says in the command's words what cannot be asked")
    func routes() async throws {
        let browser = try Browser()
        try await browser.enter()
        for _ in 1...2 {
            let page = try await browser.get("/forecast")
            #expect(page.status == 200 && page.text.contains("As of ") && page.text.contains("At the end of 29 Nov"))
        }
        #expect(browser.forecasts.value == 1)
        let wrong = try await browser.get("/forecast?email=welcome&percent=20")
        #expect(wrong.status == 200 && wrong.text.contains("--if takes an e-mail"))
        #expect(try await browser.get("/forecast?email=welcome.one&percent=20").status == 200)
        #expect(browser.forecasts.value == 1, "the same ground")
    }
}
