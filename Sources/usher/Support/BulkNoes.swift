import UsherCore
import UsherDaemon
import UsherIntake

/// A few hundred noes to a transaction, without standing in a running daemon's way.
struct BulkNoes {
    let home: OpenHome
    /// Only says what would be.
    let isDry: Bool
    private(set) var rows = 0
    private(set) var confirmedSince = MarketingCount.Names()
    private(set) var confirmedHere = MarketingCount.Names()
    private var (added, held, lifted, silent) = (0, 0, 0, 0)
    private var waiting: [(address: EmailAddress, count: Int)] = []
    private var requests: [NoRequest] = []
    /// What a dry run has met: a second time it would be there already.
    private var met: Set<NoRequest> = []

    init(home: OpenHome, isDry: Bool) {
        self.home = home
        self.isDry = isDry
    }

    /// Rows whose noes are on disk.
    var recorded: Int { isDry ? 0 : added + held }

    /// Whether not one row says no.
    var isAllSilent: Bool { rows > 0 && silent == rows }

    /// A row, for each address what it says no to.
    mutating func add(_ noes: [(EmailAddress, [NoRequest])]) {
        rows += 1
        if noes.allSatisfy(\.1.isEmpty) { silent += 1 }
        for (address, noes) in noes where !noes.isEmpty {
            waiting.append((address, noes.count))
            requests += noes
        }
    }

    mutating func flushIfFull() throws(StoreError) {
        if requests.count >= BulkIntake.rowsPerTransaction { try flush() }
    }

    mutating func flush() throws(StoreError) {
        guard !requests.isEmpty else { return }
        let started = ContinuousClock.now
        let answers = isDry ? try rehearse() : try home.store.suppress(requests, now: home.clock.now())
        let took = started.duration(to: .now)
        var first = 0
        for (address, count) in waiting {
            note(answers[first..<(first + count)], of: address)
            first += count
        }
        waiting.removeAll(keepingCapacity: true)
        requests.removeAll(keepingCapacity: true)
        if home.isDaemonRunning, !isDry { BulkIntake.rest(took) }
    }

    private mutating func rehearse() throws(StoreError) -> [ToldNo.Answer] {
        let answers = try home.store.wouldSuppress(requests, now: home.clock.now())
        return zip(requests, answers).map { request, answer in
            var alike = request
            alike.no.note = nil
            alike.no.at = nil
            return answer == .added && !met.insert(alike).inserted ? .held : answer
        }
    }

    private mutating func note(_ answers: ArraySlice<ToldNo.Answer>, of address: EmailAddress) {
        if answers.contains(.added) {
            added += 1
        } else if answers.contains(.held) {
            held += 1
        } else if answers.contains(.lifted) {
            lifted += 1
        } else if case .confirmedHere? = answers.first {
            confirmedHere.add(address)
        } else {
            confirmedSince.add(address)
        }
    }

    /// `12 rows: 9 suppressed, 2 suppressed already, 1 without a no`. What did not happen is not said.
    func summary(bad: Int) -> String {
        let said = Wording.counts([
            (added, "suppressed"), (held, "suppressed already"), (lifted, "suppressed before and lifted since"),
            (confirmedSince.count + confirmedHere.count, "not suppressed, for they confirmed here"),
            (silent, "without a no"), (bad, "bad"),
        ])
        let rows = Wording.count(rows + bad, "row") + (isDry ? " would be" : "")
        return said.isEmpty ? "no rows" : "\(rows): \(said)"
    }
}
