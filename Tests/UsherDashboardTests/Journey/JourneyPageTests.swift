import Foundation
import Logging
import Testing
import UsherCore
import UsherReports

@testable import UsherDashboard
@testable import UsherWeb

@Suite("The journey's page")
struct JourneyPageTests {
    private static let now = Timestamp(seconds: 1_795_431_600)
    private static let welcome = Campaign(
        name: "welcome", title: "Welcome", moves: Move(from: .subscribe, to: .convert),
        callToAction: CallToAction(text: "Look", url: "https://shop.example"))
    private static let plan = Plan(
        settings: Settings(sender: Mailbox(name: "Shop", address: "shop@example.org")), campaigns: [welcome],
        catalog: Catalog(campaigns: ["welcome": CampaignID(1)]))

    /// Different numbers everywhere, so that none stands in another's place unseen.
    private static func report(_ period: ReportPeriod, factor: Int = 1) -> JourneyReport {
        var counts = JourneyCounts()
        counts.standing = [nil: 11 * factor]
        for stage in Stage.allCases { counts.standing[stage] = (1203 + 17 * stage.index) * factor }
        counts.stoodLong = [.subscribe: 900]
        counts.medianStay = [.subscribe: 5 * 86_400_000, .aware: 3_600_000]
        counts.arrows = [
            .init(from: nil, to: .aware, campaign: nil, kind: .accidental): 301 * factor,
            .init(from: .aware, to: .engage, campaign: nil, kind: .accidental): 211 * factor,
            .init(from: .subscribe, to: .convert, campaign: CampaignID(1), kind: .intended): 87 * factor,
            .init(from: .subscribe, to: .convert, campaign: nil, kind: .accidental): 23 * factor,
            .init(from: .aware, to: .promote, campaign: nil, kind: .accidental): 5 * factor,
            .init(from: .promote, to: .aware, campaign: nil, kind: .stated): 3 * factor,
        ]
        var count = JourneyCounts.CampaignCount()
        (count.visits, count.entered, count.heldOut, count.heldOutMoved) = (1501, 421, 41, 7)
        count.money = ["EUR": 1_234_500 * Int64(factor), "USD": 100]
        counts.campaigns = [CampaignID(1): count]
        return JourneyReport(counts, plan: plan, from: period.from, to: period.to)
    }

    private func html(
        _ language: DashboardLanguage, before: JourneyReport? = nil, report: JourneyReport? = nil,
        hasBefore: Bool = true
    ) throws -> String {
        let period = try ReportPeriod(from: "2026-10-01", to: "2026-10-31", now: Self.now)
        let earlier = try #require(period.before)
        let page = JourneyPage(
            report: report ?? Self.report(period),
            comparison: hasBefore
                ? .init(now: report ?? Self.report(period), before: before ?? Self.report(earlier, factor: 2)) : nil,
            isOpen: false, language: language)
        let press = try DashboardPress(logger: Logger(label: "test"))
        let values = page.values.merging([
            "is_wrong": .flag(false), "room": .text("r"), "counted_at": .text("now"), "is_renewed": .flag(false),
            "files_trouble": .text(""),
        ]) { $1 }.merging(BareFrame.values) { first, _ in first }
        let answer = press.answer(.journey, language, values)
        #expect(answer.status == 200)
        guard case .octets(let octets, _) = answer.content else { return "" }
        return String(decoding: octets, as: UTF8.self)
    }

    /// The rows of a table, each as the texts of its cells.
    private func rows(_ id: String, in html: String) throws -> [[String]] {
        let table = try #require(html.components(separatedBy: "<table id=\"\(id)\">").dropFirst().first)
            .components(separatedBy: "</table>")[0]
        return table.components(separatedBy: "<tr>").dropFirst(2).map { row in
            row.matches(of: /<t[hd][^>]*>(.*?)<\/t[hd]>/).map { cell in
                String(cell.output.1).replacing(/<\/?a[^>]*>/, with: "").replacing(/<[^>]+>.*/, with: "")
                    .trimmingCharacters(in: .whitespaces)
            }
        }
    }

