import UsherCore

/// Every campaign, in the order of the journey: the numbers of `usher report`. Pure.
struct CampaignsPage {
    let report: JourneyReport
    let language: DashboardLanguage

    var values: [String: TemplateValue] {
        let numbers = Numbers(language: language)
        return [
            "from": .text(report.from), "to": .text(report.to), "from_words": .text(numbers.day(report.from)),
            "to_words": .text(numbers.day(report.to)), "has_campaigns": .flag(!report.campaigns.isEmpty),
            "campaigns": .list(
                report.campaigns.sorted(by: Self.isBefore).map { line in
                    .object([
                        "name": .text(line.name),
                        "moves": .text(line.moves ?? Texts(language)["gone"]),
                        "entered": .text(numbers.count(line.entered)), "moved": .text(numbers.count(line.moved)),
                        "sent": .text(numbers.count(line.steps.reduce(0) { $0 + $1.sent })),
                    ])
                }),
        ]
    }

    private static func isBefore(_ one: JourneyReport.CampaignLine, _ other: JourneyReport.CampaignLine) -> Bool {
        (place(one), one.name) < (place(other), other.name)
    }

    /// The place of a campaign in the list, by the stage that it leads to; a campaign that is gone comes last.
    private static func place(_ line: JourneyReport.CampaignLine) -> Int {
        let aim = line.moves?.split(separator: " ").last.flatMap { Stage(rawValue: String($0)) }
        return aim?.index ?? Stage.allCases.count
    }
}
