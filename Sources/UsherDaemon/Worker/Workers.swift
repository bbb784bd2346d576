import UsherComposing
import UsherCore

/// The workers of a daemon: one, and beside it the one of transactional mail's own relay, which rests while there is
/// none.
package struct Workers: Sendable {
    /// The worker of the relay, or of the main one of two.
    package let main: Worker
    /// The worker of transactional mail's own relay; nil on a stepped calendar, which one worker alone moves on.
    package let transactional: Worker?

    package init(_ main: Worker, transactional: Worker? = nil) {
        self.main = main
        self.transactional = transactional
    }

    private var all: [Worker] { [main] + [transactional].compactMap(\.self) }

    /// Runs the workers until they were stopped and have recorded everything; when one ends, the other is stopped.
    /// Throws what the first that failed did.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in all { group.addTask { try await worker.run() } }
            var failure: (any Error)?
            while let ended = await group.nextResult() {
                if case .failure(let error) = ended, failure == nil { failure = error }
                stop()
            }
            if let failure { throw failure }
        }
    }

    /// Stops all workers at once: a relay that hangs delays no other's end.
    package func stop() { for worker in all { worker.stop() } }

    package func wake() { for worker in all { worker.wake() } }

    /// Has the workers look at their relays, after a reload, and for another password.
    func lookAtRelays(by edition: Edition) async {
        await main.lookAtRelay()
        if edition.plan.settings.hasTwoStreams { await transactional?.lookAtRelay() }
    }

    func end(because error: StoreError) async { for worker in all { await worker.end(because: error) } }

    /// Whether each worker's queue lives: true as soon as each has a moment.
    var isAlive: Bool {
        get async {
            for worker in all { guard await worker.isAlive else { return false } }
            return true
        }
    }

    var recordingStopped: Bool {
        get async {
            for worker in all { if await worker.recordingStopped { return true } }
            return false
        }
    }
}
