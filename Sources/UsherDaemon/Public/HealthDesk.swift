import Logging
import Synchronization
import UsherCore
import UsherStore
import UsherSupport
import UsherWeb

/// What the private listener tells, on a serial queue and connections of its own: counting a long queue holds up nobody, and no other question holds
/// up the counting.
actor HealthDesk: HealthReporting {
    private let executor = QueueExecutor(label: "usher.health")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let store: any JourneyStore
    private let clock: any CalendarClock
    private let worker: Worker
    private let deliveries: DeliveryMeter
    private let requests: WebMeter
    private nonisolated let signs = Mutex(SignsOfLife(at: .now))
    private let startedAt: Timestamp
    private let logger: Logger
    private nonisolated let probe: ProbeDesk
    /// What was counted last, and how long that took.
    private var counted: (metrics: [Metric], at: ContinuousClock.Instant, took: Duration)?

    /// `store` and `probe` have connections that nobody else asks over.
    init(
        store: any JourneyStore, probe: @escaping @Sendable () throws -> Void, clock: any CalendarClock,
        worker: Worker, deliveries: DeliveryMeter, requests: WebMeter, logger: Logger = Logger(label: "usher.health")
    ) {
        self.store = store
        self.probe = ProbeDesk(probe)
        self.logger = logger
        self.clock = clock
        self.worker = worker
        self.deliveries = deliveries
        self.requests = requests
        startedAt = SystemClock().now()
    }

    /// Gathers signs of life, once a second, until cancelled: a worker or a database that hangs gives none.
    nonisolated func watch() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    if await self.worker.isAlive { self.signs.withLock { $0.hear(.worker, at: .now) } }
                    try? await Task.sleep(for: .seconds(1))
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    await self.askStore()
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    nonisolated func sayStopping() { signs.withLock { $0.isStopping = true } }

    /// The lock is held for as long as the process runs, so it has no line here.
    nonisolated func reasonsNotReady() -> [String] { reasonsNotReady(at: .now) }

    nonisolated func reasonsNotReady(at now: ContinuousClock.Instant) -> [String] {
        signs.withLock { $0 }.reasonsNotReady(at: now)
    }

    /// `now` is when the answer counts as given; nil asks the clock.
    nonisolated func askStore(at now: ContinuousClock.Instant? = nil) async {
        do {
            try await probe.ask()
            signs.withLock { $0.hear(.store, at: now ?? .now) }
        } catch {
            logger.debug("the database does not answer: \(error)")
        }
    }

    /// Whoever asks while it is counted gets that count: many who ask make it no slower.
    func metrics() throws -> [Metric] {
        if let counted, .now - counted.at < counted.took { return counted.metrics }
        let started = ContinuousClock.now
        let metrics = try count()
        counted = (metrics, .now, started.duration(to: .now))
        return metrics
    }

    private func count() throws -> [Metric] {
        let now = clock.now()
        let totals = try store.totals(now: now)
        let oldest = totals.overdue > 0 ? totals.nextDue.map { max(0, Double(now.since($0)) / 1000) } ?? 0 : 0
        let waiting: [DeliveryState] = [.queued, .parked, .claimed, .held]
        return [
            Metric("usher_build_info", .gauge, "This release.", [.init(["version": UsherVersion.text], 1)]),
            Metric(
                "usher_start_time_seconds", .gauge, "When the daemon started, since 1970.",
                Double(startedAt.milliseconds) / 1000),
            Metric(
                "usher_queue_messages", .gauge, "Messages that are not settled, by where they are.",
                waiting.map { .init(["state": $0.rawValue], Double(totals.byState[$0] ?? 0)) }),
            Metric("usher_queue_due_messages", .gauge, "Messages that are due now.", Double(totals.overdue)),
            Metric("usher_queue_oldest_due_seconds", .gauge, "How long the oldest due message is due.", oldest),
            deliveries.metric,
            Metric("usher_contacts", .gauge, "People.", Double(totals.contacts)),
            Metric("usher_runs", .gauge, "Runs under way.", Double(totals.activeRuns)),
            Metric("usher_suppressions", .gauge, "Suppressions in force.", Double(totals.suppressions)),
            Metric(
                "usher_http_requests_total", .counter, "Requests to the public address by route and status.",
                requests.requests.map { key, count in
                    .init(["route": key.route, "status": "\(key.status)"], Double(count))
                }),
        ]
    }
}

/// Asks the database for a sign of life, on a serial queue of its own: counting takes its time on the other.
private actor ProbeDesk {
    private let executor = QueueExecutor(label: "usher.probe")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let probe: @Sendable () throws -> Void

    init(_ probe: @escaping @Sendable () throws -> Void) { self.probe = probe }

    func ask() throws { try probe() }
}
