import UsherCore
import UsherDaemon
import UsherIntake

/// `suppress add --from`: the way from a list into the suppressions.
struct BulkSuppressing {
    let home: OpenHome
    let reading: ListReading
    let scope: Suppression.Scope
    let because: String?

    /// Good rows are kept; bad ones are named with their line. Exits with 65 when there was a bad one.
    func run(file: String) throws {
        let name = file == "-" ? "standard input" : file
        var (bulk, bad, progress) = (BulkNoes(home: home), 0, ProgressLine())
        do {
            var list = try ContactsReader(OctetSource(path: file), attributes: [:], reading: reading)
            while let row = try list.next() {
                if reading.format != nil, row.hasNoAddress {
                    bulk.add([])
                    continue
                }
                do throws(Misreading) {
                    bulk.add(try requests(try row.draft.get(), of: list))
                } catch {
                    bad += 1
                    progress.clear()
                    Output.error("\(name):\(row.line): \(error.reason)")
                }
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
        guard bad > 0 else { return }
        throw CommandFailure(
            .data,
            "\(Wording.count(bad, "row is left out", "rows are left out")), and may still be mailed; correct the file and "
                + "give the same command again")
    }

    /// What a row asks for; nothing where its columns say no no. Throws one clause for one that says nothing usable.
    private func requests(_ draft: Draft, of list: ContactsReader) throws(Misreading) -> [NoRequest] {
        let text = draft[.address] ?? ""
        let address: EmailAddress
        do throws(EmailAddress.Fault) { address = try EmailAddress(text) } catch {
            throw Misreading(
                text.isEmpty
                    ? "the address is missing" : "'\(PlainText.shown(text))' is not an e-mail address: \(error.reason)")
        }
        let note = because.map(SuppressionNote.said)
        let noes: [ToldNo] =
            switch draft.listed {
            case .refused(let noes): noes.map { ToldNo($0.reason, scope: scope, at: $0.at, note: note ?? $0.note) }
            case .silent, .agreed, .never: list.speaks ? [] : [ToldNo(.unsubscribed, scope: scope, note: note)]
            }
        return noes.map { NoRequest(address.key, $0, by: Suppression.operatorsWord) }
    }
}

/// A few hundred noes to a transaction, without standing in a running daemon's way.
private struct BulkNoes {
    let home: OpenHome
    private(set) var rows = 0
    private(set) var added = 0
    private(set) var held = 0
    private var silent = 0
    private var waiting: [(requests: Int, first: Int)] = []
    private var requests: [NoRequest] = []

    init(home: OpenHome) { self.home = home }

    /// Rows whose noes are on disk.
    var recorded: Int { added + held }

    mutating func add(_ noes: [NoRequest]) {
        rows += 1
        if noes.isEmpty { silent += 1 }
        guard !noes.isEmpty else { return }
        waiting.append((noes.count, requests.count))
        requests += noes
    }

    mutating func flushIfFull() throws(StoreError) {
        if requests.count >= BulkIntake.rowsPerTransaction { try flush() }
    }

    mutating func flush() throws(StoreError) {
        guard !requests.isEmpty else { return }
        let started = ContinuousClock.now
        let answers = try home.store.suppress(requests, now: home.clock.now())
        let took = started.duration(to: .now)
        for (count, first) in waiting {
            if answers[first..<(first + count)].contains(true) { added += 1 } else { held += 1 }
        }
        waiting.removeAll(keepingCapacity: true)
        requests.removeAll(keepingCapacity: true)
        if home.isDaemonRunning { BulkIntake.rest(took) }
    }

    /// `12 rows: 9 suppressed, 2 suppressed already, 1 without a no`. What did not happen is not said.
    func summary(bad: Int) -> String {
        let parts = [
            (added, "suppressed"), (held, "suppressed already, or confirmed since"), (silent, "without a no"),
            (bad, "bad"),
        ]
        let said = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return said.isEmpty ? "no rows" : "\(Wording.count(rows + bad, "row")): \(said.joined(separator: ", "))"
    }
}
