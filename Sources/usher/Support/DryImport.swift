import UsherCore
import UsherDaemon
import UsherIntake

/// `import --dry-run`: reads the whole file, and says what would happen.
struct DryImport {
    let home: OpenHome
    let reading: ListReading
    let output: OutputOptions
    var reader: DraftReader

    private struct Report: Encodable {
        let file: String
        let rows: Int
        let would: ImportRehearsal.Tally
        let bad: [BulkReport.Row]
    }

    /// Ends with 65 when a row is bad, as the import would.
    mutating func run(file: String) throws {
        let name = file == "-" ? "standard input" : file
        let now = home.clock.now()
        var rehearsal = ImportRehearsal(store: home.store, now: now)
        var bad: [BulkReport.Row] = []
        var rows = 0
        // Counts what the rows say of marketing.
        var report = BulkReport(file: name)
        do {
            var contacts = try ContactsReader(
                try OctetSource(path: file), attributes: home.settings.attributes, reading: reading)
            while let row = try contacts.next() {
                rows += 1
                if reading.format != nil, row.hasNoAddress {
                    report.withoutAddress += 1
                    continue
                }
                let request: EntryRequest
                do throws(Misreading) { request = try reader.entry(try row.draft.get(), now: now) } catch {
                    bad.append(BulkReport.Row(line: row.line, reason: error.reason))
                    continue
                }
                report.count(request)
                try rehearsal.add(request.person)
            }
        } catch let fault as ImportFault {
            throw CommandFailure(fault, file: name)
        }
        if output.json {
            try Output.json(Report(file: name, rows: rows, would: rehearsal.tally, bad: bad))
        } else {
            for row in bad { Output.error("\(name):\(row.line): \(row.reason)") }
            let missing = report.withoutAddress
            let parts = [
                rehearsal.tally.summary, missing == 0 ? "" : "\(missing) without an address",
                bad.isEmpty ? "" : "\(bad.count) bad",
            ].filter { !$0.isEmpty }
            let said = parts.isEmpty ? "nobody" : parts.joined(separator: ", ")
            Output.line("\(Wording.count(rows, "row")) would be: \(said)")
            if reading.format != nil, !report.consents.isEmpty { Output.line("marketing: \(report.consents)") }
            if report.silent > 0 { Output.line(ConsentNote.line(report.silent)) }
            Output.line("Nothing is written. Without --dry-run it happens.")
        }
        guard !bad.isEmpty else { return }
        throw CommandFailure(.data, "\(Wording.count(bad.count, "row is", "rows are")) bad and would be left out")
    }
}
