extension JourneyReport {
    /// One row for each number, RFC 4180, with a head: `section,name,measure,value`.
    ///
    /// | section | name | measures |
    /// | --- | --- | --- |
    /// | `stage` | `convert` | `people`, `came`, `left`, `median_stay_ms`, `stalls` (1) |
    /// | `arrow` | `convert -> excite` | `intended`, `accidental`, `stated`, `wants_campaign` (1) |
    /// | `campaign` | `excite` | `visits`, `scanner_visits`, `entered`, `moved`, `held_out`, `held_out_moved`, `money EUR` |
    /// | `step` | `excite/thanks` | `sent`, `clicked`, `scanned`, `bounced`, `came_back`, `complained` |
    /// | `source` | `email` | `campaigns`, `visits`, `entered`, `moved`, `money EUR` |
    ///
    /// A measure that has no value has no row.
    package func csv() -> String {
        var rows = [["section", "name", "measure", "value"]]
        func add(_ section: String, _ name: String, _ values: [(String, String?)]) {
            for (measure, value) in values { if let value { rows.append([section, name, measure, value]) } }
        }
        for line in stages {
            add(
                "stage", line.stage.rawValue,
                [
                    ("people", "\(line.people)"), ("came", "\(line.came)"), ("left", "\(line.left)"),
                    ("median_stay_ms", line.medianStayMilliseconds.map { "\($0)" }),
                    ("stalls", line.stalls ? "1" : nil),
                ])
        }
        add("stage", "-", [("people", "\(withoutStage)")])
        for line in arrows {
            add(
                "arrow", "\(line.from?.rawValue ?? "-") -> \(line.to.rawValue)",
                [
                    ("intended", "\(line.intended)"), ("accidental", "\(line.accidental)"),
                    ("stated", "\(line.stated)"), ("wants_campaign", line.wantsCampaign ? "1" : nil),
                ])
        }
        for line in campaigns {
            add(
                "campaign", line.name,
                [
                    ("visits", "\(line.visits)"), ("scanner_visits", "\(line.scannerVisits)"),
                    ("entered", "\(line.entered)"), ("moved", "\(line.moved)"),
                    ("held_out", "\(line.heldOut)"), ("held_out_moved", "\(line.heldOutMoved)"),
                ] + line.money.map { ("money \($0.currency)", $0.amount) })
            for step in line.steps {
                add(
                    "step", "\(line.name)/\(step.name)",
                    [
                        ("sent", "\(step.sent)"), ("clicked", "\(step.clicked)"), ("scanned", "\(step.scanned)"),
                        ("bounced", "\(step.bounced)"), ("came_back", "\(step.cameBack)"),
                        ("complained", "\(step.complained)"),
                    ])
            }
        }
        for line in sources {
            add(
                "source", line.source.rawValue,
                [
                    ("campaigns", "\(line.campaigns)"), ("visits", "\(line.visits)"), ("entered", "\(line.entered)"),
                    ("moved", "\(line.moved)"),
                ] + line.money.map { ("money \($0.currency)", $0.amount) })
        }
        return CSVText.table(rows)
    }
}
