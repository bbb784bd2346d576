import Synchronization
import UsherCore
import UsherSMTP
import UsherStore
import UsherWeb

/// What the private listener tells, on a serial queue of its own: counting a long queue must not hold up anybody.
actor HealthDesk: HealthReporting {
    private let executor = QueueExecutor(label: "usher.health")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private struct Signs {
        var worker: ContinuousClock.Instant
        var store: ContinuousClock.Instant
        var isStopping = false
    }

    private let store: any JourneyStore
    private let clock: any CalendarClock
    private let worker: Worker
    private let deliveries: DeliveryMeter
    private let requests: WebMeter
    private nonisolated let signs: Mutex<Signs>
    private let startedAt: Timestamp

    /// How old a sign of life may be.
    private static let patience = Duration.seconds(10)

    init(
        store: any JourneyStore, clock: any CalendarClock, worker: Worker, deliveries: DeliveryMeter,
        requests: WebMeter
    ) {
        self.store = store
        self.clock = clock
        self.worker = worker
        self.deliveries = deliveries
        self.requests = requests
        signs = Mutex(Signs(worker: .now, store: .now))
        startedAt = SystemClock().now()
    }

    /// Gathers signs of life, once a second, until cancelled: a worker or a database that hangs gives none.
    nonisolated func watch() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    if await self.worker.isAlive { self.signs.withLock { $0.worker = .now } }
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
    nonisolated func reasonsNotReady() -> [String] {
        let signs = signs.withLock { $0 }
        var reasons: [String] = []
        if signs.isStopping { reasons.append("stopping") }
        if .now - signs.worker > Self.patience { reasons.append("the worker gives no sign of life") }
        if .now - signs.store > Self.patience { reasons.append("the database does not answer") }
        return reasons
    }

    private func askStore() {
        guard (try? store.note(ClockNote.name)) != nil else { return }
        signs.withLock { $0.store = .now }
    }

    func metrics() throws -> [Metric] {
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
