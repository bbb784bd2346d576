import UsherCore
import UsherDaemon
import UsherIntake

/// `import --dry-run`: reads the whole file, and says what would happen.
struct DryImport {
    let home: OpenHome
    let map: ColumnMap
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
        do {
            var contacts = try ContactsReader(
                try OctetSource(path: file), attributes: home.settings.attributes, map: map)
            while let row = try contacts.next() {
                rows += 1
                let person: ContactDraft
                do throws(Misreading) { person = try reader.entry(try row.draft.get(), now: now).person } catch {
                    bad.append(BulkReport.Row(line: row.line, reason: error.reason))
                    continue
                }
                try rehearsal.add(person)
            }
        } catch let fault as ImportFault {
            throw CommandFailure(fault, file: name)
        }
        if output.json {
            try Output.json(Report(file: name, rows: rows, would: rehearsal.tally, bad: bad))
        } else {
            for row in bad { Output.error("\(name):\(row.line): \(row.reason)") }
            let parts = [rehearsal.tally.summary, bad.isEmpty ? "" : "\(bad.count) bad"].filter { !$0.isEmpty }
            let said = parts.isEmpty ? "nobody" : parts.joined(separator: ", ")
            Output.line("\(Wording.count(rows, "row")) would be: \(said)")
            Output.line("Nothing is written. Without --dry-run it happens.")
        }
        guard !bad.isEmpty else { return }
        throw CommandFailure(.data, "\(Wording.count(bad.count, "row is", "rows are")) bad and would be left out")
    }
}
