import UsherCore

/// The page of what will come: the numbers of `usher forecast`. Pure.
struct ForecastPage {
    let forecast: Forecast
    let query: ForecastQuery
    /// The e-mails that may be asked about, as `CAMPAIGN.STEP`.
    let emails: [String]
    /// Why the question has no answer, in the words of the command; nil where it has one.
    let trouble: String?
    let language: DashboardLanguage

    private var texts: Texts { Texts(language) }
    private var numbers: Numbers { Numbers(language: language) }

    var values: [String: TemplateValue] {
        let total = forecast.mail.reduce(0) { $0 + $1.total }
        return [
            "total": .text(numbers.count(total)), "number_of_days": .text(numbers.count(forecast.mail.count)),
            "columns": ForecastDrawing(days: forecast.mail, language: language).values,
            "days": .list(forecast.mail.map(row)),
            "paused": .text(forecast.paused > 0 ? numbers.count(forecast.paused) : ""),
            "has_past": .flag(forecast.daysKnown > 0), "days_known": .text(numbers.count(forecast.daysKnown)),
            "until_day": .text(numbers.day(forecast.until)),
            "horizons": .list(horizons.map { .object(["words": .text(texts.ahead($0))]) }),
            "stages": .list(forecast.stages.map { row($0) }),
            "what_if": forecast.whatIf.map(whatIf) ?? .text(""),
            "has_emails": .flag(!emails.isEmpty),
            "emails": .list(
                emails.map { email in
                    .object(["name": .text(email), "is_chosen": .flag(email == query.email)])
                }),
            "percent": .text(query.percent.isEmpty ? "20" : query.percent), "trouble": .text(trouble ?? ""),
        ]
    }

    private var horizons: [Int] { forecast.stages.first?.ahead.map(\.days) ?? [] }

    // MARK: E-mails

    private func row(_ day: UpcomingMail.Day) -> TemplateValue {
        let most = forecast.mail.map(\.total).max() ?? 0
        var notes: [String] = []
        if day.following > 0 { notes.append("\(texts["mail_later"]) \(numbers.count(day.following))") }
        if day.putOff > 0 {
            notes.append(
                "\(texts["mail_put_off"]) \(numbers.count(day.putOff)), \(texts["mail_most"]) \(numbers.count(day.most ?? 0))"
            )
        }
        return .object([
            "weekday": .text(numbers.weekday(day.day).map { texts["weekday_\($0)"] } ?? ""),
            "date": .text(numbers.day(day.day)), "count": .text(numbers.count(day.total)),
            "notes": .text(notes.joined(separator: "; ")),
            "part": .text(most > 0 ? "\(day.total * 100 / most)" : "0"),
        ])
    }

    // MARK: People and money

    private func whatIf(_ line: Forecast.WhatIf) -> TemplateValue {
        .object([
            "email": .text(query.email), "change": .text(numbers.change(query.percent)),
            "by_it": .text(numbers.count(line.byIt)), "of_moves": .text(numbers.count(line.of)),
            "what_if_stages": .list(line.stages.map { row($0) }),
        ])
    }

    private func row(_ line: Forecast.StageLine) -> TemplateValue {
        .object([
            "label": .text(line.label), "people": .text(numbers.count(line.people)),
            "ahead": .list(line.ahead.map { cell($0) }),
        ])
    }

    private func cell(_ ahead: Forecast.Ahead) -> TemplateValue {
        let people = ahead.people
        let whisker: TemplateValue = people.range.map { Whisker($0, most: mostPeople).values } ?? .text("")
        let money: [TemplateValue] = ahead.money.map { .object(["words": .text(words($0))]) }
        return .object([
            "name": .text(texts.ahead(ahead.days)), "range": .text(words(people.range, people.daysToKnow)),
            "kind": .text(people.range == nil ? "unknown" : "known"), "whisker": whisker, "money": .list(money),
        ])
    }

    private func words(_ part: Forecast.MoneyPart) -> String {
        let currency = part.range == nil ? "(\(part.currency))" : part.currency
        return "\(words(part.range, part.daysToKnow)) \(currency)"
    }

    /// The number of people at the end of every bar's scale.
    private var mostPeople: Double {
        (forecast.stages + (forecast.whatIf?.stages ?? [])).flatMap { $0.ahead.compactMap(\.people.range?.high) }.max()
            ?? 1
    }

    private func words(_ range: PredictedRange?, _ daysToKnow: Int?) -> String {
        if let range {
            let span = numbers.span(numbers.whole(range.low), numbers.whole(range.high))
            return "\(span) (\(numbers.whole(range.middle)))"
        }
        guard let days = daysToKnow else { return "\(texts["too_few"]); \(texts["known_never"])" }
        return "\(texts["too_few"]); \(texts["known_in"]) \(numbers.count(days)) \(texts[days == 1 ? "day" : "days"])"
    }
}

extension Texts {
    /// The words `in 30 days`.
    fileprivate func ahead(_ days: Int) -> String { "\(self["in"]) \(days) \(self["days"])" }
}

extension Numbers {
    fileprivate func whole(_ number: Double) -> String { count(Int(max(-1e15, min(1e15, number.rounded())))) }

    /// The words `20 % more people` for `20` and `+20`, and `20 % fewer people` for `-20`.
    fileprivate func change(_ percent: String) -> String {
        let isLess = percent.hasPrefix("-")
        let digits = percent.drop { $0 == "-" || $0 == "+" }
        return "\(digits) % \(Texts(language)[isLess ? "change_fewer" : "change_more"])"
    }
}
