import TestHomes
import TestSupport
import Testing
import UsherCore
import UsherDaemon

@testable import UsherReports

@Suite("The report as one file")
struct ReportPageTests {
    private func page(_ shop: String = "Paper Boat") throws -> (page: ReportPage, table: CampaignTable) {
        let (_, home) = try OpenHome.shipped()
        let id = try #require(home.plan.campaignID(named: "welcome"))
        let step = try #require(home.plan.stepID(id, 0))
        var counts = JourneyCounts(
            standing: [.subscribe: 12],
            arrows: [
                .init(from: nil, to: .subscribe, campaign: nil, kind: .accidental): 12
            ])
        counts.campaigns[id, default: .init()].sent = [step: 12]
        var results = CampaignResults()
        results.steps[step, default: .init()].sent = 12
        results.steps[step, default: .init()].clicked = 5
        let table = CampaignTable(results, of: id, plan: home.plan, from: "2026-11-01", to: "2026-11-30")
        let report = JourneyReport(counts, plan: home.plan, from: "2026-11-01", to: "2026-11-30")
        return (ReportPage(report, tables: [table], shop: shop, mode: "mode: live"), table)
    }

    @Test("Has the numbers of the report and of the table")
    func numbers() throws {
        let (page, table) = try page()
        let html = page.html
        #expect(html.contains("<h1>Paper Boat, 2026-11-01 to 2026-11-30</h1>"))
        #expect(html.contains("welcome: e-mails sent 2026-11-01 to 2026-11-30"))
        let clicked = try #require(table.steps.first?.clicked)
        #expect(clicked.count == 5 && clicked.of == 12)
        #expect(
            html.contains("5<br><span class=\"small\">\(clicked.rateText) (\(try #require(clicked.rangeText)))</span>"))
        for step in table.steps { #expect(html.contains(step.name)) }
        for open in ["table", "tr", "td", "th", "div", "p", "main", "body", "html"] {
            let pairs = (
                html.matches(of: try Regex("<\(open)[ >]")).count, html.matches(of: try Regex("</\(open)>")).count
            )
            #expect(pairs.0 == pairs.1 && pairs.0 > 0, "\(open)")
        }
    }

    @Test("Fetches nothing, runs nothing, and no name becomes markup")
    func closed() throws {
        let html = try page(#"<script src="https://evil.example">"# + "'&").page.html
        for word in ["http:", "https:", "src=", "href=", "url(", "@import", "<script", "<img", "<link", "<iframe"] {
            let allowed = html.replacing("&lt;script src=&quot;https://evil.example&quot;&gt;", with: "")
            #expect(!allowed.contains(word), "\(word)")
        }
        #expect(html.contains("&lt;script src=&quot;https://evil.example&quot;&gt;&#39;&amp;, 2026"))
    }
}
