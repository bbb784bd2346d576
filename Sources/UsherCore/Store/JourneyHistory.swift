/// The journey day by day, from the counters: what a forecast is made from. Days are whole UTC days, from 0, the
/// oldest.
package struct JourneyHistory: Hashable, Sendable {
    /// The number of people who came to a stage on a day.
    package struct Arrival: Hashable, Sendable {
        package var day: Int
        /// The stage before; nil for arrivals from nowhere.
        package var from: Stage?
        package var to: Stage
        package var count: Int
        /// Whether they came by the operator's word or a stage told with the person's data, as imports do it: that says
        /// nothing of who will come. False for people who had no stage and took that of the campaign entered.
        package var isStated: Bool

        package init(day: Int, from: Stage?, to: Stage, count: Int, isStated: Bool = false) {
            self.day = day
            self.from = from
            self.to = to
            self.count = count
            self.isStated = isStated
        }
    }

    /// The number of people who left a stage on a day and had stood there so long.
    package struct Departure: Hashable, Sendable {
        package var day: Int
        package var stage: Stage
        package var stayMilliseconds: Int64
        package var count: Int

        package init(day: Int, stage: Stage, stayMilliseconds: Int64, count: Int) {
            self.day = day
            self.stage = stage
            self.stayMilliseconds = stayMilliseconds
            self.count = count
        }
    }

    /// The money that a campaign's goals were worth on a day.
    package struct Taking: Hashable, Sendable {
        package var day: Int
        package var campaign: CampaignID
        package var money: Money

        package init(day: Int, campaign: CampaignID, money: Money) {
            self.day = day
            self.campaign = campaign
            self.money = money
        }
    }

    /// How many days are looked back at.
    package static let longest = 730

    /// How many days there are: from the first of which anything is known to the last.
    package var days = 0
    package var arrivals: [Arrival] = []
    package var departures: [Departure] = []
    package var takings: [Taking] = []
    /// How many people stand at each stage at the end of the last day.
    package var standing: [Stage: Int] = [:]

    package init() {}
}