    private func number(_ text: String) -> Int? {
        Int(text.filter { $0.isNumber || $0 == "−" }.replacing("−", with: "-"))
    }

    @Test("Has every number of the report, and of the one before", arguments: DashboardLanguage.allCases)
    func numbers(language: DashboardLanguage) throws {
        let period = try ReportPeriod(from: "2026-10-01", to: "2026-10-31", now: Self.now)
        let (report, before) = (Self.report(period), Self.report(period, factor: 2))
        let html = try html(language)
        let stages = try rows("stages-table", in: html)
        #expect(stages.count == 8)
        for (row, (now, then)) in zip(stages, zip(report.stages, before.stages)) {
            #expect(row[0] == now.label)
            #expect(
                row[1...6].map { number(String($0.prefix { $0 != "(" })) } == [
                    now.people, then.people, now.came, then.came, now.left, then.left,
                ],
                "\(row)")
            let differences = [2, 4, 6].map { number(String(row[$0].drop { $0 != "(" })) }
            #expect(differences == [now.people - then.people, now.came - then.came, now.left - then.left], "\(row)")
            #expect(row[7].isEmpty == (now.medianStayMilliseconds == nil))
        }
        let moves = try rows("moves-table", in: html)
        #expect(moves.count == report.arrows.count)
        for (row, arrow) in zip(moves, report.arrows) {
            #expect(
                row[1...6].map(number)
                    == [arrow.intended, arrow.accidental, arrow.stated, arrow.count, 2 * arrow.count, -arrow.count])
        }
        let campaign = try #require(try rows("campaigns-table", in: html).first)
        let line = try #require(report.campaigns.first)
        #expect(campaign[0] == "welcome" && campaign[1].replacing("&gt;", with: ">") == line.moves)
        #expect(campaign[2...3].map(number) == [line.visits, line.entered])
        #expect(number(String(campaign[4].prefix { $0 != "(" })) == line.moved)
        #expect(number(campaign[5]) == line.heldOut)
        let money = try rows("money-table", in: html)
        #expect(money.map { $0[0] } == ["EUR", "USD"])
        #expect(number(money[0][1]) == 1_234_500 && number(money[0][2]) == 2_469_000)
    }

    @Test(
        "Either drawing has the people of each stage, and a line for each kind of each arrow, with its number",
        arguments: ["wide", "narrow"])
    func drawing(form: String) throws {
        let html = try html(.english)
        let drawing = try #require(
            html.components(separatedBy: "<svg class=\"journey \(form)\"").dropFirst().first?
                .components(separatedBy: "</svg>").first)
        #expect(
            drawing.matches(of: /class="number"[^>]*>([^<]+)</).compactMap { number(String($0.output.1)) }
                == Stage.allCases.map { 1203 + 17 * $0.index })
        let marks = drawing.matches(of: /class="mark ([a-z]+)"[^>]*>([^<]+)</).map { "\($0.output.2) \($0.output.1)" }
        #expect(
            marks.sorted() == [
                "211 accidental", "23 accidental", "3 stated", "301 accidental", "5 accidental", "87 intended",
            ])
        // The thicker, the more people; none is too thick for its gap.
        let widths = drawing.matches(of: /stroke-width="([0-9.]+)"/).compactMap { Double($0.output.1) }
        #expect(widths.count == 6 && widths.max() == 12 && (widths.min() ?? 0) >= 1.5)
        #expect(!drawing.contains("nan") && !drawing.contains("inf") && !html.contains("style="))
    }

    /// Every arrow there can be, with numbers as of a large shop.
    private static func crowded() -> JourneyReport {
        var counts = JourneyCounts()
        for to in Stage.allCases {
            for kind in JourneyCounts.Arrow.Kind.allCases {
                for from in [nil] + Stage.allCases.map(Optional.some) where from != to {
                    counts.arrows[.init(from: from, to: to, campaign: nil, kind: kind)] = 200_000 + to.index
                }
            }
        }
        return JourneyReport(counts, plan: Self.plan, from: "2026-10-01", to: "2026-10-31")
    }

    @Test("Nothing of a drawing is outside its frame, whatever there is to draw", arguments: JourneyDrawing.Form.all)
    func frame(form: JourneyDrawing.Form) throws {
        let value = JourneyDrawing(Self.crowded(), numbers: Numbers(language: .german), form: form).value
        func texts(_ list: String, _ key: String) -> [String] {
            guard case .list(let items)? = value.value(at: list) else { return [] }
            return items.compactMap { item in
                if case .text(let text)? = item.value(at: key) { return text } else { return nil }
            }
        }
        let points = ["path", "tip"].flatMap { texts("lines", $0) }.flatMap { path in
            path.matches(of: /(-?[0-9.]+) (-?[0-9.]+)/).map { (Double($0.output.1) ?? -1, Double($0.output.2) ?? -1) }
        }
        // A curve goes three quarters of the way to its handles.
        #expect(points.count > 1000)
        #expect(points.allSatisfy { $0.0 >= -30 && $0.0 <= form.width + 30 && $0.1 >= -30 && $0.1 <= form.height + 30 })
        let marks = zip(texts("marks", "x").compactMap(Double.init), texts("marks", "y").compactMap(Double.init))
        let half = 4.2 * 7
        #expect(Array(marks).count == 192)
        #expect(marks.allSatisfy { $0.0 >= half && $0.0 <= form.width - half && $0.1 >= 12 && $0.1 <= form.height })
        for (x, y) in zip(texts("boxes", "x").compactMap(Double.init), texts("boxes", "y").compactMap(Double.init)) {
            #expect(x >= 0 && x + form.box.width <= form.width && y >= 0 && y + form.box.height <= form.height)
        }
    }

    @Test("Says where they stall, what differs by more than chance, and where a campaign is wanted")
    func words() throws {
        let html = try html(.english)
        #expect(html.contains("They stall at subscribe") && html.contains("fewer: not just chance"))
        #expect(html.contains("no campaign leads here"))
        let same = try self.html(
            .english, before: Self.report(try ReportPeriod(from: "2026-10-01", to: "2026-10-31", now: Self.now)))
        #expect(!same.contains("not just chance</span>"))
    }

    @Test("Where there is nothing to compare with, nothing is said of chance")
    func young() throws {
        let html = try html(.english, hasBefore: false)
        #expect(html.contains("There are not as many whole days before"))
        #expect(!html.contains("not just chance</span>") && !html.contains("may be chance</span>"))
        let same = try self.html(
            .english, before: Self.report(try ReportPeriod(from: "2026-10-01", to: "2026-10-31", now: Self.now)))
        #expect(same.contains("may be chance</span>"))
    }

    @Test("Of nobody there is a page, too", arguments: DashboardLanguage.allCases)
    func nobody(language: DashboardLanguage) throws {
        let empty = JourneyReport(JourneyCounts(), plan: Self.plan, from: "2026-10-01", to: "2026-10-31")
        let html = try html(language, before: empty, report: empty)
        #expect(html.contains(Texts(language)["moves_none"]) && html.contains(Texts(language)["money_none"]))
        #expect(!html.contains("{{"))
    }

    @Test("Is at most 150 KB with every arrow there can be, and many campaigns")
    func size() throws {
        var report = Self.crowded()
        let october = try ReportPeriod(from: "2026-10-01", to: "2026-10-31", now: Self.now)
        let one = try #require(Self.report(october).campaigns.first)
        report.campaigns = Array(repeating: one, count: 60)
        #expect(try html(.german, report: report).utf8.count < 150_000)
    }
}
