import Testing

@testable import UsherCore

@Suite("The table of a campaign's e-mails")
struct CampaignTableTests {
    private static let first = StepID(30)
    private static let second = StepID(31)

    private func step(
        _ sent: Int, clicked: Int = 0, unsubscribed: Int = 0, complained: Int = 0, over: Int = 0, last: Int = 0,
        bounced: Int = 0, refused: Int = 0, waiting: Int = 0
    ) -> CampaignResults.StepResults {
        var facts = CampaignResults.StepResults()
        (facts.sent, facts.clicked, facts.unsubscribed, facts.complained) = (sent, clicked, unsubscribed, complained)
        (facts.over, facts.reached, facts.last) = (over, last, last)
        (facts.bounced, facts.refused, facts.waiting) = (bounced, refused, waiting)
        return facts
    }

    private func table(_ steps: [StepID: CampaignResults.StepResults], holdout: Int = 0) throws -> CampaignTable {
        var shop = try Shop()
        shop.campaigns[Shop.welcome]?.holdout = holdout
        var facts = CampaignResults()
        facts.steps = steps
        facts.entered = .init(people: 90, reached: 45)
        facts.heldOut = .init(people: holdout == 0 ? 0 : 10, reached: 0)
        return CampaignTable(facts, of: Shop.welcome, plan: shop.plan, from: "2026-09-01", to: "2026-11-29")
    }

