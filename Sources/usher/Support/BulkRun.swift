import Foundation
import UsherCore
import UsherDaemon

/// `enqueue --from` and `import`: the one way from a CSV file into the database.
struct BulkRun {
    let home: OpenHome
    let entry: EntryTemplate
    let output: OutputOptions

    struct Report: Encodable {
        var rows = 0
        var bad: [BadRow] = []
        var refused: [BadRow] = []
        var result = BulkIntake.Tally()
    }

    struct BadRow: Encodable {
        let line: Int?
        let reason: String
    }

    /// Good rows are kept; bad ones are named. Exits with 65 when there was a bad one.
    func run(file: String) throws {
        var reader = try ContactsReader(try OctetSource(path: file), attributes: home.settings.attributes)
        let home = home
        var bulk = BulkIntake(intake: home.intake, isDaemonRunning: { home.isDaemonRunning })
        var report = Report()
        var progress = ProgressLine()
        let now = home.clock.now()
        while let row = try reader.next() {
            report.rows += 1
            switch row {
            case .row(_, let draft):
                let key = draft.key.isEmpty ? nil : draft.key
                note(try bulk.add(entry.request(draft.person, key: key, now: now)), &report)
            case .bad(let line, let reason):
                report.bad.append(BadRow(line: line, reason: reason))
                progress.clear()
                Output.error("\(file):\(line): \(reason)")
            }
            progress.show(rows: report.rows, fraction: reader.fraction)
        }
        note(try bulk.flush(), &report)
        progress.clear()
        report.result = bulk.tally
        try finish(report)
    }

    private func note(_ refused: [(EntryRequest, Refusal)], _ report: inout Report) {
        for (request, refusal) in refused {
            report.refused.append(BadRow(line: nil, reason: "\(request.person.address): \(refusal.sentence)"))
        }
    }

    private func finish(_ report: Report) throws {
        if output.json {
            try Output.json(report)
        } else {
            let tally = report.result
            for refused in report.refused { Output.line("refused: \(refused.reason)") }
            Output.line(
                "\(report.rows) rows: \(tally.entered) entered, \(tally.already) were in it already, \(tally.saved) saved, "
                    + "\(tally.refused) refused, \(report.bad.count) bad")
            for line in home.situation { Output.line(line) }
        }
        if !report.bad.isEmpty {
            throw CommandFailure(
                .data,
                "\(report.bad.count) rows are bad; mend them and run the same command again, nobody is added twice")
        }
    }
}

extension ContactsReader {
    /// How much of the file is read; nil where its end is not known.
    fileprivate var fraction: Double? {
        progress.of.map { $0 == 0 ? 1 : Double(progress.octets) / Double($0) }
    }
}
