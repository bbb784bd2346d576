import UsherCore

/// One campaign's e-mails in their order, each with what became of it: the numbers of `usher report CAMPAIGN`. Pure.
struct CampaignPage {
    let table: CampaignTable
    let language: DashboardLanguage

    private var texts: Texts { Texts(language) }
    private var numbers: Numbers { Numbers(language: language) }

    /// One column of the table, with a part for each e-mail.
    private struct Column: Sendable {
        let key: String
        let share: @Sendable (CampaignTable.StepLine) -> Share?
    }

    private static let columns: [Column] = [
        Column(key: "clicked_by_people") { $0.clicked }, Column(key: "unsubscribed") { $0.unsubscribed },
        Column(key: "bounced") { $0.bounced }, Column(key: "complained") { $0.complained },
        Column(key: "reached") { $0.reached }, Column(key: "reached_before_next") { $0.reachedBeforeNext },
    ]

    /// The columns. Without a goal, the last two have nothing to say and are left out.
    private var columns: [Column] {
        Self.columns.filter { column in table.steps.contains { column.share($0) != nil } }
    }

    var values: [String: TemplateValue] {
        let judgement = judgement
        return [
            "campaign": .text(table.campaign), "moves": .text(table.moves ?? texts["gone"]),
            "goal": .text(table.goal ?? ""),
            "goal_time": .text(table.goalTimeMilliseconds.map(numbers.stay) ?? ""),
            "from": .text(table.from), "to": .text(table.to),
            "from_words": .text(numbers.day(table.from)), "to_words": .text(numbers.day(table.to)),
            "has_steps": .flag(!table.steps.isEmpty),
            "columns": .list(columns.map { .object(["words": .text(texts[$0.key])]) }),
            "steps": .list(zip(1..., table.steps).map { number, step in row(number, step) }),
            "judgement": .text(judgement.words), "judgement_kind": .text(judgement.kind),
            "holdout": table.holdout.map(holdout) ?? .text(""),
        ]
    }

    // MARK: Rows

    private func row(_ number: Int, _ step: CampaignTable.StepLine) -> TemplateValue {
        .object([
            "number": .text("\(number)"), "name": .text(step.name), "is_gone": .flag(step.isGone),
            "is_weakest": .flag(step.isWeakest), "kind": .text(step.isWeakest ? "weakest" : "usual"),
            "waiting": .text(numbers.count(step.waiting)), "sent": .text(numbers.count(step.sent)),
            "parts": .list(
                columns.map { column in
                    part(
                        column.share(step), named: texts[column.key],
                        most: table.steps.compactMap { column.share($0)?.high }.max() ?? 1)
                }),
        ])
    }

    private func part(_ share: Share?, named name: String, most: Double) -> TemplateValue {
        guard let share else { return .object(["name": .text(name), "count": .text("–")]) }
        return .object([
            "name": .text(name), "count": .text(numbers.count(share.count)), "of": .text(of(share)),
            "rate": .text(share.rate == nil ? "" : numbers.rate(share)), "range": .text(numbers.range(share)),
            "whisker": Whisker(share, most: most)?.values ?? .text(""),
        ])
    }

    private func of(_ share: Share) -> String { "\(texts["of"]) \(numbers.count(share.of))" }

    // MARK: What it says

    private var judgement: (words: String, kind: String) {
        switch table.judgement {
        case nil: ("", "small")
        case .tooFew: (texts["weakest_too_few"], "small")
        case .equal: (texts["weakest_none"], "small")
        case .weakest(let index, let measure, let own, let others):
            (weakest(table.steps[index].name, measure, own, others), "notice")
        }
    }

    private func weakest(
        _ name: String, _ measure: CampaignTable.Measure, _ own: Share, _ others: Share
    ) -> String {
        func words(_ share: Share) -> String {
            "\(numbers.count(share.count)) \(of(share)) (\(numbers.rate(share)), \(numbers.range(share)))"
        }
        return
            "\(name) \(texts["weakest_is"]): \(texts[Self.key(measure)]) \(words(own)); "
            + "\(texts["weakest_others"]) \(words(others))."
    }

    private static func key(_ measure: CampaignTable.Measure) -> String {
        switch measure {
        case .complained: "weakest_complained"
        case .unsubscribed: "weakest_unsubscribed"
        case .reachedBeforeNext: "weakest_reached_before_next"
        case .clicked: "weakest_clicked"
        }
    }

    private func holdout(_ line: CampaignTable.HoldoutLine) -> TemplateValue {
        let most = [line.reached.high, line.heldOutReached.high].compactMap(\.self).max() ?? 1
        let groups = [("holdout_got", line.reached), ("holdout_nothing", line.heldOutReached)]
        return .object([
            "rows": .list(
                groups.map { key, share in
                    .object([
                        "group": .text(texts[key]), "people": .text(numbers.count(share.of)),
                        "part": part(share, named: texts["reached"], most: most),
                    ])
                }),
            "difference": .text(line.difference.map(difference) ?? texts["holdout_too_few"]),
        ])
    }

    private func difference(_ difference: ShareDifference) -> String {
        let range = numbers.span(numbers.percent(difference.low), numbers.percent(difference.high))
        guard difference.isClear else { return "\(texts["holdout_chance"]) (\(range) \(texts["points"]))." }
        return "\(texts["holdout_clear"]) \(numbers.percent(difference.difference)) \(texts["points"]) (\(range))."
    }
}
