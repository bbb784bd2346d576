/// What will come, as far as the past says it: e-mails each day from what waits now, and people and money at each
/// stage. What `usher forecast` shows and prints as JSON.
package struct Forecast: Hashable, Sendable, Codable {
    /// The UTC day up to which the past was looked at, included.
    package var until: String
    /// How many days of that past could be made use of.
    package var daysKnown: Int
    package var mail: [UpcomingMail.Day]
    /// E-mails that wait under a pause until somebody ends it.
    package var paused: Int
    package var stages: [StageLine]
    /// The forecast under a condition, where one was asked for.
    package var whatIf: WhatIf?

    package struct StageLine: Hashable, Sendable, Codable {
        package var stage: Stage
        /// The shop's name for the stage.
        package var label: String
        /// How many people are there at the end of `until`.
        package var people: Int
        package var ahead: [Ahead]
    }

    /// The forecast for one stage, so many days later.
    package struct Ahead: Hashable, Sendable, Codable {
        package var days: Int
        package var people: Part
        /// The money that those bring who come to it until then, by currency.
        package var money: [MoneyPart]
    }

    package struct Part: Hashable, Sendable, Codable {
        /// The range that holds the truth four times of five; nil where the people are too few to say.
        package var range: PredictedRange?
        /// How many days more of the same past the people will be enough after: 0 where they are; nil where nobody can
        /// tell.
        package var daysToKnow: Int?
    }

    package struct MoneyPart: Hashable, Sendable, Codable {
        package var currency: String
        /// The range in whole units of the currency; nil where the people are too few to say.
        package var range: PredictedRange?
        package var daysToKnow: Int?
    }

    package struct WhatIf: Hashable, Sendable, Codable {
        /// The condition in words, such as `welcome.sewn-booklet=+20%`.
        package var condition: String
        /// Moves that came right after the e-mail, of all such moves in as many days.
        package var byIt: Int
        package var of: Int
        package var stages: [StageLine]
    }

    package static let horizons = [30, 90]

    package init(
        until: String, history: JourneyHistory, rates: JourneyRates, plan: Plan, mail: [UpcomingMail.Day], paused: Int,
        condition: (words: String, change: JourneyRates.Change)? = nil, plays: Int = JourneyOutlook.usualPlays
    ) {
        self.until = until
        self.mail = mail
        self.paused = paused
        daysKnown = rates.longestKnown
        stages = Self.lines(rates, history, plan.journey, plays)
        if let condition {
            var changed = rates
            changed.change = condition.change
            whatIf = WhatIf(
                condition: condition.words, byIt: condition.change.byIt, of: condition.change.of,
                stages: Self.lines(changed, history, plan.journey, plays))
        }
    }

    private static func lines(
        _ rates: JourneyRates, _ history: JourneyHistory, _ journey: Journey, _ plays: Int
    ) -> [StageLine] {
        let outlook = JourneyOutlook(rates, horizons: horizons, plays: plays)
        return Stage.allCases.enumerated().map { index, stage in
            StageLine(
                stage: stage, label: journey.stageLabels[stage] ?? stage.rawValue, people: history.standing[stage] ?? 0,
                ahead: horizons.enumerated().map { place, days in
                    let people = outlook.people[place][index]
                    let money = outlook.money[place][index].sorted { $0.key < $1.key }.map { currency, line in
                        let scale = Double(Self.units(of: currency))
                        return MoneyPart(
                            currency: currency,
                            range: line.isSure
                                ? PredictedRange(
                                    low: (line.range.low / scale).rounded(),
                                    middle: (line.range.middle / scale).rounded(),
                                    high: (line.range.high / scale).rounded()) : nil,
                            daysToKnow: line.isSure ? nil : line.daysToKnow)
                    }
                    return Ahead(
                        days: days,
                        people: Part(
                            range: people.isSure ? people.range : nil,
                            daysToKnow: people.isSure ? nil : people.daysToKnow), money: money)
                })
        }
    }

    private static func units(of currency: String) -> Int {
        (0..<Money.decimals(of: currency)).reduce(1) { units, _ in units * 10 }
    }
}

/// A condition such as `welcome.sewn-booklet=+20%`: what if an e-mail moved so many more, or fewer.
package struct ForecastCondition: Hashable, Sendable {
    package let campaign: String
    package let step: String
    /// The factor, which is 1.2 for a fifth more.
    package let factor: Double

    package init(parsing text: String) throws(Misreading) {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let names = sides.first?.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false) ?? []
        guard sides.count == 2, names.count == 2, let campaign = names.first, let step = names.last, !campaign.isEmpty,
            !step.isEmpty, let percent = Self.percent(sides[1])
        else {
            throw Misreading(
                "--if takes an e-mail and by how much more it moves people, such as welcome.last-note=+20%, not '\(PlainText.shown(text))'"
            )
        }
        self.campaign = String(campaign)
        self.step = String(step)
        factor = 1 + Double(percent) / 100
    }

    private static func percent(_ text: Substring) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-", text.last == "%" else { return nil }
        let digits = text.dropFirst().dropLast()
        guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy(\.isDigit), let number = Int(digits) else {
            return nil
        }
        guard sign == "+" || number <= 100 else { return nil }
        return sign == "+" ? number : -number
    }
}
