import UsherCore

/// What a forecast is made of, as it was at one moment: the past, and the e-mails that what waits will make. The same
/// for every condition.
package struct ForecastGround: Sendable {
    package let at: Timestamp
    /// The last day of the past.
    let until: CivilDay
    let plan: Plan
    let history: JourneyHistory
    let rates: JourneyRates
    let mail: [UpcomingMail.Day]
    let paused: Int

    package init(
        at: Timestamp, until: CivilDay, plan: Plan, history: JourneyHistory, rates: JourneyRates,
        mail: [UpcomingMail.Day], paused: Int
    ) {
        self.at = at
        self.until = until
        self.plan = plan
        self.history = history
        self.rates = rates
        self.mail = mail
        self.paused = paused
    }

    package func forecast() -> Forecast { forecast(nil) }

    func forecast(_ condition: (words: String, change: JourneyRates.Change)?) -> Forecast {
        Forecast(
            until: until.date.description, history: history, rates: rates, plan: plan, mail: mail, paused: paused,
            condition: condition)
    }
}
