extension JourneyReport {
    /// The lines for a terminal, in plain ASCII, at most 100 columns wide unless names are long: the picture, where to
    /// build next, the campaigns, the sources.
    package func lines() -> [String] {
        var lines = ["The journey, \(from) to \(to)", ""]
        lines += picture()
        let advice = advice()
        if !advice.isEmpty { lines += [""] + advice }
        if !campaigns.isEmpty { lines += [""] + campaignTable() }
        if sources.count > 1 { lines += [""] + sourceTable() }
        return lines
    }

    private func picture() -> [String] {
        let width = stages.map { TerminalText.columns($0.label) }.max() ?? 0
        let most = max(1, stages.map(\.people).max() ?? 1)
        let digits = String(most).count
        var lines: [String] = []
        for arrow in arrows where arrow.from == nil {
            lines.append("  new -> \(arrow.to.rawValue): \(arrow.words)")
        }
        if !lines.isEmpty { lines.append("") }
        for line in stages {
            let bar = String(repeating: "#", count: (line.people * 30 + most - 1) / most)
            let label = line.label.padding(to: width)
            let people = String(repeating: " ", count: digits - String(line.people).count) + "\(line.people)"
            lines.append(
                "  \(label)  \(people) \(bar)\(line.stalls ? "  <- \(line.people == 1 ? "the one here stalls" : "they stall here")" : "")"
                    .trimmedEnd)
            guard let next = line.stage.next else { continue }
            let onward = arrows.first { $0.from == line.stage && $0.to == next }
            let part = line.left == 1 ? "" : "half of them "
            let stay = line.medianStayMilliseconds.map { "; \(part)within \(Wording.about(milliseconds: $0))" }
            lines.append(
                "    |  \(onward?.words ?? (line.left > 0 ? "nobody to \(next.rawValue)" : "nobody moved on"))\(stay ?? "")"
            )
            for skip in arrows where skip.from == line.stage && skip.to != next {
                let word = skip.to > line.stage ? "on to" : "back to"
                lines.append("    |  \(word) \(skip.to.rawValue): \(skip.words)")
            }
        }
        for skip in arrows where skip.from == .promote {
            lines.append("    |  back to \(skip.to.rawValue): \(skip.words)")
        }
        if withoutStage > 0 { lines += ["", "  \(withoutStage) without a stage"] }
        return lines
    }

    /// The sentences on where the next campaign belongs.
    private func advice() -> [String] {
        let wanting = arrows.filter(\.wantsCampaign).sorted {
            ($1.accidental, $0.to) < ($0.accidental, $1.to)
        }
        let by = Dictionary(grouping: wanting, by: \.to).map { to, arrows in
            (to: to, count: arrows.reduce(0) { $0 + $1.accidental })
        }
        guard !by.isEmpty else { return [] }
        return ["Where to build the next campaign"]
            + by.sorted { ($1.count, $0.to) < ($0.count, $1.to) }.map { to, count in
                let from = Stage.allCases.first { $0.next == to }?.rawValue ?? "stranger"
                return
                    "  \(from) -> \(to.rawValue): \(count) came to \(to.rawValue) by accident, and no campaign brings anybody there"
            }
    }
}

extension JourneyReport.ArrowLine {
    /// The words for the kinds of moves, `12 on purpose, 3 by accident`, without those that are 0.
    var words: String {
        Wording.counts([
            (intended, "on purpose"), (accidental, "by accident"), (stated, "stated by the operator"),
        ])
    }
}
