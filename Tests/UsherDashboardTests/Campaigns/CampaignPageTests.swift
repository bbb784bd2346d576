import Foundation
import Testing

@testable import UsherCore
@testable import UsherDashboard

@Suite("A campaign's page")
struct CampaignPageTests {
    /// Different numbers everywhere, so that none stands in another's place unseen.
    static func step(_ name: String, _ factor: Int, unsubscribed: Int? = nil, hasGoal: Bool = true)
        -> CampaignTable.StepLine
    {
        let (sent, over) = (1000 * factor, 800 * factor)
        return CampaignTable.StepLine(
            name: name, isGone: false, waiting: 11 * factor, sent: sent, clicked: Share(301 * factor, of: sent),
            unsubscribed: Share(unsubscribed ?? 2 * factor, of: sent), bounced: Share(7 * factor, of: sent + factor),
            complained: Share(0, of: sent), reached: hasGoal ? Share(97 * factor, of: over) : nil,
            reachedBeforeNext: hasGoal ? Share(83 * factor, of: over) : nil, isWeakest: false)
    }

    static func table(_ steps: [CampaignTable.StepLine], holdout: CampaignTable.HoldoutLine? = nil) -> CampaignTable {
        var table = CampaignTable(
            campaign: "welcome", moves: "subscribe -> convert", from: "2026-09-01", to: "2026-11-29", goal: "purchased",
            goalTimeMilliseconds: 30 * 86_400_000, steps: steps, verdict: nil, holdout: holdout)
        table.judge()
        return table
    }

    private func html(_ table: CampaignTable, _ language: DashboardLanguage) throws -> String {
        try Shown.html(.campaign, CampaignPage(table: table, language: language).values, language)
    }

    private func words(_ share: Share, _ numbers: Numbers) -> String {
        let of = numbers.language == .german ? "von" : "of"
        return
            "\(numbers.count(share.count)) \(numbers.rate(share)) \(of) \(numbers.count(share.of)) (\(numbers.range(share)))"
    }

    @Test("Has every number of the table, with its part and its interval", arguments: DashboardLanguage.allCases)
    func numbers(language: DashboardLanguage) throws {
        let table = Self.table([Self.step("one", 1), Self.step("two", 3)])
        let numbers = Numbers(language: language)
        let html = try html(table, language)
        let rows = try Shown.rows("emails-table", in: html)
        #expect(rows.count == 2)
        for (number, (row, step)) in zip(1..., zip(rows, table.steps)) {
            #expect(row[0] == "\(number). \(step.name)")
            #expect(row[1...2] == [numbers.count(step.waiting), numbers.count(step.sent)])
            let shares = [
                step.clicked, step.unsubscribed, step.bounced, step.complained, step.reached, step.reachedBeforeNext,
            ].compactMap(\.self)
            #expect(Array(row[3...]) == shares.map { words($0, numbers) })
        }
        #expect(html.contains(Texts(language)["no_opens_text"].prefix(40)))
        #expect(!html.contains("id=\"holdout\""))
        #expect(language == .german ? html.contains("30,1 %") : html.contains("30.1 %"))
    }

    @Test(
        "Marks the weakest e-mail, and says why; with too few people it says that",
        arguments: DashboardLanguage.allCases)
    func weakest(language: DashboardLanguage) throws {
        let texts = Texts(language)
        let table = Self.table([Self.step("one", 1), Self.step("two", 2, unsubscribed: 90)])
        let html = try html(table, language)
        let rows = try Shown.rows("emails-table", in: html)
        #expect(rows[1][0] == "2. two \(texts["the_weakest"])" && rows[0][0] == "1. one")
        #expect(html.contains("two \(texts["weakest_is"]): \(texts["weakest_unsubscribed"]) 90 "))
        for (steps, key) in [
            ([Self.step("one", 1), Self.step("two", 1)], "weakest_none"),
            ([Self.step("one", 0), Self.step("two", 0)], "weakest_too_few"),
        ] {
            #expect(try self.html(Self.table(steps), language).contains(texts[key]))
        }
    }

