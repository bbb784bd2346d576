extension CampaignTable {
    /// The lines for a terminal, in plain ASCII, at most 72 columns wide unless names are long.
    package func lines() -> [String] {
        var lines = ["\(campaign): \(moves ?? "gone from the files"), e-mails sent \(from) to \(to)"]
        for step in steps { lines += [""] + self.lines(of: step) }
        if steps.isEmpty { lines += ["", "It has no e-mails."] }
        if let verdict { lines += ["", verdict] }
        if let holdout { lines += [""] + self.lines(of: holdout) }
        guard steps.contains(where: { $0.sent > 0 }) else { return lines }
        return lines + ["", "In brackets: where the part may be in truth (95 %, Wilson)."]
    }

    private func lines(of step: StepLine) -> [String] {
        let gone = step.isGone ? " (gone from the files)" : ""
        let mark = step.isWeakest ? "  <- the weakest" : ""
        var lines = [
            "\(step.name)\(gone)  \(step.sent) sent, \(step.waiting) wait\(step.waiting == 1 ? "s" : "")\(mark)"
        ]
        guard step.sent > 0 || step.bounced.of > 0 else { return lines }
        lines += [
            row("clicked", step.clicked), row("unsubscribed", step.unsubscribed), row("bounced", step.bounced),
            row("complained", step.complained),
        ]
        if let reached = step.reached { lines.append(row("reached the goal", reached) + over(step, reached)) }
        if let next = step.reachedBeforeNext, step.reached?.of ?? 0 > 0 { lines.append(row("before the next", next)) }
        return lines
    }

    /// The words on how many people's time is over, where not everybody's is.
    private func over(_ step: StepLine, _ reached: Share) -> String {
        reached.of == step.sent ? "" : ", of \(reached.of) whose time is over"
    }

    private func row(_ words: String, _ share: Share) -> String {
        let count = "\(share.count)"
        let head = "  \(words.padding(to: 18))\(String(repeating: " ", count: max(0, 8 - count.count)))\(count)"
        guard let range = share.rangeText else { return head }
        let rate = share.rateText
        return "\(head)  \(String(repeating: " ", count: max(0, 7 - rate.count)))\(rate)  (\(range))"
    }

    private func lines(of holdout: HoldoutLine) -> [String] {
        let (got, nothing) = (holdout.reached, holdout.heldOutReached)
        var lines = [
            "Of those who entered and whose time is over",
            row("meant to get them", got) + ", of \(got.of)", row("held out", nothing) + ", of \(nothing.of)",
        ]
        guard let difference = holdout.difference else { return lines + ["  too few people to say what it does"] }
        let range = "\(Share.percent(difference.low)) to \(Share.percent(difference.high)) points"
        lines.append(
            difference.isClear
                ? "  it makes a difference of \(Share.percent(difference.difference)) points (\(range))"
                : "  too few people to say whether it makes a difference (\(range))")
        return lines
    }

    /// The table as CSV (RFC 4180): one row for each number, with a head. A part has its whole, its rate and its
    /// interval.
    package func csv() -> String {
        var rows = [["step", "measure", "count", "of", "rate", "low", "high"]]
        func add(_ step: String, _ measure: String, _ share: Share?) {
            guard let share else { return }
            rows.append(
                [step, measure, "\(share.count)", "\(share.of)"] + [share.rate, share.low, share.high].map(Self.text))
        }
        for step in steps {
            rows.append([step.name, "waiting", "\(step.waiting)", "", "", "", ""])
            rows.append([step.name, "sent", "\(step.sent)", "", "", "", ""])
            add(step.name, "clicked", step.clicked)
            add(step.name, "unsubscribed", step.unsubscribed)
            add(step.name, "bounced", step.bounced)
            add(step.name, "complained", step.complained)
            add(step.name, "reached", step.reached)
            add(step.name, "reached_before_next", step.reachedBeforeNext)
            if step.isWeakest { rows.append([step.name, "weakest", "1", "", "", "", ""]) }
        }
        add("", "entered_reached", holdout?.reached)
        add("", "held_out_reached", holdout?.heldOutReached)
        return CSVText.table(rows)
    }

    private static func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
}
