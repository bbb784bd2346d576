/// The journey day by day, from the counters: what a forecast is made from. Days are whole UTC days, from 0, the
/// oldest.
package struct JourneyHistory: Hashable, Sendable {
    /// So many came to a stage on a day.
    package struct Arrival: Hashable, Sendable {
        package var day: Int
        /// Nil: from nowhere.
        package var from: Stage?
        package var to: Stage
        package var count: Int
        /// By the operator's word or a stage told with the person's data, as imports do it: it says nothing of who will
        /// come. Not so who had no stage and took that of the campaign entered.
        package var isStated: Bool

        package init(day: Int, from: Stage?, to: Stage, count: Int, isStated: Bool = false) {
            self.day = day
            self.from = from
            self.to = to
            self.count = count
            self.isStated = isStated
        }
    }

    /// So many left a stage on a day who had stood there so long.
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

    /// What a campaign's goals were worth on a day.
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

    /// As many as are looked back at.
    package static let longest = 730

    /// How many days there are: from the first of which anything is known to the last.
    package var days = 0
    package var arrivals: [Arrival] = []
    package var departures: [Departure] = []
    package var takings: [Taking] = []
    /// At the end of the last day.
    package var standing: [Stage: Int] = [:]

    package init() {}
}
