import Foundation
import UsherCore

/// Thousands of people, a few hundred to a transaction, without standing in a running daemon's way.
package struct BulkIntake {
    /// Rows in a transaction: large enough to be fast, small enough that a daemon's commit waits 12 ms and not 300.
    package static let rowsPerTransaction = 300
    private let intake: Intake
    private let isDaemonRunning: () -> Bool
    private let rest: (Duration) -> Void
    private var waiting: [EntryRequest] = []
    private var lines: [Int] = []
    /// Of rows that say no and are wrong otherwise.
    private var noes: [NoRequest] = []
    /// What is recorded.
    package private(set) var tally = Tally()
    package private(set) var marketing = MarketingCount()

    package struct Tally: Hashable, Sendable, Codable {
        package var entered = 0
        package var already = 0
        /// People that were not known, with no campaign asked for.
        package var added = 0
        /// People that were.
        package var updated = 0
        package var refused = 0

        package init() {}

        package var count: Int { entered + already + added + updated + refused }
    }

    /// Somebody who may not enter, and the line that asked for it.
    package struct Refused: Sendable {
        package let line: Int
        package let request: EntryRequest
        package let refusal: EntryRefusal
    }

    /// `rest` waits; given for tests.
    package init(
        intake: Intake, isDaemonRunning: @escaping () -> Bool,
        rest: @escaping (Duration) -> Void = BulkIntake.rest
    ) {
        self.intake = intake
        self.isDaemonRunning = isDaemonRunning
        self.rest = rest
        waiting.reserveCapacity(Self.rowsPerTransaction)
    }

    /// As long as the write lock was held: what runs beside it has its turn.
    package static func rest(_ took: Duration) { Thread.sleep(forTimeInterval: took.seconds) }

    /// Adds one person; who was refused, when this filled a transaction.
    package mutating func add(_ request: EntryRequest, line: Int) throws(StoreError) -> [Refused] {
        waiting.append(request)
        lines.append(line)
        return waiting.count < Self.rowsPerTransaction ? [] : try flush()
    }

    /// Adds what a row says no to of which nothing else is recorded.
    package mutating func add(noes: [NoRequest]) throws(StoreError) {
        self.noes += noes
        if self.noes.count >= Self.rowsPerTransaction { try flushNoes() }
    }

    private mutating func flushNoes() throws(StoreError) {
        guard !noes.isEmpty else { return }
        let started = ContinuousClock.now
        _ = try intake.store.suppress(noes, now: intake.clock.now())
        noes.removeAll(keepingCapacity: true)
        if isDaemonRunning() { rest(started.duration(to: .now)) }
    }

    /// Records what is waiting. Call it at the end; everything added before it is durable when it returns. While a
    /// daemon runs, it then rests as long as it held the write lock.
    package mutating func flush() throws(StoreError) -> [Refused] {
        try flushNoes()
        guard !waiting.isEmpty else { return [] }
        let started = ContinuousClock.now
        let outcomes = try intake.admit(waiting)
        let took = started.duration(to: .now)
        var refused: [Refused] = []
        let now = intake.clock.now()
        for (index, outcome) in outcomes.enumerated() {
            marketing.add(waiting[index], outcome.standing, settings: intake.plan.settings.consent, now: now)
            switch outcome.result {
            case .saved(_, isNew: true): tally.added += 1
            case .saved(_, isNew: false): tally.updated += 1
            case .entered, .waits, .heldOut: tally.entered += 1
            case .already: tally.already += 1
            case .refused(let refusal, _):
                tally.refused += 1
                refused.append(Refused(line: lines[index], request: waiting[index], refusal: refusal))
            }
        }
        waiting.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        if isDaemonRunning() { rest(took) }
        return refused
    }
}

extension Duration {
    /// As Foundation wants it.
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
