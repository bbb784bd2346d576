import Foundation
import Testing

@testable import UsherCore

@Suite("The report of the journey")
struct JourneyReportTests {
    private let shop: Shop
    private let counts: JourneyCounts

    init() throws {
        var shop = try Shop()
        shop.campaigns = shop.campaigns.filter { [Shop.fair, Shop.welcome, Shop.excite].contains($0.key) }
        shop.journey.stageLabels[.excite] = "Enjoys it"
        self.shop = shop
        typealias Arrow = JourneyCounts.Arrow
        var welcome = JourneyCounts.CampaignCount()
        welcome.entered = 50
        welcome.moved = 99
        welcome.heldOut = 10
        welcome.heldOutMoved = 1
        welcome.sent = [StepID(30): 50, StepID(31): 40]
        welcome.clicked = [StepID(30): 12]
        welcome.scanned = [StepID(30): 20, StepID(31): 1]
        welcome.money = ["EUR": 12_000, "CHF": 500]
        var fair = JourneyCounts.CampaignCount()
        fair.visits = 700
        counts = JourneyCounts(
            standing: [nil: 3, .aware: 120, .engage: 7, .subscribe: 40, .convert: 21, .excite: 9, .promote: 1],
            arrows: [
                Arrow(from: nil, to: .aware, campaign: Shop.fair, kind: .intended): 30,
                Arrow(from: nil, to: .subscribe, campaign: nil, kind: .stated): 4,
                Arrow(from: .aware, to: .engage, campaign: nil, kind: .accidental): 12,
                Arrow(from: .aware, to: .convert, campaign: Shop.welcome, kind: .intended): 2,
                Arrow(from: .subscribe, to: .convert, campaign: Shop.welcome, kind: .intended): 18,
                Arrow(from: .subscribe, to: .convert, campaign: nil, kind: .accidental): 3,
                // What a promoter's enrollment claims besides.
                Arrow(from: nil, to: .engage, campaign: Shop.welcome, kind: .intended): 1,
                Arrow(from: .advocate, to: .convert, campaign: nil, kind: .stated): 1,
                Arrow(from: .convert, to: .excite, campaign: Shop.excite, kind: .intended): 0,
            ],
            campaigns: [Shop.welcome: welcome, Shop.fair: fair],
            medianStay: [.aware: 3 * Shop.day, .subscribe: 90 * 60_000],
            stoodLong: [.aware: 100, .engage: 7, .subscribe: 36, .convert: 12, .promote: 1])
    }

    private var report: JourneyReport {
        JourneyReport(counts, plan: shop.plan, from: "2026-10-24", to: "2026-11-22")
    }

