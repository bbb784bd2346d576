import UsherCore
import UsherReports

/// The journey of a period as the page shows it: the numbers of `usher report`, beside those of the period before. Pure.
struct JourneyPage {
    let report: JourneyReport
    let period: ReportPeriod
    /// Nil where there is no time before.
    let before: (period: ReportPeriod, report: JourneyReport)?
    let now: Timestamp
    let language: DashboardLanguage

    private var texts: Texts { Texts(language) }
    private var numbers: Numbers { Numbers(language: language) }

    var values: [String: TemplateValue] {
        let moves = moves
        let meanings = meanings(moves)
        let stalling = report.stages.first(where: \.stalls)
        return [
            "from": .text(period.from), "to": .text(period.to),
            "from_words": .text(numbers.day(period.from)), "to_words": .text(numbers.day(period.to)),
            "before_from_words": .text(before.map { numbers.day($0.period.from) } ?? texts["none"]),
            "before_to_words": .text(before.map { numbers.day($0.period.to) } ?? texts["none"]),
            "is_open": .flag(!period.isOver(at: now)),
            "stall_label": .text(stalling?.label ?? ""),
            "stages": .list(stages(meanings)), "without_stage": .text(numbers.count(report.withoutStage)),
            "has_moves": .flag(!moves.isEmpty), "moves": .list(rows(of: moves, meanings)),
            "has_money": .flag(!moneyRows.isEmpty), "money": .list(moneyRows),
            "has_campaigns": .flag(!report.campaigns.isEmpty), "campaigns": .list(campaigns),
            "has_sources": .flag(!report.sources.isEmpty), "sources": .list(sources),
        ].merging(JourneyDrawing(report, numbers: numbers).values) { first, _ in first }
    }

    // MARK: What differs

    /// A move of either period.
    private struct Move {
        let now: JourneyReport.ArrowLine
        let before: Int
    }

    private var moves: [Move] {
        let earlier = before?.report.arrows ?? []
        let gone = earlier.filter { old in !report.arrows.contains { $0.from == old.from && $0.to == old.to } }
            .map { old -> JourneyReport.ArrowLine in
                var line = old
                (line.intended, line.accidental, line.stated, line.wantsCampaign) = (0, 0, 0, false)
                return line
            }
        return (report.arrows + gone).map { line in
            Move(now: line, before: earlier.first { $0.from == line.from && $0.to == line.to }?.count ?? 0)
        }.sorted { ($0.now.from?.index ?? -1, $0.now.to) < ($1.now.from?.index ?? -1, $1.now.to) }
    }

    private struct Meanings {
        var came: [CountComparison.Meaning] = []
        var left: [CountComparison.Meaning] = []
        var moves: [CountComparison.Meaning] = []
    }

    /// All of the page together. Nothing means anything where there is no period before.
    private func meanings(_ moves: [Move]) -> Meanings {
        let old = before?.report.stages
        let came = report.stages.map { line in
            CountComparison(now: line.came, before: old?.first { $0.stage == line.stage }?.came ?? 0)
        }
        let left = report.stages.map { line in
            CountComparison(now: line.left, before: old?.first { $0.stage == line.stage }?.left ?? 0)
        }
        let all = came + left + moves.map { CountComparison(now: $0.now.count, before: $0.before) }
        let found = CountComparison.meanings(all, share: before == nil ? 0 : period.share(at: now))
        return Meanings(
            came: Array(found.prefix(came.count)), left: Array(found.dropFirst(came.count).prefix(left.count)),
            moves: Array(found.suffix(moves.count)))
    }

    /// Nothing where nothing was counted.
    private func means(_ meaning: CountComparison.Meaning, _ now: Int, _ before: Int) -> TemplateValue {
        guard now != before, self.before != nil else { return .text("") }
        let (kind, key) =
            switch meaning {
            case .more: ("more", "more")
            case .less: ("less-than", "less")
            case .chance: ("chance", "chance")
            }
        return .object(["kind": .text(kind), "words": .text(texts[key])])
    }

    // MARK: Rows

