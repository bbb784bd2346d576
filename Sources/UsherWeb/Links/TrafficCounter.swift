import Logging
import Synchronization
import UsherCore
import UsherSupport

/// Counts what comes through links, a few times a second while something comes, on a serial queue of its own: no
/// redirect waits for a commit. A click is on disk within a second. While the database is busy or full, the counts are
/// kept and written later.
package actor TrafficCounter {
    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let store: any TrafficStore
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let incoming = Mutex<Incoming>(Incoming())
    /// Rung by what comes.
    private let wakes: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private var book = ClickBook()
    /// What the database did not take yet.
    private var owed = Traffic()
    private var isLate = false

    /// How many different links and days are remembered while the database takes nothing; what comes after is not
    /// counted.
    private static let mostOwed = 200_000
    /// Between two commits.
    private static let interval = Duration.milliseconds(200)

    private struct Incoming {
        var hits: [(hit: LinkHit, acceptedAt: Timestamp?)] = []
        var traffic = Traffic()
    }

    package init(
        store: any TrafficStore, now: @escaping @Sendable () -> Timestamp, lanes: Lanes = .queues,
        logger: Logger = Logger(label: "usher.links")
    ) {
        lane = lanes.lane("usher.traffic")
        (wakes, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.store = store
        self.now = now
        self.logger = logger
    }

    /// A hit on a message's link, to be judged and counted. Never waits.
    nonisolated func note(_ hit: LinkHit, acceptedAt: Timestamp?) {
        incoming.withLock { $0.hits.append((hit, acceptedAt)) }
        bell.yield()
    }

    /// Visits and introductions, judged already. Never waits.
    nonisolated func note(_ traffic: Traffic) {
        incoming.withLock { $0.traffic.add(traffic) }
        bell.yield()
    }

    /// Counts until cancelled, and then all that is left.
    package func run() async {
        for await _ in wakes {
            repeat {
                try? await lane.sleep(for: Self.interval)
                flush(at: lane.tick)
            } while !(book.isEmpty && owed.isEmpty) && !Task.isCancelled
        }
        flush(at: nil)
    }

    /// Writes what is ripe at `tick`; everything where `tick` is nil.
    func flush(at tick: Int64?) {
        let new = incoming.withLock { incoming in
            defer { incoming = Incoming() }
            return incoming
        }
        for (hit, acceptedAt) in new.hits { book.add(hit, acceptedAt: acceptedAt) }
        owed.add(new.traffic)
        owed.add(Traffic(clicks: book.take(at: tick)))
        guard !owed.isEmpty else { return }
        do {
            try store.record(owed, now: now())
            owed = Traffic()
            isLate = false
        } catch {
            if !isLate { logger.warning("clicks and visits are counted later: \(error)") }
            isLate = true
            shorten()
        }
    }

    private func shorten() {
        guard owed.clicks.count + owed.visits.count + owed.introductions.count > Self.mostOwed else { return }
        logger.error("too many clicks to remember while the database takes nothing; some are not counted")
        owed.clicks.removeAll()
    }
}

extension Lane {
    /// Milliseconds of the monotonic clock, from an arbitrary beginning.
    var tick: Int64 { Int64(clamping: now / 1_000_000) }
}
