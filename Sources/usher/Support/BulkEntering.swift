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
        do {
            var contacts = try ContactsReader(
                try OctetSource(path: file), attributes: home.settings.attributes, reading: reading)
            let now = home.clock.now()
            while let row = try contacts.next() {
                report.rows += 1
                if reading.format != nil, row.hasNoAddress {
                    report.withoutAddress += 1
                    continue
                }
                switch Self.request(row, &reader, now: now) {
                case .success(let request):
                    report.count(request)
                    note(try bulk.add(request, line: row.line), &report, &progress)
                case .failure(let fault):
                    note(BulkReport.Row(line: row.line, reason: fault.reason), in: \.bad, &report, &progress)
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
        try finish(report)
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

    private func finish(_ report: BulkReport) throws {
        if output.json {
            try Output.json(report)
        } else {
            Output.line(report.summary)
            if report.tally.already > 0, let setting = reEntry {
                Output.line("people who are in \(campaign?.name ?? "it") already are not entered again (\(setting))")
            }
            if reading.format != nil, !report.consents.isEmpty { Output.line("marketing: \(report.consents)") }
            if report.silent > 0 { Output.line(ConsentNote.line(report.silent)) }
            Output.lines(campaign == nil ? [home.importSituation] : home.situation(of: campaign?.id))
        }
        guard report.badCount > 0 else { return }
        let rows = Wording.count(report.badCount, "row is left out", "rows are left out")
        throw CommandFailure(
            .data, "\(rows); correct the file and give the same command again: nobody is added twice")
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
