import Testing

@testable import UsherCore

@Suite("A part of a whole, and how sure it is")
struct ShareTests {
    /// As R's binom.confint(method = "wilson") has them, to three digits.
    @Test(
        "Has Wilson's interval",
        arguments: [
            (0, 10, 0, 0, 0.278), (1, 10, 0.1, 0.018, 0.404), (10, 10, 1, 0.722, 1), (100, 1000, 0.1, 0.083, 0.120),
            (45, 120, 0.375, 0.293, 0.464), (1, 1, 1, 0.207, 1), (263, 1_000_000, 0.000, 0.000, 0.000),
        ] as [(Int, Int, Double, Double, Double)])
    func wilson(count: Int, of: Int, rate: Double, low: Double, high: Double) throws {
        let share = Share(count, of: of)
        let all = [(share.rate, rate), (share.low, low), (share.high, high)]
        for (found, expected) in all { #expect(abs(try #require(found) - expected) < 0.000_6, "\(share)") }
    }

    @Test("Is nothing of nothing, and of what cannot be", arguments: [(0, 0), (1, 0), (5, 4), (-1, 4), (0, -4)])
    func nothing(count: Int, of: Int) {
        let share = Share(count, of: of)
        #expect(share.rate == nil && share.low == nil && share.high == nil && share.rangeText == nil)
        #expect(share.rateText == "-")
        #expect(ShareDifference(share, over: Share(1, of: 2)) == nil)
    }

    @Test("Holds the truth inside, and contains its own rate")
    func inside() {
        for of in [1, 2, 7, 50, 1000, 123_456] {
            for count in Set([0, 1, of / 3, of - 1, of]) where count >= 0 {
                let share = Share(count, of: of)
                guard let rate = share.rate, let low = share.low, let high = share.high else {
                    Issue.record("\(count) of \(of)")
                    continue
                }
                #expect(0 <= low && low <= rate && rate <= high && high <= 1, "\(share)")
            }
        }
    }

    @Test("Reads with a digit behind the point, and with two below one percent")
    func words() {
        #expect(Share(45, of: 120).rateText == "37.5 %" && Share(45, of: 120).rangeText == "29.4 to 46.4 %")
        #expect(Share(1, of: 1000).rateText == "0.10 %" && Share(0, of: 10).rangeText == "0.00 to 27.8 %")
        #expect(Share.percent(-0.05) == "-5.0" && Share.percent(-0.000_01) == "0.00")
    }

    /// Newcombe 1998, table II, the score method: 56/70 - 48/80 is 0.2000 with 0.0524 to 0.3339.
    @Test("A difference has Newcombe's interval")
    func difference() throws {
        let difference = try #require(ShareDifference(Share(56, of: 70), over: Share(48, of: 80)))
        #expect(abs(difference.difference - 0.2) < 0.0001)
        #expect(abs(difference.low - 0.0524) < 0.0002 && abs(difference.high - 0.3339) < 0.0002, "\(difference)")
        #expect(difference.isClear)
        #expect(try #require(ShareDifference(Share(5, of: 10), over: Share(4, of: 10))).isClear == false)
    }
}
