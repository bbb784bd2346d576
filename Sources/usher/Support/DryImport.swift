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
        let withoutAddress: Int
    }

    /// Ends with 65 when a row is bad, as the import would.
    mutating func run(file: String) throws {
        let name = file == "-" ? "standard input" : file
        let now = home.clock.now()
        var rehearsal = ImportRehearsal(store: home.store, now: now)
        var bad: [BulkReport.Row] = []
        var rows = 0
        var (marketing, withoutAddress, missing) = (MarketingCount(), 0, [String]())
        do {
            var contacts = try ContactsReader(
                try OctetSource(path: file), attributes: home.settings.attributes, reading: reading)
            missing = contacts.missing
            while let row = try contacts.next() {
                rows += 1
                if reading.format != nil, row.hasNoAddress {
                    withoutAddress += 1
                    continue
                }
                let request: EntryRequest
                do throws(Misreading) { request = try reader.entry(try row.draft.get(), now: now) } catch {
                    let isNo = row.said.map { !reader.noes(of: $0).isEmpty } == true
                    let reason = error.reason + (isNo ? "; that it says no would be recorded all the same" : "")
                    bad.append(BulkReport.Row(line: row.line, reason: reason))
                    continue
                }
                let standing = try home.store.standing(request.person.address.key, now: now)
                marketing.add(
                    request, standing.after(request, now: now), settings: home.settings.consent, now: now)
                try rehearsal.add(request.person)
            }
        } catch let fault as ImportFault {
            throw CommandFailure(fault, file: name)
        }
        if output.json {
            let report = Report(
                file: name, rows: rows, would: rehearsal.tally, bad: bad, withoutAddress: withoutAddress)
            try Output.json(WithMarketing(report: report, marketing: marketing))
        } else {
            for row in bad { Output.error("\(name):\(row.line): \(row.reason)") }
            let parts = [
                rehearsal.tally.summary, withoutAddress == 0 ? "" : "\(withoutAddress) without an address",
                bad.isEmpty ? "" : "\(bad.count) bad",
            ].filter { !$0.isEmpty }
            let said = parts.isEmpty ? "nobody" : parts.joined(separator: ", ")
            Output.line("\(Wording.count(rows, "row")) would be: \(said)")
            if reading.format != nil, !marketing.summary.isEmpty { Output.line("marketing: \(marketing.summary)") }
            Output.lines(
                ConsentNote.lines(
                    marketing, tool: reading.format?.title, name: reading.format?.name, missing: missing))
            Output.line("Nothing is written. Without --dry-run it happens.")
        }
        guard !bad.isEmpty else { return }
        throw CommandFailure(.data, "\(Wording.count(bad.count, "row is", "rows are")) bad and would be left out")
    }
}