    @Test("Reads as blocks of at most 72 columns, with the interval of each part")
    func lines() throws {
        var first = step(
            1000, clicked: 400, unsubscribed: 20, complained: 1, over: 800, last: 90, bounced: 2, refused: 3, waiting: 1
        )
        first.reached = 120
        let table = try table(
            [Self.first: first, Self.second: step(900, clicked: 90, unsubscribed: 2, over: 700, last: 70)], holdout: 10)
        #expect(
            table.lines().joined(separator: "\n") == """
                welcome: subscribe -> convert, e-mails sent 2026-09-01 to 2026-11-29

                first  1000 sent, 1 waits  <- the weakest
                  clicked                400   40.0 %  (37.0 to 43.1 %)
                  unsubscribed            20    2.0 %  (1.3 to 3.1 %)
                  bounced                  5   0.50 %  (0.21 to 1.2 %)
                  complained               1   0.10 %  (0.02 to 0.56 %)
                  reached the goal       120   15.0 %  (12.7 to 17.6 %), of 800 whose time is over
                  before the next         90   11.3 %  (9.2 to 13.6 %)

                second  900 sent, 0 wait
                  clicked                 90   10.0 %  (8.2 to 12.1 %)
                  unsubscribed             2   0.22 %  (0.06 to 0.81 %)
                  bounced                  0   0.00 %  (0.00 to 0.43 %)
                  complained               0   0.00 %  (0.00 to 0.43 %)
                  reached the goal        70   10.0 %  (8.0 to 12.4 %), of 700 whose time is over
                  before the next         70   10.0 %  (8.0 to 12.4 %)

                first is the weakest: 20 of 1000 unsubscribed (1.3 to 3.1 %), after the others 2 of 900 (0.06 to 0.81 %)

                Of those who entered and whose time is over
                  meant to get them       45   50.0 %  (39.9 to 60.1 %), of 90
                  held out                 0   0.00 %  (0.00 to 27.8 %), of 10
                  it makes a difference of 50.0 points (20.5 to 60.1 points)

                In brackets: where the part may be in truth (95 %, Wilson).
                """)
    }

    @Test(
        "Marks the weakest e-mail where the intervals carry it, by the first measure that does",
        arguments: [
            (0, 400, "first", "clicked"), (400, 0, "second", "clicked"), (300, 280, nil, "no e-mail is clearly weaker"),
        ] as [(Int, Int, String?, String)])
    func weakest(first: Int, second: Int, name: String?, words: String) throws {
        let table = try table([Self.first: step(1000, clicked: first), Self.second: step(1000, clicked: second)])
        #expect(table.steps.first { $0.isWeakest }?.name == name)
        #expect(table.verdict?.contains(words) == true, "\(table.verdict ?? "")")
    }

    @Test("A complaint weighs more than a no, a no more than a goal, a goal more than a click")
    func order() throws {
        var (one, two) = (step(1000, clicked: 10), step(1000, clicked: 500))
        func verdict() throws -> String { try table([Self.first: one, Self.second: two]).verdict ?? "" }
        #expect(try verdict().hasPrefix("first is the weakest: 10 of 1000 clicked"))
        (one.over, one.last, two.over, two.last) = (900, 300, 900, 30)
        #expect(try verdict().hasPrefix("second is the weakest: 30 of 900 reached the goal before the next e-mail"))
        one.unsubscribed = 100
        #expect(try verdict().hasPrefix("first is the weakest: 100 of 1000 unsubscribed"))
        two.complained = 30
        #expect(try verdict().hasPrefix("second is the weakest: 30 of 1000 complained"))
    }

    @Test("Says of few people that nobody can say, and nothing of one e-mail")
    func few() throws {
        let few = try table([Self.first: step(12, clicked: 6), Self.second: step(9, clicked: 2)])
        #expect(few.verdict == "too few people to say which e-mail is the weakest")
        #expect(few.steps.allSatisfy { !$0.isWeakest })
        var shop = try Shop()
        shop.campaigns[Shop.receipt]?.doneWhen = nil
        let one = CampaignTable(CampaignResults(), of: Shop.receipt, plan: shop.plan, from: "a", to: "b")
        #expect(one.verdict == nil && one.goal == nil && one.steps.first?.reached == nil && one.holdout == nil)
    }

    @Test("Equal e-mails are seldom blamed by chance: less than once in twenty campaigns of five")
    func chance() {
        var random = SeededRandom(seed: 7)
        var blamed = 0
        for _ in 0..<400 {
            var facts: [CampaignResults.StepResults] = []
            for _ in 0..<5 {
                func part(_ rate: Double) -> Int { random.binomial(500, rate) }
                facts.append(
                    step(
                        500, clicked: part(0.2), unsubscribed: part(0.01), complained: part(0.001), over: 500,
                        last: part(0.05)))
            }
            if CampaignTable.isAnyWeak(facts) { blamed += 1 }
        }
        #expect(blamed < 20, "\(blamed) of 400")
    }

    @Test("Lists a step that the files have no longer, and a campaign that they have no longer")
    func gone() throws {
        let gone = try table([StepID(39): step(5)])
        #expect(gone.steps.map(\.name) == ["first", "second", "step 39"] && gone.steps.last?.isGone == true)
        var facts = CampaignResults()
        facts.steps = [StepID(1): step(3)]
        let none = CampaignTable(facts, of: CampaignID(77), plan: try Shop().plan, from: "a", to: "b")
        #expect(none.campaign == "campaign 77" && none.moves == nil && none.steps.count == 1)
    }

    @Test("As CSV: a row for each number")
    func csv() throws {
        let csv = try table([Self.first: step(4, clicked: 1)]).csv()
        #expect(csv.hasPrefix("step,measure,count,of,rate,low,high\r\nfirst,waiting,0,,,,\r\nfirst,sent,4,,,,\r\n"))
        #expect(csv.contains("first,clicked,1,4,0.25,0.04559,0.69936\r\n"))
        #expect(csv.contains("second,clicked,0,0,,,\r\n"))
    }
}

extension CampaignTable {
    fileprivate static func isAnyWeak(_ facts: [CampaignResults.StepResults]) -> Bool {
        var table = CampaignTable(
            campaign: "c", moves: nil, from: "", to: "", goal: "g", goalTimeMilliseconds: 1,
            steps: facts.enumerated().map { StepLine($1, name: "\($0)", isGone: false, hasGoal: true) }, verdict: nil,
            holdout: nil)
        table.judge()
        return table.steps.contains(where: \.isWeakest)
    }
}
