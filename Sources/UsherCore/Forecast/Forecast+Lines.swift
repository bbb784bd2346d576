extension Forecast {
    /// The lines for a terminal, in plain ASCII.
    package func lines() -> [String] {
        var lines = mailLines() + [""]
        guard daysKnown > 0 else { return lines + ["Nobody has moved yet: there is no past to forecast people from."] }
        let past = Wording.count(daysKnown, "day")
        lines.append(
            "People, four times of five, by \(past) of the past until \(until) (half of the futures are below the number in brackets)"
        )
        lines += table(stages)
        if let whatIf {
            lines += ["", "If \(whatIf.condition), which came right before \(whatIf.byIt) of \(whatIf.of) such moves"]
            lines += table(whatIf.stages)
        }
        return lines
    }

    private func mailLines() -> [String] {
        let total = mail.reduce(0) { $0 + $1.total }
        var lines = ["E-mails from what waits now: \(total) in \(Wording.count(mail.count, "day"))"]
        let most = mail.map(\.total).max() ?? 0
        let digits = max(1, String(most).count)
        for day in mail where day.total > 0 || day.putOff > 0 {
            let count = "\(day.total)"
            let next = day.following > 0 ? ", \(day.following) of them steps that come later" : ""
            let late = day.putOff > 0 ? "; \(day.putOff) put off, for \(day.most ?? 0) may go" : ""
            lines.append(
                "  \(Self.named(day.day))  \(String(repeating: " ", count: max(0, digits - count.count)))\(count)\(next)\(late)"
            )
        }
        if paused > 0 { lines.append("  \(paused) more wait until somebody ends a pause: usher status") }
        return lines
    }

    /// The day with its weekday: `Mon 2026-11-30`.
    private static func named(_ day: String) -> String {
        guard let date = CalendarDate(day), date.exists else { return day }
        let wall = WallTime(day: CivilDay(date), millisecondOfDay: 0)
        return String(Wording.dayAndTime(wall).dropLast(6))
    }

    private func table(_ stages: [StageLine]) -> [String] {
        let horizons = stages.first?.ahead.map(\.days) ?? []
        var rows = [["", "now"] + horizons.map { "in \($0) days" }]
        for line in stages {
            rows.append([line.label, "\(line.people)"] + line.ahead.map { Self.words($0.people) })
            let currencies = Set(line.ahead.flatMap { $0.money.map(\.currency) }).sorted()
            for currency in currencies {
                let parts = line.ahead.map { ahead in
                    ahead.money.first { $0.currency == currency }.map { Self.words($0) } ?? ""
                }
                rows.append(["  \(currency) until then", ""] + parts)
            }
        }
        let widths = (0..<(horizons.count + 2)).map { column in rows.map { TerminalText.columns($0[column]) }.max() ?? 0
        }
        return rows.map { row in "  " + zip(row, widths).map { $0.padding(to: $1) }.joined(separator: "  ").trimmedEnd }
    }

    private static func words(_ part: Part) -> String { words(part.range, part.daysToKnow) }

    private static func words(_ part: MoneyPart) -> String { words(part.range, part.daysToKnow) }

    private static func words(_ range: PredictedRange?, _ daysToKnow: Int?) -> String {
        guard let range else {
            return daysToKnow.map { "too few or uneven; known in \($0) days" } ?? "too few or uneven, no telling when"
        }
        return "\(whole(range.low)) to \(whole(range.high)) (\(whole(range.middle)))"
    }

    private static func whole(_ number: Double) -> String { "\(Int(max(-1e15, min(1e15, number.rounded()))))" }
}