    @Test("reads as a picture, advice, and two tables")
    func lines() {
        #expect(
            report.lines().joined(separator: "\n") == """
                The journey, 2026-10-24 to 2026-11-22

                  new -> aware: 30 on purpose
                  new -> engage: 1 on purpose
                  new -> subscribe: 4 stated by the operator

                  aware      120 ##############################
                    |  12 by accident; half of them within about 3 days
                    |  on to convert: 2 on purpose
                  engage       7 ##
                    |  nobody moved on
                  subscribe   40 ##########
                    |  18 on purpose, 3 by accident; half of them within about 2 hours
                  convert     21 ######  <- they stall here
                    |  nobody moved on
                  Enjoys it    9 ###
                    |  nobody moved on
                  ascend       0
                    |  nobody moved on
                  advocate     0
                    |  nobody to promote
                    |  back to convert: 1 stated by the operator
                  promote      1 #

                  3 without a stage

                Where to build the next campaign
                  aware -> engage: 12 came to engage by accident, and no campaign brings anybody there

                campaign  moves                 visits  entered  moved      held out  moved anyway  sent  clicked  money
                excite    convert -> excite     0       0        0          0         0             0     0
                fair      stranger -> aware     700     0        30         0         0             0     0
                welcome   subscribe -> convert  0       50       20 (40 %)  10        1 (10 %)      90    12       5.00 CHF, 120.00 EUR

                How far people got (sent)
                  welcome: first 50 (12 clicked), second 40

                source  campaigns  visits  entered  moved  money
                print   1          700     0        30
                email   2          0       50       20     5.00 CHF, 120.00 EUR
                """)
    }

    @Test("speaks of one person as of one")
    func single() {
        let report = JourneyReport(
            JourneyCounts(
                standing: [.convert: 1],
                arrows: [JourneyCounts.Arrow(from: .subscribe, to: .convert, campaign: nil, kind: .accidental): 1],
                campaigns: [:], medianStay: [.subscribe: 60_000]), plan: shop.plan, from: "2026-10-24", to: "2026-11-22"
        )
        let lines = report.lines()
        #expect(lines.contains("    |  1 by accident; within about a minute"))
        #expect(lines.contains("  convert    1 ##############################"))
    }

    @Test("arrows add up to who came and left; empty ones are no arrows")
    func sums() {
        let report = report
        #expect(report.arrows.reduce(0) { $0 + $1.count } == counts.arrows.values.reduce(0, +))
        #expect(report.stages.reduce(0) { $0 + $1.came } == counts.arrows.values.reduce(0, +))
        #expect(report.stages.map(\.left) == [14, 0, 21, 0, 0, 0, 1, 0])
        #expect(!report.arrows.contains { $0.count == 0 })
    }

    @Test("they stall where the smallest part moves on, of the stages where people stand")
    func stalls() {
        #expect(report.stages.filter(\.stalls).map(\.stage) == [.convert])
        let nobody = JourneyReport(JourneyCounts(), plan: shop.plan, from: "", to: "")
        #expect(!nobody.stages.contains { $0.stalls })
    }

    /// At `convert` and `excite`: how many stand there, have stood there long, and left; and which of them stalls.
    @Test(
        "no claim without enough people and enough time",
        arguments: [
            ((1, 1, 0), (0, 0, 0), nil), ((9, 9, 0), (0, 0, 0), nil), ((10, 10, 0), (0, 0, 0), .convert),
            ((500, 9, 0), (0, 0, 0), nil), ((500, 10, 0), (0, 0, 0), .convert), ((20, 12, 13), (0, 0, 0), nil),
            ((20, 12, 12), (0, 0, 0), .convert), ((20, 12, 3), (30, 20, 1), .excite),
            ((20, 20, 0), (30, 10, 0), .excite), ((20, 20, 0), (30, 9, 0), .convert),
        ] as [((Int, Int, Int), (Int, Int, Int), Stage?)])
    func enough(convert: (Int, Int, Int), excite: (Int, Int, Int), stalls: Stage?) {
        let counts = JourneyCounts(
            standing: [.convert: convert.0, .excite: excite.0, .promote: 900],
            arrows: [
                JourneyCounts.Arrow(from: .convert, to: .ascend, campaign: nil, kind: .accidental): convert.2,
                JourneyCounts.Arrow(from: .excite, to: .ascend, campaign: nil, kind: .accidental): excite.2,
            ], stoodLong: [.convert: convert.1, .excite: excite.1, .promote: 900])
        let report = JourneyReport(counts, plan: shop.plan, from: "", to: "")
        #expect(report.stages.first(where: \.stalls)?.stage == stalls)
    }

    @Test("long is longer than the usual stay, in whole days")
    func patience() {
        let days = [nil, 0, 1, Shop.day, Shop.day + 1, 30 * Shop.day].map { Stalling.patience(median: $0) }
        #expect(days == [14, 1, 1, 1, 2, 30])
    }

    @Test("accidents want a campaign where none leads")
    func wants() {
        #expect(report.arrows.filter(\.wantsCampaign).map(\.to) == [.engage])
    }

    @Test("a campaign moved whom it took where it leads")
    func moved() {
        #expect(report.campaigns.map(\.name) == ["excite", "fair", "welcome"])
        #expect(report.campaigns.map(\.moved) == [0, 30, 20])
    }

    @Test("what the files have no longer is listed when it did something")
    func gone() throws {
        var old = shop
        old.campaigns[Shop.welcome] = nil
        let plan = Plan(
            settings: shop.plan.settings, campaigns: Array(old.campaigns.values), catalog: shop.plan.catalog,
            journey: shop.journey)
        let report = JourneyReport(counts, plan: plan, from: "", to: "")
        let line = try #require(report.campaigns.first { $0.name == "welcome" })
        #expect(line.moves == nil && line.moved == 99)
        #expect(line.steps.map(\.name) == ["first", "second"])
        #expect(report.sources.map(\.source) == [.print, .email])
    }

    @Test("survives JSON")
    func json() throws {
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(JourneyReport.self, from: data) == report)
    }

    @Test("is one row for each number as CSV")
    func csv() {
        let rows = report.csv().components(separatedBy: "\r\n")
        #expect(rows.first == "section,name,measure,value")
        #expect(rows.last == "")
        #expect(rows.dropLast().allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 4 })
        for row in [
            "stage,convert,people,21", "stage,convert,stalls,1", "stage,aware,median_stay_ms,259200000",
            "stage,-,people,3", "arrow,- -> aware,intended,30", "arrow,aware -> engage,wants_campaign,1",
            "campaign,welcome,moved,20", "campaign,welcome,money EUR,120.00", "step,welcome/second,sent,40",
            "step,welcome/first,clicked,12", "step,welcome/second,scanned,1", "campaign,fair,scanner_visits,0",
            "source,print,visits,700",
        ] {
            #expect(rows.contains(row), "\(row)")
        }
    }
}