    @Test("Those who got nothing stand beside those who got the e-mails", arguments: DashboardLanguage.allCases)
    func heldOut(language: DashboardLanguage) throws {
        let (texts, numbers) = (Texts(language), Numbers(language: language))
        for (reached, anyway, key) in [
            (Share(450, of: 900), Share(10, of: 100), "holdout_clear"),
            (Share(5, of: 9), Share(4, of: 8), "holdout_chance"),
            (Share(0, of: 0), Share(0, of: 0), "holdout_too_few"),
        ] {
            let line = CampaignTable.HoldoutLine(
                reached: reached, heldOutReached: anyway, difference: ShareDifference(reached, over: anyway))
            let html = try html(Self.table([Self.step("one", 1)], holdout: line), language)
            let rows = try Shown.rows("holdout-table", in: html)
            #expect(rows.map { $0[1] } == [numbers.count(reached.of), numbers.count(anyway.of)])
            if reached.of > 0 { #expect(rows.map { $0[2] } == [words(reached, numbers), words(anyway, numbers)]) }
            #expect(html.contains(texts[key]))
        }
    }

    @Test("Without a goal, none is spoken of; without e-mails, it says so", arguments: DashboardLanguage.allCases)
    func without(language: DashboardLanguage) throws {
        var table = Self.table([Self.step("<b>one", 1, hasGoal: false)])
        (table.goal, table.goalTimeMilliseconds, table.moves) = (nil, nil, nil)
        let html = try html(table, language)
        #expect(try Shown.rows("emails-table", in: html)[0].count == 7)
        #expect(html.contains("&lt;b&gt;one") && !html.contains("<b>one"))
        #expect(try self.html(Self.table([]), language).contains(Texts(language)["emails_none"]))
    }

    @Test("Is led to from the journey and the list, shows any period, and is none for a campaign that never was")
    func routes() async throws {
        let browser = try Browser()
        try await browser.enter()
        let page = try await browser.get("/campaign?name=welcome&from=2026-10-01&to=2026-10-31")
        #expect(page.status == 200 && page.text.contains("1 October 2026 to 31 October 2026"))
        let usual = try await browser.get("/campaign?name=welcome").text
        let (first, last) = (try Self.day(-89), try Self.day(0))
        #expect(usual.contains("name=\"from\" value=\"\(first)\"") && usual.contains("value=\"\(last)\""))
        #expect(try await browser.get("/campaign?name=welcome&days=0").text.contains("role=\"alert\""))
        for path in ["/campaign", "/campaign?name=", "/campaign?name=other", "/campaign?name=%3Cb%3E"] {
            #expect(try await browser.get(path).status == 404, "\(path)")
        }
        #expect(try await browser.get("/campaigns?days=28").status == 200)
    }

    private static func day(_ days: Int) throws -> String {
        ZoneClock.utc.wall(at: Browser.start).day.adding(days: days).date.description
    }

    @Test("All campaigns stand in the order of the journey, each with a link")
    func list() throws {
        var report = Browser.report(try ReportPeriodOf.october)
        func line(_ name: String, _ moves: String?) -> JourneyReport.CampaignLine {
            JourneyReport.CampaignLine(
                name: name, moves: moves, source: .email, visits: 1, scannerVisits: 0, entered: 21, moved: 13,
                heldOut: 0,
                heldOutMoved: 0,
                steps: [.init(name: "x", sent: 1234, clicked: 0, scanned: 0, bounced: 0, cameBack: 0, complained: 0)],
                money: [])
        }
        report.campaigns = [
            line("a", "advocate -> promote"), line("campaign 7", nil), line("c", "subscribe -> convert"),
            line("b", "-> aware"),
        ]
        let html = try Shown.html(.campaigns, CampaignsPage(report: report, language: .german).values, .german)
        let rows = try Shown.rows("campaigns-table", in: html)
        #expect(rows.map { $0[0] } == ["b", "c", "a", "campaign 7"])
        #expect(Array(rows[1][2...]) == ["21", "13", "1.234"])
        #expect(html.contains("campaign?name=campaign%207\""))
    }
}
