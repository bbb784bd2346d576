import Foundation
import UsherCore
import UsherDaemon
import UsherIntake

/// `enqueue --from` and `import`: the one way from a CSV file into the database.
struct BulkEntering {
    let home: OpenHome
    let output: OutputOptions
    /// Knows what they have in common.
    let reader: DraftReader
    /// The campaign that they enter; nil for an import.
    var campaign: (id: CampaignID, name: String)?
    /// How the file is read.
    var reading = ListReading()

    /// Good rows are kept; bad and refused ones are named with their line. Exits with 65 when there was a bad one.
    func run(file: String) throws {
        let name = file == "-" ? "standard input" : file
        var bulk = BulkIntake(intake: home.intake, isDaemonRunning: { [home] in home.isDaemonRunning })
        var report = BulkReport(file: name)
        var progress = ProgressLine()
        var reader = reader
        var (unread, missing) = (0, [String]())
        do {
            var contacts = try ContactsReader(
                try OctetSource(path: file), attributes: home.settings.attributes, reading: reading)
            missing = contacts.missing
            let now = home.clock.now()
            while let row = try contacts.next() {
                report.rows += 1
                if reading.format != nil, row.hasNoAddress {
                    report.withoutAddress += 1
                    continue
                }
                switch Self.request(row, &reader, now: now) {
                case .success(let request):
                    note(try bulk.add(request, line: row.line), &report, &progress)
                case .failure(let fault):
                    // A no holds whatever else is wrong with the row.
                    let noes = row.said.map { reader.noes(of: $0) } ?? []
                    try bulk.add(noes: noes)
                    if noes.isEmpty, contacts.canSayNo { unread += 1 }
                    let reason = fault.reason + (noes.isEmpty ? "" : "; that it says no is recorded all the same")
                    note(BulkReport.Row(line: row.line, reason: reason), in: \.bad, &report, &progress)
                }
                progress.show(rows: report.rows, fraction: contacts.fraction)
            }
            note(try bulk.flush(), &report, &progress)
        } catch {
            progress.clear()
            throw Self.interrupted(error, file: name, recorded: bulk.tally.count)
        }
        progress.clear()
        report.tally = bulk.tally
        report.marketing = bulk.marketing
        try finish(report, missing: missing, unread: unread)
    }

    private static func request(
        _ row: ContactsRow, _ reader: inout DraftReader, now: Timestamp
    ) -> Result<EntryRequest, Misreading> {
        do throws(Misreading) { return .success(try reader.entry(try row.draft.get(), now: now)) } catch {
            return .failure(error)
        }
    }

    private func note(_ refused: [BulkIntake.Refused], _ report: inout BulkReport, _ progress: inout ProgressLine) {
        for refused in refused {
            let address = refused.request.person.address
            let sentence = refused.refusal.sentence(about: address)
            let row = BulkReport.Row(
                line: refused.line,
                reason: "\(address) does not enter\(campaign.map { " \($0.name)" } ?? ""): \(sentence)")
            note(row, in: \.refused, &report, &progress)
        }
    }

    /// Told at once; kept only for JSON, because there may be a million.
    private func note(
        _ row: BulkReport.Row, in list: WritableKeyPath<BulkReport, [BulkReport.Row]>, _ report: inout BulkReport,
        _ progress: inout ProgressLine
    ) {
        if list == \.bad { report.badCount += 1 }
        if output.json {
            report[keyPath: list].append(row)
        } else {
            progress.clear()
            Output.error("\(report.file):\(row.line): \(row.reason)")
        }
    }

    /// `unread`: bad rows of a list that says who said no, of which nobody knows whether they do.
    private func finish(_ report: BulkReport, missing: [String], unread: Int) throws {
        if output.json {
            try Output.json(WithMarketing(report: report, marketing: report.marketing))
        } else {
            Output.line(report.summary)
            if report.tally.already > 0, let setting = reEntry {
                Output.line("people who are in \(campaign?.name ?? "it") already are not entered again (\(setting))")
            }
            let marketing = report.marketing.summary
            if reading.format != nil, !marketing.isEmpty { Output.line("marketing: \(marketing)") }
            Output.lines(
                ConsentNote.lines(
                    report.marketing, tool: reading.format?.title, name: reading.format?.name, missing: missing))
            Output.lines(campaign == nil ? [home.importSituation] : home.situation(of: campaign?.id))
        }
        guard report.badCount > 0 else { return }
        let rows = Wording.count(report.badCount, "row is left out", "rows are left out")
        throw CommandFailure(
            .data,
            "\(rows)\(unread > 0 ? ", and may still be mailed where the row says no" : ""); correct the file and give the same command again: nobody is added twice"
        )
    }

    private var reEntry: String? { campaign.flatMap { home.plan.campaigns[$0.id]?.reEntry.setting } }

    /// What stopped it, with what is safe already.
    static func interrupted(_ error: any Error, file: String, recorded: Int) -> any Error {
        guard recorded > 0, let failure = CommandFailure.describing(error) else {
            return (error as? ImportFault).map { CommandFailure($0, file: file) } ?? error
        }
        return CommandFailure(
            failure.code,
            "\(failure.sentence) (\(Wording.count(recorded, "row")) recorded; giving the same command again goes on from there)"
        )
    }
}

extension ContactsRow {
    /// What could be read of it, whatever is wrong.
    var said: Draft? {
        if case .success(let draft) = draft { draft } else { rest }
    }

    /// Other tools keep people whom they know by a telephone's number alone.
    var hasNoAddress: Bool {
        guard case .success(let draft) = draft else { return false }
        return draft[.address] == nil
    }
}

extension ContactsReader {
    /// How much of the file is read; nil where its end is not known.
    var fraction: Double? {
        progress.of.map { $0 == 0 ? 1 : Double(progress.octets) / Double($0) }
    }
}
