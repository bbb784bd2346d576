import UsherCore
import UsherReports

/// The journey of a period as the page shows it: the numbers of `usher report`, beside those of the period before.
/// Pure.
struct JourneyPage {
    let report: JourneyReport
    /// The days to compare; nil where there is nothing to compare with.
    let comparison: Comparison?
    /// Whether the period is not over yet.
    let isOpen: Bool
    let language: DashboardLanguage

    /// The reports of a period's whole days, and of as many days right before them.
    struct Comparison {
        let now: JourneyReport
        let before: JourneyReport
    }

    private var before: JourneyReport? { comparison?.before }
    private var texts: Texts { Texts(language) }
    private var numbers: Numbers { Numbers(language: language) }

    var values: [String: TemplateValue] {
        let moves = moves
        let meanings = meanings(moves)
        let stalling = report.stages.first(where: \.stalls)
        return [
            "from": .text(report.from), "to": .text(report.to),
            "from_words": .text(numbers.day(report.from)), "to_words": .text(numbers.day(report.to)),
            "compared": comparison.map(Self.days(numbers)) ?? .text(""), "is_open": .flag(isOpen),
            "stall_label": .text(stalling?.label ?? ""),
            "stages": .list(stages(meanings)), "without_stage": .text(numbers.count(report.withoutStage)),
            "has_moves": .flag(!moves.isEmpty), "moves": .list(rows(of: moves, meanings)),
            "has_money": .flag(!moneyRows.isEmpty), "money": .list(moneyRows),
            "has_campaigns": .flag(!report.campaigns.isEmpty), "campaigns": .list(campaigns),
            "has_sources": .flag(!report.sources.isEmpty), "sources": .list(sources),
            "drawings": .list(
                JourneyDrawing.Form.all.map { JourneyDrawing(report, numbers: numbers, form: $0).value }),
        ]
    }

    private static func days(_ numbers: Numbers) -> (Comparison) -> TemplateValue {
        { comparison in
            .object([
                "whole_from": .text(numbers.day(comparison.now.from)),
                "whole_to": .text(numbers.day(comparison.now.to)),
                "before_from": .text(numbers.day(comparison.before.from)),
                "before_to": .text(numbers.day(comparison.before.to)),
            ])
        }
    }

    // MARK: What differs

    /// A move that was made in either period.
    private struct Move {
        let now: JourneyReport.ArrowLine
        /// The number of people in the period's whole days, and in the days before.
        let whole: Int
        let before: Int
    }

    private var moves: [Move] {
        let (whole, earlier) = (comparison?.now.arrows ?? [], before?.arrows ?? [])
        let gone = earlier.filter { old in !report.arrows.contains { $0.from == old.from && $0.to == old.to } }
            .map { old -> JourneyReport.ArrowLine in
                var line = old
                (line.intended, line.accidental, line.stated, line.wantsCampaign) = (0, 0, 0, false)
                return line
            }
        return (report.arrows + gone).map { line -> Move in
            func count(_ arrows: [JourneyReport.ArrowLine]) -> Int {
                arrows.first { $0.from == line.from && $0.to == line.to }?.count ?? 0
            }
            return Move(now: line, whole: count(whole), before: count(earlier))
        }.sorted { ($0.now.from?.index ?? -1, $0.now.to) < ($1.now.from?.index ?? -1, $1.now.to) }
    }

    private struct Meanings {
        var came: [CountComparison.Meaning] = []
        var left: [CountComparison.Meaning] = []
        var moves: [CountComparison.Meaning] = []
    }

    /// The meanings of all numbers of the page, judged together. None means anything where there is no period before.
    private func meanings(_ moves: [Move]) -> Meanings {
        func counts(_ number: (JourneyReport.StageLine) -> Int) -> [CountComparison] {
            report.stages.map { line in
                func of(_ other: JourneyReport?) -> Int {
                    other?.stages.first { $0.stage == line.stage }.map(number) ?? 0
                }
                return CountComparison(now: of(comparison?.now), before: of(before))
            }
        }
        let (came, left) = (counts(\.came), counts(\.left))
        let all = came + left + moves.map { CountComparison(now: $0.whole, before: $0.before) }
        // Both have as many whole days.
        let found = CountComparison.meanings(all, share: comparison == nil ? 0 : 0.5)
        return Meanings(
            came: Array(found.prefix(came.count)), left: Array(found.dropFirst(came.count).prefix(left.count)),
            moves: Array(found.suffix(moves.count)))
    }

    /// The words for a meaning; empty where nothing was counted.
    private func means(_ meaning: CountComparison.Meaning, _ now: Int, _ before: Int) -> TemplateValue {
        guard comparison != nil, now + before > 0 else { return .text("") }
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
            let old = before?.stages.first { $0.stage == line.stage }
            let whole = comparison?.now.stages.first { $0.stage == line.stage }
            // With how far the whole days are from it.
            func earlier(_ number: Int?, _ now: Int?) -> TemplateValue {
                guard let number else { return .text("–") }
                let difference = now.map { " (\(numbers.difference($0, number)))" } ?? ""
                return .text(numbers.count(number) + difference)
            }
            return .object([
                "label": .text(line.label), "people": .text(numbers.count(line.people)),
                "people_before": earlier(old?.people, whole?.people), "came": .text(numbers.count(line.came)),
                "came_before": earlier(old?.came, whole?.came),
                "came_means": means(meanings.came[index], whole?.came ?? 0, old?.came ?? 0),
                "left": .text(numbers.count(line.left)), "left_before": earlier(old?.left, whole?.left),
                "left_means": means(meanings.left[index], whole?.left ?? 0, old?.left ?? 0),
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
                "difference": .text(before == nil ? "–" : numbers.difference(move.whole, move.before)),
                "means": means(meaning, move.whole, move.before), "wants_campaign": .flag(line.wantsCampaign),
            ])
        }
    }

    private func label(_ stage: Stage) -> String {
        report.stages.first { $0.stage == stage }?.label ?? stage.rawValue
    }

    private var moneyRows: [TemplateValue] {
        let sums = Money.sums(report.campaigns.flatMap(\.money))
        let whole = Money.sums(comparison?.now.campaigns.flatMap(\.money) ?? [])
        let old = Money.sums(before?.campaigns.flatMap(\.money) ?? [])
        let currencies = Set((sums + old).map(\.currency)).sorted()
        return currencies.map { currency in
            func units(_ list: [Money]) -> Int64 { list.first { $0.currency == currency }?.minorUnits ?? 0 }
            let (now, then) = (units(sums), units(old))
            func words(_ units: Int64) -> String { numbers.money(Money(minorUnits: units, currency: currency)) }
            let (difference, overflows) = units(whole).subtractingReportingOverflow(then)
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
                "name": .text(line.name),
                "moves": .text(line.moves ?? texts["gone"]),
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
