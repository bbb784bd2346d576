import TestSupport
import Testing

@testable import UsherCore

@Suite("Forecasts held against what came")
struct ForecastTrialTests {
    /// A short round of the trial that docs/forecast.md has the figures of: enough to see a forecast that is wrong, and
    /// too short to see one that is a little off.
    @Test("Of invented shops with known rates, ranges hold the truth four times of five, and are not much wider")
    func trial() {
        var trial = ForecastTrial()
        for seed in 1...24 as ClosedRange<UInt64> { trial.play(seed: seed, plays: 120) }
        let all = trial.all
        #expect(all.said > 200 && all.part > 0.7 && all.part < 0.88, "\(all.held) of \(all.said)")
        #expect(all.meanWidening < 1.5 && all.meanWidening > 0.9, "\(all.meanWidening)")
        #expect(all.partKnown > 0.7 && all.partKnown < 0.9, "the true rates: \(all.partKnown)")
    }

    @Test("The same past gives the same forecast")
    func same() {
        let shop = InventedShop(seed: 3)
        let rates = JourneyRates(shop.history) { _ in .convert }
        let (one, two) = (
            JourneyOutlook(rates, horizons: [30], plays: 30), JourneyOutlook(rates, horizons: [30], plays: 30)
        )
        #expect(one.people == two.people && one.money == two.money)
    }
}
