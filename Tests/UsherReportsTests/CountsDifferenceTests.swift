import Testing
import UsherCore

@testable import UsherReports

@Suite("Two counts of one journey")
struct CountsDifferenceTests {
    private static let catalog = Catalog(
        campaigns: ["welcome": CampaignID(1)], steps: [CampaignID(1): ["download": StepID(2)]])

    private static var counts: JourneyCounts {
        var campaign = JourneyCounts.CampaignCount()
        campaign.visits = 1
        campaign.entered = 2
        campaign.sent = [StepID(2): 3]
        campaign.money = ["EUR": 4900]
        let arrow = JourneyCounts.Arrow(from: nil, to: .subscribe, campaign: CampaignID(1), kind: .intended)
        return JourneyCounts(standing: [nil: 1, .convert: 5], arrows: [arrow: 4], campaigns: [CampaignID(1): campaign])
    }

    @Test("That agree differ in nothing; what is not there is 0")
    func same() {
        var other = Self.counts
        other.standing[.aware] = 0
        other.campaigns[CampaignID(9)] = JourneyCounts.CampaignCount()
        #expect(CountsDifference.sentences(kept: Self.counts, counted: other, catalog: Self.catalog).isEmpty)
    }

    @Test("That do not are named, each number with both values")
    func different() {
        var other = JourneyCounts(standing: [nil: 2, .convert: 5, .promote: 1])
        other.arrows = [JourneyCounts.Arrow(from: .aware, to: .engage, campaign: nil, kind: .accidental): 1]
        #expect(
            CountsDifference.sentences(kept: Self.counts, counted: other, catalog: Self.catalog) == [
                "people at no stage: 1 kept, 2 counted", "people at promote: 0 kept, 1 counted",
                "moves - -> subscribe, intended by welcome: 4 kept, 0 counted",
                "moves aware -> engage, accidental: 0 kept, 1 counted",
                "welcome, entered: 2 kept, 0 counted", "welcome, visits: 1 kept, 0 counted",
                "welcome, download sent: 3 kept, 0 counted",
                "welcome, money in minor units of EUR: 4900 kept, 0 counted",
            ])
    }
}