    private func stages(_ meanings: Meanings) -> [TemplateValue] {
        zip(report.stages.indices, report.stages).map { index, line in
            let old = before?.report.stages.first { $0.stage == line.stage }
            func earlier(_ number: Int?) -> TemplateValue { .text(number.map(numbers.count) ?? "–") }
            return .object([
                "label": .text(line.label), "people": .text(numbers.count(line.people)),
                "people_before": earlier(old?.people), "came": .text(numbers.count(line.came)),
                "came_before": earlier(old?.came), "came_means": means(meanings.came[index], line.came, old?.came ?? 0),
                "left": .text(numbers.count(line.left)), "left_before": earlier(old?.left),
                "left_means": means(meanings.left[index], line.left, old?.left ?? 0),
                "stay": .text(line.medianStayMilliseconds.map(numbers.stay) ?? ""), "stalls": .flag(line.stalls),
            ])
        }
    }

    private func rows(of moves: [Move], _ meanings: Meanings) -> [TemplateValue] {
        zip(moves, meanings.moves).map { move, meaning in
            let line = move.now
            return .object([
                "from": .text(line.from.map(label) ?? texts["new"]), "to": .text(label(line.to)),
                "intended": .text(numbers.count(line.intended)), "accidental": .text(numbers.count(line.accidental)),
                "stated": .text(numbers.count(line.stated)), "total": .text(numbers.count(line.count)),
                "before": .text(before == nil ? "–" : numbers.count(move.before)),
                "difference": .text(before == nil ? "–" : numbers.difference(line.count, move.before)),
                "means": means(meaning, line.count, move.before), "wants_campaign": .flag(line.wantsCampaign),
            ])
        }
    }

    private func label(_ stage: Stage) -> String {
        report.stages.first { $0.stage == stage }?.label ?? stage.rawValue
    }

    private var moneyRows: [TemplateValue] {
        let sums = Money.sums(report.campaigns.flatMap(\.money))
        let old = Money.sums(before?.report.campaigns.flatMap(\.money) ?? [])
        let currencies = Set((sums + old).map(\.currency)).sorted()
        return currencies.map { currency in
            func units(_ list: [Money]) -> Int64 { list.first { $0.currency == currency }?.minorUnits ?? 0 }
            let (now, then) = (units(sums), units(old))
            func words(_ units: Int64) -> String { numbers.money(Money(minorUnits: units, currency: currency)) }
            let (difference, overflows) = now.subtractingReportingOverflow(then)
            let sign = difference > 0 ? "+" : ""
            return .object([
                "currency": .text(currency), "amount": .text(words(now)),
                "before": .text(before == nil ? "–" : words(then)),
                "difference": .text(before == nil || overflows ? "–" : sign + words(difference)),
            ])
        }
    }

    private var campaigns: [TemplateValue] {
        report.campaigns.map { line in
            .object([
                "name": .text(line.name), "moves": .text(line.moves ?? texts["gone"]),
                "visits": .text(numbers.count(line.visits)), "entered": .text(numbers.count(line.entered)),
                "moved": .text(numbers.count(line.moved) + numbers.share(line.moved, of: line.entered)),
                "held_out": .text(numbers.count(line.heldOut)),
                "held_out_moved": .text(
                    numbers.count(line.heldOutMoved) + numbers.share(line.heldOutMoved, of: line.heldOut)),
                "sent": .text(numbers.count(line.steps.reduce(0) { $0 + $1.sent })),
                "clicked": .text(numbers.count(line.steps.reduce(0) { $0 + $1.clicked })),
                "money": .text(numbers.money(line.money)),
            ])
        }
    }

    private var sources: [TemplateValue] {
        report.sources.map { line in
            .object([
                "source": .text(line.source.rawValue), "campaigns": .text(numbers.count(line.campaigns)),
                "visits": .text(numbers.count(line.visits)), "entered": .text(numbers.count(line.entered)),
                "moved": .text(numbers.count(line.moved)), "money": .text(numbers.money(line.money)),
            ])
        }
    }
}
