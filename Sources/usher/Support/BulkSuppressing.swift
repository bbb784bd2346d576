import UsherCore
import UsherDaemon
import UsherIntake

/// `suppress add --from`: the way from a list into the suppressions.
struct BulkSuppressing {
    let home: OpenHome
    let reading: ListReading
    let scope: Suppression.Scope
    let because: String?
    let isDry: Bool

    /// Good rows are kept; bad ones are named with their line. Exits with 65 when there was a bad one, and when the
    /// list says of nobody that they said no.
    func run(file: String) throws {
        let name = file == "-" ? "standard input" : file
        var (bulk, bad, progress) = (BulkNoes(home: home, isDry: isDry), 0, ProgressLine())
        var (unread, isLost) = ([String](), false)
        do {
            var list = try ContactsReader(OctetSource(path: file), attributes: [:], reading: reading)
            unread = list.unread
            if !unread.isEmpty { Output.note("\(name): not read: \(Self.named(unread))") }
            while let row = try list.next() {
                if reading.format != nil, row.hasNoAddress {
                    bulk.add([])
                    continue
                }
                let (noes, faults) = requests(row, of: list)
                if !noes.isEmpty { bulk.add(noes) }
                if !faults.isEmpty {
                    bad += 1
                    progress.clear()
                    for fault in faults { Output.error("\(name):\(row.line): \(fault)") }
                }
                isLost = row.isLast
                try bulk.flushIfFull()
                progress.show(rows: bulk.rows + bad, fraction: list.fraction)
            }
            try bulk.flush()
        } catch {
            progress.clear()
            throw BulkEntering.interrupted(error, file: name, recorded: bulk.recorded)
        }
        progress.clear()
        Output.line(bulk.summary(bad: bad))
        Output.lines(
            [
                ConsentNote.since(bulk.confirmedSince),
                ConsentNote.here(bulk.confirmedHere, tool: reading.format?.title),
            ].compactMap(\.self))
        if isDry { Output.line("Nothing is written. Without --dry-run it happens.") }
        try end(name, bulk, bad: bad, unread: unread, isLost: isLost)
    }

    private func end(_ name: String, _ bulk: BulkNoes, bad: Int, unread: [String], isLost: Bool) throws {
        if bad > 0 {
            let rows = Wording.count(bad, "row is bad", "rows are bad")
            throw CommandFailure(
                .data,
                "\(rows), and whoever stands there\(isLost ? " or in any row after the last of them" : "") may still be "
                    + "mailed; correct the file and give the same command again")
        }
        guard bulk.isAllSilent else { return }
        throw CommandFailure(
            .data,
            "no row of \(name) says no, and nobody is suppressed"
                + (unread.isEmpty
                    ? "; if all of them said no, give the addresses without the other columns"
                    : "; not read: \(Self.named(unread)); if one of them says it: --map NAME=unsubscribed"))
    }

    private static func named(_ columns: [String]) -> String {
        columns.prefix(20).joined(separator: ", ") + (columns.count > 20 ? " and \(columns.count - 20) more" : "")
    }

    /// For each address of a row what it asks for, nothing where its columns say no no; and one clause for each thing
    /// that cannot be read.
    private func requests(
        _ row: ContactsRow, of list: ContactsReader
    ) -> (noes: [(EmailAddress, [NoRequest])], faults: [String]) {
        var (faults, noes): ([String], [(EmailAddress, [NoRequest])]) = ([], [])
        if case .failure(let fault) = row.draft { faults.append(fault.reason) }
        guard let draft = row.said else { return ([], faults) }
        for text in [draft[.address] ?? ""] + draft.furtherAddresses {
            do throws(EmailAddress.Fault) {
                let address = try EmailAddress(text)
                let said = self.noes(draft, of: list)
                noes.append((address, said.map { NoRequest(address.key, $0, by: Suppression.operatorsWord) }))
            } catch {
                faults.append(
                    text.isEmpty
                        ? "the address is missing"
                        : "'\(PlainText.shown(text))' is not an e-mail address: \(error.reason)")
            }
        }
        // A row that is wrong and says no no is bad alone.
        return (faults.isEmpty ? noes : noes.filter { !$0.1.isEmpty }, faults)
    }

    private func noes(_ draft: Draft, of list: ContactsReader) -> [ToldNo] {
        let note = because.map(SuppressionNote.said)
        return switch draft.listed {
        case .refused(let noes):
            noes.map { no in
                ToldNo(
                    no.reason, scope: scope, at: no.at, note: note ?? no.note, mayBeSilence: no.mayBeSilence)
            }
        case .silent, .agreed, .never:
            list.canSayNo ? [] : [ToldNo(.unsubscribed, scope: scope, note: note)]
        }
    }
}
