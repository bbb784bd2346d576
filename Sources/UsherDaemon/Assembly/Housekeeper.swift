import Logging
import UsherCore
import UsherSMTP
import UsherStore

/// What a daemon does beside sending, once a second on a queue of its own: notices edited files and `usher reload`, checkpoints the
/// database, tells the service manager that it lives.
actor Housekeeper {
    private let executor = QueueExecutor(label: "usher.housekeeping")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let home: OpenHome
    private let worker: Worker
    private let notifier: SystemdNotifier
    private let watchdog: Watchdog?
    private let logger: Logger
    private var reloader: Reloader
    private var watcher: QuietWatcher
    private var lastSignOfLife = ContinuousClock.now
    private var lastQuestion: Int

    /// How many ticks lie between two checkpoints.
    private static let checkpointTicks = 10
    private var ticks = 0

    init(home: OpenHome, worker: Worker, environment: [String: String], processID: Int32, logger: Logger) throws {
        self.home = home
        self.worker = worker
        self.logger = logger
        notifier = SystemdNotifier(environment: environment)
        watchdog = Watchdog(environment: environment, pid: processID)
        reloader = Reloader(home: home)
        watcher = QuietWatcher(folders: ["config", "templates"].map { "\(home.folders.home)/\($0)" }, now: .now)
        lastQuestion = try ReloadRequest.question(home.store)?.number ?? 0
        // What an earlier daemon refused is not what this one serves.
        try home.store.setNote(ReloadRequest.status, nil)
    }

    /// Ticks until cancelled.
    func run() async {
        notifier.ready(status: "sending")
        let wait = min(watchdog?.interval ?? .seconds(1), .seconds(1))
        while !Task.isCancelled {
            await tick()
            try? await Task.sleep(for: wait)
        }
    }

    nonisolated func sayStopping() { notifier.stopping(status: "finishing what is open") }

    /// SIGHUP.
    func reloadNow() async {
        notifier.reloading()
        watcher.takenUp(now: .now)
        await reload(yes: false)
        await worker.lookAtRelay()
        notifier.ready(status: "sending")
    }

    private func tick() async {
        ticks += 1
        // A sign of life is the worker's: a hung worker must not look alive.
        if watchdog != nil, await worker.isAlive { notifier.watchdog() }
        if watcher.tick(now: .now) != nil { await reload(yes: false) }
        do {
            if let question = try ReloadRequest.question(home.store), question.number != lastQuestion {
                lastQuestion = question.number
                watcher.takenUp(now: .now)
                let outcome = await reload(yes: question.yes)
                try ReloadRequest.answer(
                    home.store,
                    .init(number: question.number, isTakenUp: outcome.isTakenUp, text: outcome.sentence))
            }
            if ticks % Self.checkpointTicks == 0 {
                try endExpiredPauses()
                try home.store.checkpoint()
            }
        } catch {
            logger.debug("housekeeping waits for the database", metadata: ["error": "\(error)"])
        }
    }

    /// The relay's own pause is the worker's to end; what waited for any other is put back here.
    private func endExpiredPauses() throws(StoreError) {
        let now = home.clock.now()
        for pause in try home.store.pauses() where pause.scope != .relay {
            guard let until = pause.until, until <= now else { continue }
            let spacing = home.settings.limits.spacingMilliseconds
            _ = try home.store.resume(pause.scope, now: now, spacing: spacing)
            worker.wake()
        }
    }

    @discardableResult
    private func reload(yes: Bool) async -> Reloader.Outcome {
        let outcome = reloader.reload(yes: yes)
        switch outcome {
        case .unchanged: break
        case .takenUp(let edition):
            await worker.adopt(edition)
            logger.notice("\(outcome.sentence)")
            await reschedule(edition)
        case .held: logger.warning("\(outcome.sentence)")
        case .refused(let problems):
            for problem in problems { logger.warning("\(problem)") }
            logger.warning("\(outcome.sentence)")
        case .failed: logger.error("\(outcome.sentence)")
        }
        try? home.store.setNote(ReloadRequest.status, outcome.isTakenUp ? nil : outcome.sentence)
        return outcome
    }

    /// Due times by the new files, 500 rows a transaction. May stop at any point: a claim computes them anyway.
    private func reschedule(_ edition: Edition) async {
        var cursor: DeliveryID?
        repeat {
            do {
                cursor = try home.store.reschedule(after: cursor, limit: 500) { candidate in
                    Rescheduling.due(candidate, plan: edition.plan, now: home.clock.now())
                }
            } catch {
                logger.warning(
                    "due times are not all recomputed; claims do it as they come", metadata: ["error": "\(error)"])
                return
            }
            await Task.yield()
        } while cursor != nil
        worker.wake()
    }
}
