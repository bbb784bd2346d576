import Logging
import Synchronization
import UsherCore
import UsherSupport

/// The private listener: for the machine's own supervision, never for the internet.
///
/// | | |
/// | --- | --- |
/// | `/healthz` | 200 while the process answers |
/// | `/readyz` | 200 when it sends and serves; 503 with the reason, one a line |
/// | `/metrics` | Prometheus text |
///
/// On a serial queue and connections of its own: counting a long queue holds up nobody, and no other question holds up
/// the counting.
package actor HealthRoutes: WebRoutes {
    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let house: WebHouse
    private let store: any Store
    private let probe: Probe
    private let isWorkerAlive: @Sendable () async -> Bool
    private let ofProcess: @Sendable () -> [Metric]
    private nonisolated let signs = Mutex(SignsOfLife(at: .now))
    private let logger: Logger
    /// What was counted last, and how long that took.
    private var counted: (metrics: [Metric], at: ContinuousClock.Instant, took: Duration)?

    /// `store` and `probe` have connections that nobody else asks over. `isWorkerAlive` answers as soon as the worker
    /// has a moment; `ofProcess` says what is known without the database.
    package init(
        _ house: WebHouse, store: any Store, probe: @escaping @Sendable () throws -> Void,
        isWorkerAlive: @escaping @Sendable () async -> Bool, ofProcess: @escaping @Sendable () -> [Metric],
        logger: Logger = Logger(label: "usher.health")
    ) {
        lane = house.lanes.lane("usher.health")
        self.house = house
        self.store = store
        self.probe = Probe(probe, house.lanes)
        self.isWorkerAlive = isWorkerAlive
        self.ofProcess = ofProcess
        self.logger = logger
    }

    package nonisolated func add(to table: inout RouteTable) {
        table.add(.get("/healthz", rate: .nothing, voice: .text) { _ in .text("ok") })
        table.add(
            .get("/readyz", rate: .nothing, voice: .text) { _ in
                let reasons = self.reasonsNotReady()
                return reasons.isEmpty ? .text("ready") : .text(reasons.joined(separator: "\n"), status: 503)
            })
        table.add(
            .get("/metrics", rate: .nothing, voice: .text) { _ in
                let text = PrometheusText.write(try await self.metrics())
                return .octets(Array(text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
            })
    }

    /// Gathers signs of life, once a second, until cancelled: a worker or a database that hangs gives none.
    package nonisolated func watch() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    if await self.isWorkerAlive() { self.signs.withLock { $0.hear(.worker, at: .now) } }
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

    /// From now on not ready, so that whoever asks `/readyz` looks elsewhere.
    package nonisolated func sayStopping() { signs.withLock { $0.isStopping = true } }

    /// Empty when all is well. Never waits for the database or the worker. The lock is held for as long as the process
    /// runs, so it has no line here.
    nonisolated func reasonsNotReady(at now: ContinuousClock.Instant = .now) -> [String] {
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
        if let counted, .now - counted.at < counted.took { return counted.metrics + ofProcess() }
        let started = ContinuousClock.now
        let metrics = try count()
        counted = (metrics, .now, started.duration(to: .now))
        return metrics + ofProcess()
    }

    private func count() throws -> [Metric] {
        let now = house.now()
        let totals = try store.totals(now: now)
        let oldest = totals.overdue > 0 ? totals.nextDue.map { max(0, Double(now.since($0)) / 1000) } ?? 0 : 0
        let waiting: [DeliveryState] = [.queued, .parked, .claimed, .held]
        return [
            Metric(
                "usher_queue_messages", .gauge, "Messages without a final outcome, by where they are.",
                waiting.map { .init(["state": $0.rawValue], Double(totals.byState[$0] ?? 0)) }),
            Metric("usher_queue_due_messages", .gauge, "Messages that are due now.", Double(totals.overdue)),
            Metric("usher_queue_oldest_due_seconds", .gauge, "How long the oldest due message is due.", oldest),
            Metric("usher_contacts", .gauge, "People.", Double(totals.contacts)),
            Metric("usher_enrollments", .gauge, "Enrollments under way.", Double(totals.activeEnrollments)),
            Metric("usher_suppressions", .gauge, "Suppressions in force.", Double(totals.suppressions)),
            Metric(
                "usher_breakers", .gauge,
                "Campaigns, and transactional mail's own relay, that a breaker warns of or has paused.",
                try breakers(at: now)),
        ]
    }

    private func breakers(at now: Timestamp) throws(StoreError) -> [Metric.Sample] {
        let paused = try store.pauses().filter { $0.isInForce(at: now) }
        let warned = Set(try store.complaintWarnings(since: BreakerPolicy.warned(since: now)).map(\.subject))
        return [MailStream.marketing, .transactional].flatMap { stream in
            let isOurs: (BreakerSubject) -> Bool = { ($0 == .transactional) == (stream == .transactional) }
            let labels = ["stream": stream == .transactional ? "transactional" : "marketing"]
            func sample(_ breaker: Breaker, _ state: String, _ count: Int) -> Metric.Sample {
                .init(labels.merging(["breaker": breaker.rawValue, "state": state]) { $1 }, Double(count))
            }
            let ours = paused.filter { BreakerSubject($0.scope).map(isOurs) ?? false }.compactMap(\.reason.breaker)
            return [sample(.complaints, "warned", warned.count(where: isOurs))]
                + Breaker.allCases.map { breaker in sample(breaker, "paused", ours.count { $0 == breaker }) }
        }
    }
}

/// Asks the database for a sign of life, on a serial queue of its own: counting takes its time on the other.
private actor Probe {
    private nonisolated let lane: any Lane
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let probe: @Sendable () throws -> Void

    init(_ probe: @escaping @Sendable () throws -> Void, _ lanes: Lanes) {
        lane = lanes.lane("usher.probe")
        self.probe = probe
    }

    func ask() throws { try probe() }
}
