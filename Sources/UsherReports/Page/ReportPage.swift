import UsherCore

/// The journey and the e-mails of its campaigns as one HTML file, for the weekly mail: styles in it, no script, and
/// nothing that is fetched from anywhere.
package struct ReportPage: Sendable {
    private let report: JourneyReport
    private let tables: [CampaignTable]
    private let shop: String
    private let mode: String

    /// Makes the page. `tables` are those of the campaigns that sent something, over the days that they name.
    package init(_ report: JourneyReport, tables: [CampaignTable], shop: String, mode: String) {
        self.report = report
        self.tables = tables
        self.shop = shop
        self.mode = mode
    }

    package var html: String {
        let title = "\(shop.isEmpty ? "The journey" : shop), \(report.from) to \(report.to)"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(Self.escaped(title))</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <main>
            <h1>\(Self.escaped(title))</h1>
            \(stages)
            \(arrows)
            \(campaigns)
            \(tables.map(emails).joined(separator: "\n"))
            <p class="small">Parts have in brackets where they may be in truth (95 %, Wilson). \(Self.escaped(mode))</p>
            </main>
            </body>
            </html>

            """
    }

    private static let style = """
        body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff }
        main { max-width: 52em; margin: 0 auto; padding: 1em }
        h1 { font-size: 1.4em } h2 { font-size: 1.15em; margin: 1.6em 0 .4em }
        .wide { overflow-x: auto }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; padding: .3em .8em .3em 0; border-bottom: 1px solid #ccc; vertical-align: top }
        td.number, th.number { text-align: right; white-space: nowrap }
        .bar { background: #2f6f8f; height: .8em; border-radius: 2px }
        .mark { color: #8a3d00; font-weight: 600 }
        .small { color: #555; font-size: .85em }
        @media (prefers-color-scheme: dark) {
        body { color: #eee; background: #161616 } th, td { border-color: #444 }
        .bar { background: #6db3d6 } .mark { color: #ffb27a } .small { color: #bbb }
        }
        """

    // MARK: Its parts

    private var stages: String {
        let most = max(1, report.stages.map(\.people).max() ?? 1)
        let rows = report.stages.map { line in
            let stay = line.medianStayMilliseconds.map { "half left within \(Wording.about(milliseconds: $0))" } ?? ""
            let mark = line.stalls ? #" <span class="mark">they stall here</span>"# : ""
            return [
                "<th scope=\"row\">\(Self.escaped(line.label))\(mark)</th>",
                Self.number("\(line.people)"),
                #"<td style="width:40%"><div class="bar" style="width:\#(line.people * 100 / most)%"></div></td>"#,
                Self.number("\(line.came)"), Self.number("\(line.left)"), "<td>\(Self.escaped(stay))</td>",
            ]
        }
        return Self.table(
            "Where people stand",
            [("stage", false), ("people", true), ("", false), ("came", true), ("left", true), ("", false)],
            rows)
    }

    private var arrows: String {
        guard !report.arrows.isEmpty else { return "" }
        return Self.table(
            "What moved them",
            [("from", false), ("to", false), ("on purpose", true), ("by accident", true), ("stated", true)],
            report.arrows.map { arrow in
                let mark = arrow.wantsCampaign ? #" <span class="mark">no campaign leads here</span>"# : ""
                return [
                    "<td>\(arrow.from?.rawValue ?? "new")</td>", "<td>\(arrow.to.rawValue)\(mark)</td>",
                    Self.number("\(arrow.intended)"), Self.number("\(arrow.accidental)"),
                    Self.number("\(arrow.stated)"),
                ]
            })
    }

    private var campaigns: String {
        Self.table(
            "Campaigns",
            [
                ("campaign", false), ("moves", false), ("visits", true), ("entered", true), ("moved", true),
                ("sent", true),
                ("money", true),
            ],
            report.campaigns.map { line in
                [
                    "<th scope=\"row\">\(Self.escaped(line.name))</th>",
                    "<td>\(Self.escaped(line.moves ?? "gone"))</td>",
                    Self.number("\(line.visits)"), Self.number("\(line.entered)"), Self.number("\(line.moved)"),
                    Self.number("\(line.steps.reduce(0) { $0 + $1.sent })"),
                    Self.number(line.money.map(\.words).joined(separator: ", ")),
                ]
            })
    }

    private func emails(_ table: CampaignTable) -> String {
        let rows = table.steps.map { step in
            let mark = step.isWeakest ? #" <span class="mark">the weakest</span>"# : ""
            return [
                "<th scope=\"row\">\(Self.escaped(step.name))\(mark)</th>", Self.number("\(step.waiting)"),
                Self.number("\(step.sent)"), Self.part(step.clicked), Self.part(step.unsubscribed),
                Self.part(step.bounced),
                Self.part(step.complained), step.reached.map(Self.part) ?? "<td></td>",
            ]
        }
        let head = Self.table(
            "\(table.campaign): e-mails sent \(table.from) to \(table.to)",
            [
                ("e-mail", false), ("wait", true), ("sent", true), ("clicked", true), ("unsubscribed", true),
                ("bounced", true), ("complained", true), ("reached the goal", true),
            ], rows)
        let verdict = table.verdict.map { "<p>\(Self.escaped($0)).</p>" } ?? ""
        guard let holdout = table.holdout else { return head + verdict }
        return head + verdict
            + "<p>Of those whose time is over, \(holdout.reached.rateText) of \(holdout.reached.of) who were to get the e-mails "
            + "reached the goal, "
            + "and \(holdout.heldOutReached.rateText) of \(holdout.heldOutReached.of) who were held out.</p>"
    }

    // MARK: HTML

    private static func table(_ title: String, _ columns: [(name: String, isNumber: Bool)], _ rows: [[String]])
        -> String
    {
        let head = columns.map { "<th scope=\"col\"\($0.isNumber ? " class=\"number\"" : "")>\(escaped($0.name))</th>" }
        let body = rows.map { "<tr>\($0.joined())</tr>" }.joined(separator: "\n")
        return """
            <h2>\(escaped(title))</h2>
            <div class="wide"><table><thead><tr>\(head.joined())</tr></thead><tbody>
            \(body)
            </tbody></table></div>
            """
    }

    private static func number(_ text: String) -> String { "<td class=\"number\">\(escaped(text))</td>" }

    private static func part(_ share: Share) -> String {
        guard let range = share.rangeText else { return number("\(share.count)") }
        return "<td class=\"number\">\(share.count)<br><span class=\"small\">\(share.rateText) (\(range))</span></td>"
    }

    static func escaped(_ text: String) -> String {
        PrintableText.line(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
