import Logging
import UsherCore
import UsherSMTP
import UsherStore

/// What a daemon does beside sending, once a second on a queue of its own: notices edited files and `usher reload`, brings the queue to
/// new files, checkpoints the database. Beside it, on no queue that blocks, the service manager is told that the daemon lives.
actor Housekeeper {
    private let executor = QueueExecutor(label: "usher.housekeeping")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let home: OpenHome
    private let worker: Worker
    private let published: PublicAddress?
    private let notifier: SystemdNotifier
    private let watchdog: Watchdog?
    private let logger: Logger
    private let reloader: Reloader
    /// What serves now.
    private(set) var edition: Edition
    private var watcher: QuietWatcher
    /// Nil until the next tick after the start and after each reload.
    private var walk: QueueWalk?
    private var lastQuestion: Int
    /// SIGHUP came.
    private var isHungUp = false
    /// Why the files on disk do not serve.
    private var refusal: String?
    /// What the service manager was told last.
    private var told = ""
    /// A reload waits for the database.
    private var isReloadDue = false

    /// How many ticks lie between two checkpoints, as long as the log stays below `largeLog`.
    private static let checkpointTicks = 10
    /// Octets. A checkpoint of so much takes a tenth of a second of one core, and commits take longer meanwhile.
    private static let largeLog = 64 << 20
    /// The most of a tick that the queue's walk may take.
    private static let walkTime = Duration.milliseconds(200)
    /// How many ticks lie between two looks at who never confirmed a sign-up.
    private static let forgettingTicks = 3600
    private var ticks = 0
    private var keysWatch: KeysWatch

    init(
        home: OpenHome, worker: Worker, published: PublicAddress? = nil, environment: [String: String],
        processID: Int32, logger: Logger
    ) throws {
        self.published = published
        self.home = home
        self.worker = worker
        self.logger = logger
        notifier = SystemdNotifier(environment: environment)
        watchdog = Watchdog(environment: environment, pid: processID)
        reloader = Reloader(home: home)
        edition = try home.edition
        watcher = QuietWatcher(folders: ["config", "templates"].map { "\(home.folders.home)/\($0)" }, now: .now)
        keysWatch = KeysWatch(home)
        lastQuestion = try ReloadRequest.question(home.store)?.number ?? 0
        // What an earlier daemon refused is not what this one serves.
        try home.store.setNote(ReloadRequest.status, nil)
    }

    /// Ticks until cancelled.
    func run() async {
        await published?.opened()
        notifier.ready(status: await status())
        await withTaskGroup(of: Void.self) { group in
            if let watchdog {
                group.addTask { [worker, notifier] in
                    // A sign of life is the worker's: a hung worker must not look alive, and a long reload not dead.
                    while !Task.isCancelled {
                        if await worker.isAlive { notifier.watchdog() }
                        try? await Task.sleep(for: watchdog.interval)
                    }
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    await self.tick()
                    try? await Task.sleep(for: .seconds(1))
                }
            }
            await group.waitForAll()
        }
    }

    nonisolated func sayStopping() {
        published?.sayStopping()
        notifier.stopping(status: "finishing what is open")
    }

    /// Tells the service manager what the daemon does, when that is another thing than before.
    private func tellStatus() async {
        guard notifier.isActive else { return }
        let sentence = await status()
        guard sentence != told else { return }
        told = sentence
        notifier.status(sentence)
    }

    private func status() async -> String {
        let now = home.clock.now()
        let relay = (try? home.store.pauses())?.first { $0.scope == .relay && $0.isInForce(at: now) }
        return ServiceStatus(
            isStill: await worker.recordingStopped, relay: relay, files: refusal, published: published?.status
        ).sentence
    }

    /// SIGHUP: the next tick reads the files, whether or not they differ, and the relay's password.
    func reloadNow() {
        notifier.reloading()
        isHungUp = true
    }

    func tick() async {
        ticks += 1
        if let change = home.store.fileChange { return await stop(because: change) }
        watchKeys()
        do {
            try await lookForEdits()
            try goOnWalking()
            if ticks % Self.checkpointTicks == 0 || home.store.logSize > Self.largeLog { try home.store.checkpoint() }
            if ticks % Self.forgettingTicks == 1 { try forgetUnconfirmed() }
        } catch {
            logger.debug("housekeeping waits for the database", metadata: ["error": "\(error)"])
        }
        await tellStatus()
    }

    /// Somebody moved the database's files: nothing more is claimed or answered. What the log has of them is saved before anybody opens the
    /// database without it.
    private func stop(because change: StoreFileChange) async {
        if change == .logIsGone {
            do { try home.store.rescue() } catch { logger.error("the database's log cannot be saved: \(error)") }
        }
        await worker.end(because: .moved("\(home.folders.database): \(change.reason)"))
    }

    private func watchKeys() {
        switch keysWatch.tick(store: home.store) {
        case .wrong(let why), .putBack(let why): logger.error("\(why)")
        case .good: logger.notice("\(home.folders.keys) is good again")
        case nil: break
        }
    }

    /// Reloads when files were edited, on SIGHUP, on `usher reload`, and when the database could not take the last reload. A question is
    /// answered once its reload is decided.
    private func lookForEdits() async throws(StoreError) {
        let question = try ReloadRequest.question(home.store).flatMap { $0.number == lastQuestion ? nil : $0 }
        let isEdited = watcher.tick(now: .now) != nil
        let isAsked = isHungUp || question != nil
        guard isEdited || isAsked || isReloadDue else { return }
        if isAsked { watcher.takenUp(now: .now) }
        let outcome = try await reload(yes: question?.yes ?? false)
        if isHungUp {
            isHungUp = false
            await worker.lookAtRelay()
            notifier.ready(status: await status())
        }
        guard let question else { return }
        try ReloadRequest.answer(
            home.store, .init(number: question.number, isTakenUp: outcome.isTakenUp, text: outcome.sentence))
        lastQuestion = question.number
    }

    /// Throws when the database could not take it: then the next tick reloads again.
    private func reload(yes: Bool) async throws(StoreError) -> Reloader.Outcome {
        let outcome = await reloader.reload(yes: yes, serving: edition)
        if case .later(let error) = outcome {
            if !isReloadDue { logger.warning("\(outcome.sentence)") }
            isReloadDue = true
            throw error
        }
        isReloadDue = false
        switch outcome {
        case .unchanged, .later: break
        case .takenUp(let new):
            edition = new
            walk = nil
            await worker.adopt(new)
            await published?.adopt(new)
            logger.notice("\(outcome.sentence)")
        case .held: logger.warning("\(outcome.sentence)")
        case .refused(let problems):
            for problem in problems { logger.warning("\(problem)") }
            logger.warning("\(outcome.sentence)")
        case .failed: logger.error("\(outcome.sentence)")
        }
        refusal = outcome.isTakenUp ? nil : outcome.sentence
        try? home.store.setNote(ReloadRequest.status, refusal)
        return outcome
    }

    private func forgetUnconfirmed() throws(StoreError) {
        let gone = try Unconfirmed.forget(
            in: home.store, settings: edition.plan.settings.consent, now: home.clock.now())
        guard gone > 0 else { return }
        logger.info("\(Wording.count(gone, "sign-up was", "sign-ups were")) forgotten, which nobody confirmed")
    }

    /// Due times by the files that serve, some of them in each tick.
    private func goOnWalking() throws(StoreError) {
        if walk == nil { walk = try QueueWalk(to: edition.plan, in: home.store) }
        guard walk?.isDone == false else { return }
        defer { worker.wake() }
        try walk?.goOn(in: home.store, now: home.clock.now(), for: Self.walkTime)
    }
}
