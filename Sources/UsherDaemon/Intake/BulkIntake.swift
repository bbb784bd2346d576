import Foundation
import UsherCore

/// Thousands of people, a few hundred to a transaction, without standing in a running daemon's way.
package struct BulkIntake {
    /// Rows in a transaction: large enough to be fast, small enough that a daemon's commit waits 12 ms and not 300.
    package static let rowsPerTransaction = 300
    private let intake: Intake
    private let isDaemonRunning: () -> Bool
    private var waiting: [EntryRequest] = []
    package private(set) var tally = Tally()

    package struct Tally: Hashable, Sendable, Codable {
        package var entered = 0
        package var already = 0
        package var saved = 0
        package var refused = 0

        package init() {}
    }

    package init(intake: Intake, isDaemonRunning: @escaping () -> Bool) {
        self.intake = intake
        self.isDaemonRunning = isDaemonRunning
        waiting.reserveCapacity(Self.rowsPerTransaction)
    }

    /// Adds one person; what was refused, when this filled a transaction.
    package mutating func add(_ request: EntryRequest) throws(StoreError) -> [(EntryRequest, Refusal)] {
        waiting.append(request)
        return waiting.count < Self.rowsPerTransaction ? [] : try flush()
    }

    /// Records what is waiting. Call it at the end; everything added before it is durable when it returns.
    package mutating func flush() throws(StoreError) -> [(EntryRequest, Refusal)] {
        guard !waiting.isEmpty else { return [] }
        let started = ContinuousClock.now
        let results = try intake.enter(waiting)
        let took = started.duration(to: .now)
        var refused: [(EntryRequest, Refusal)] = []
        for (request, result) in zip(waiting, results) {
            switch result {
            case .saved: tally.saved += 1
            case .entered: tally.entered += 1
            case .already: tally.already += 1
            case .refused(let refusal, _):
                tally.refused += 1
                refused.append((request, refusal))
            }
        }
        waiting.removeAll(keepingCapacity: true)
        if isDaemonRunning() { Thread.sleep(forTimeInterval: took.seconds) }
        return refused
    }
}

extension Duration {
    /// As Foundation wants it.
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
