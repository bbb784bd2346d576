extension JourneyReport {
    func campaignTable() -> [String] {
        var rows = [
            ["campaign", "moves", "visits", "entered", "moved", "held out", "moved anyway", "sent", "clicked", "money"]
        ]
        for line in campaigns {
            rows.append([
                line.name, line.moves ?? "(gone)", "\(line.visits)", "\(line.entered)",
                "\(line.moved)\(Self.share(line.moved, of: line.entered))", "\(line.heldOut)",
                "\(line.heldOutMoved)\(Self.share(line.heldOutMoved, of: line.heldOut))",
                "\(line.steps.reduce(0) { $0 + $1.sent })", "\(line.steps.reduce(0) { $0 + $1.clicked })",
                Self.words(line.money),
            ])
        }
        let far = campaigns.filter { $0.steps.contains { $0.sent > 0 } }.map { line in
            "  \(line.name): " + line.steps.map(\.words).joined(separator: ", ")
        }
        return Self.aligned(rows) + (far.isEmpty ? [] : ["", "How far people got (sent)"] + far)
    }

    func sourceTable() -> [String] {
        var rows = [["source", "campaigns", "visits", "entered", "moved", "money"]]
        for line in sources {
            rows.append([
                line.source.rawValue, "\(line.campaigns)", "\(line.visits)", "\(line.entered)", "\(line.moved)",
                Self.words(line.money),
            ])
        }
        return Self.aligned(rows)
    }

    /// The part of a whole in brackets, ` (24 %)`; empty where the whole is 0.
    private static func share(_ part: Int, of whole: Int) -> String {
        whole > 0 ? " (\(part * 100 / whole) %)" : ""
    }

    private static func words(_ money: [Money]) -> String {
        money.map { "\($0.amount) \($0.currency)" }.joined(separator: ", ")
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        let columns = rows.first?.count ?? 0
        let widths = (0..<columns).map { column in rows.map { TerminalText.columns($0[column]) }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0.padding(to: $1) }.joined(separator: "  ").trimmedEnd
        }
    }
}

extension JourneyReport.StepLine {
    /// The words for a step: `thanks 12 (3 clicked, 1 bounced)`.
    fileprivate var words: String {
        let more = Wording.counts([
            (clicked, "clicked"), (bounced, "bounced"), (cameBack, "came back"), (complained, "complained"),
        ])
        return "\(name) \(sent)\(more.isEmpty ? "" : " (\(more))")"
    }
}
