import Logging
import UsherComposing
import UsherCore
import UsherHome
import UsherInbox
import UsherReports
import UsherStore
import UsherSupport

/// What a daemon does beside sending, once a second on a queue of its own: notices edited files and `usher reload`,
/// brings the queue to new files, checkpoints the database. Beside it, on no queue that blocks, the service manager is
/// told that the daemon lives.
package actor Housekeeper {
    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let home: OpenHome
    private let workers: Workers
    private let published: PublicAddress?
    private let dashboard: DashboardAddress?
    private let notifier: SystemdNotifier
    private let watchdog: Watchdog?
    private let logger: Logger
    /// The board on which this daemon writes down what it does; nil where nobody asks for it.
    private let board: StatusBoard?
    private let reloader: Reloader
    private let editions: EditionBox
    private var edition: Edition { editions.edition }
    private var watcher: QuietWatcher
    /// The walk through the queue that is under way; nil until the next tick after the start and after each reload.
    private var walk: QueueWalk?
    private var lastQuestion: Int
    /// Whether SIGHUP came.
    private(set) var isHungUp = false
    /// Why the files on disk do not serve; nil where they do.
    private var refusal: String?
    /// The status that the service manager was told last.
    private var told = ""
    /// Whether a reload waits for the database.
    private var isReloadDue = false

    /// How many ticks lie between two checkpoints, as long as the log stays small (`DiskRoom`).
    private static let checkpointTicks = 10
    /// How much of a tick the queue's walk may take.
    private static let walkTime = Duration.milliseconds(200)
    /// How many ticks lie between two looks at who never confirmed a sign-up.
    private static let forgettingTicks = 3600
    /// How many ticks lie between two looks at revisions that nothing needs.
    private static let revisionTicks = 600
    private var oldRevisions = OldRevisions()
    /// The walk over what `keep` says is old, while one is under way.
    private var pruning: Pruning?
    /// How many ticks lie between two goes at people who are being erased, where something was left, and between two
    /// looks into the other mode's database.
    private static let erasingTicks = (usual: 10, afterTrouble: 60, bothModes: 3600)
    private var nextErasing = 1
    private var nextErasingInBoth = 1
    private var ticks = 0
    private var keysWatch: KeysWatch
    /// The watch over the machine's clock; nil on a calendar that is no clock's.
    private var clockWatch: ClockWatch?
    /// The troubles that the database told last, while it cannot be used for housekeeping.
    private var troubles = DatabaseTroubles()
    /// The reason why the last go at erasing did not come to its end.
    private var unerased = ""
    /// Whether that reason does not pass by itself.
    private var isErasureStuck = false
    private var reloadLog = ReloadLog()

    init(
        home: OpenHome, editions: EditionBox, worker: Worker, transactional: Worker? = nil,
        published: PublicAddress? = nil, dashboard: DashboardAddress? = nil,
        environment: [String: String],
        processID: Int32, board: StatusBoard? = nil, lanes: Lanes = .queues, logger: Logger
    ) throws {
        lane = lanes.lane("usher.housekeeping")
        self.published = published
        self.dashboard = dashboard
        self.home = home
        workers = Workers(worker, transactional: transactional)
        self.logger = logger
        self.board = board
        notifier = SystemdNotifier(environment: environment)
        watchdog = Watchdog(environment: environment, pid: processID)
        reloader = Reloader(home: home, environment: environment)
        self.editions = editions
        watcher = QuietWatcher(
            folders: ["config", "templates"].map { "\(home.folders.home)/\($0)" }, now: lane.instant)
        keysWatch = KeysWatch(home)
        lastQuestion = try ReloadRequest.question(home.store)?.number ?? 0
        if !(home.clock is SteppedClock) { clockWatch = ClockWatch(calendar: home.clock.now(), elapsed: lane.instant) }
    }

    /// Says that the daemon is ready, once its listeners are open.
    func sayReady() async {
        if let published {
            await published.opened()
            logger.notice("\(published.status)")
        }
        await dashboard?.opened()
        notifier.ready(status: await status())
    }

    /// Does the chores once a second until cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            if let watchdog {
                group.addTask(executorPreference: lane) { [workers, notifier, lane] in
                    // A sign of life is the worker's: a hung worker must not look alive, and a long reload not dead.
                    while !Task.isCancelled {
                        if await workers.isAlive { notifier.watchdog() }
                        try? await lane.sleep(for: watchdog.interval)
                    }
                }
            }
            group.addTask(executorPreference: lane) {
                while !Task.isCancelled {
                    await self.tick()
                    try? await self.lane.sleep(for: .seconds(1))
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
        let pauses = edition.plan.settings.inForce((try? home.store.pauses()) ?? [], at: now)
        let relay = pauses.first { $0.scope == .relay } ?? pauses.first { $0.scope == .transactionalRelay }
        return ServiceStatus(
            isStill: await workers.recordingStopped, relay: relay, files: refusal, published: published?.status
        ).sentence
    }

    /// Has the next tick read the files, whether or not they differ, and the relay's password. Called on SIGHUP.
    func reloadNow() {
        notifier.reloading()
        isHungUp = true
    }

    func tick() async {
        ticks += 1
        if let change = home.store.fileChange { return await stop(because: change) }
        watchKeys()
        watchClock()
        var failures: [StoreError] = []
        // Behind a writer that takes long, one wait in a tick is enough.
        if await does({ () async throws(StoreError) in try await lookForEdits() }, else: &failures) {
            await does({ () throws(StoreError) in try goOnWalking() }, else: &failures)
        }
        await does(
            { () throws(StoreError) in try home.store.keepRoom(isTime: ticks % Self.checkpointTicks == 0) },
            else: &failures)
        if ticks % Self.forgettingTicks == 1 {
            await does({ () throws(StoreError) in try forgetUnconfirmed() }, else: &failures)
        }
        if ticks % Self.revisionTicks == 2 {
            await does({ () throws(StoreError) in try forgetRevisions() }, else: &failures)
        }
        pruning = Pruning.walk(at: ticks, after: pruning)
        if pruning != nil { await does({ () throws(StoreError) in try prune() }, else: &failures) }
        if ticks >= nextErasing { await does({ () throws(StoreError) in try goOnErasing() }, else: &failures) }
        say(failures)
        if let board { await board.note(workers) }
        await tellStatus()
    }

    /// Does one chore. One that fails keeps no other from its turn. Returns whether the database was not busy.
    @discardableResult
    private func does(
        _ chore: () async throws(StoreError) -> Void, else failures: inout [StoreError]
    ) async -> Bool {
        do throws(StoreError) {
            try await chore()
            return true
        } catch {
            failures.append(error)
            return error != .busy
        }
    }

    /// Logs each trouble once. A database that is busy may be free in a moment; anything else does not go by itself.
    private func say(_ failures: [StoreError]) {
        for word in troubles.note(failures) {
            switch word {
            case .waits(let error):
                board?.update { $0.housekeeping = "\(error)" }
                logger.log(
                    level: error == .busy ? .warning : .error,
                    "housekeeping waits, and goes on by itself when it can: \(error)")
            case .goesOn:
                board?.update { $0.housekeeping = nil }
                logger.notice("housekeeping goes on: the database can be used again")
            }
        }
    }

    private func watchClock() {
        let now = home.clock.now()
        guard let jump = clockWatch?.jump(calendar: now, elapsed: lane.instant) else { return }
        logger.warning("\(ClockWatch.sentence(jump, now: now))")
    }

    /// Stops the daemon because somebody moved the database's files: nothing more is claimed or answered. What the log
    /// has of them is saved before anybody opens the database without it.
    private func stop(because change: StoreFileChange) async {
        if change == .logIsGone {
            do { try home.store.rescue() } catch { logger.error("the database's log cannot be saved: \(error)") }
        }
        await workers.end(because: .moved("\(home.folders.database): \(change.reason)"))
    }

    private func watchKeys() {
        switch keysWatch.tick(store: home.store) {
        case .wrong(let why):
            logger.error("\(why)")
            note(why, of: .keys)
        case .putBack(let why):
            logger.error("\(why)")
            note(nil, of: .keys)
        case .takenUp(let what):
            logger.notice("\(what)")
            note(nil, of: .keys)
        case .good:
            logger.notice("\(home.folders.keys) is good again")
            note(nil, of: .keys)
        case nil: break
        }
    }

    /// Notes why a chore cannot be done, so that it reaches a human, too: nobody reads the log at night. Nil notes that
    /// it was done.
    private func note(_ why: String?, of chore: DaemonReport.Chore) {
        board?.update { $0.note(why, of: chore) }
    }

    /// Reloads when files were edited, on SIGHUP, on `usher reload`, and when the database could not take the last
    /// reload. A question is answered once its reload is decided.
    private func lookForEdits() async throws(StoreError) {
        let question = try ReloadRequest.question(home.store).flatMap { $0.number == lastQuestion ? nil : $0 }
        let isEdited = watcher.tick(now: lane.instant) != nil
        let isAsked = isHungUp || question != nil
        guard isEdited || isAsked || isReloadDue else { return }
        if isAsked { watcher.takenUp(now: lane.instant) }
        // One that comes while this reload looks through the queue is the next tick's.
        let hangUp = isHungUp
        isHungUp = false
        let outcome: Reloader.Outcome
        do {
            outcome = try await reload(question, isAsked: isAsked)
        } catch {
            isHungUp = isHungUp || hangUp
            throw error
        }
        if hangUp {
            await workers.lookAtRelays(by: edition)
            notifier.ready(status: await status())
        }
        guard let question else { return }
        try ReloadRequest.answer(
            home.store,
            .init(
                number: question.number, isTakenUp: outcome.isTakenUp, isTemporary: outcome.isTemporary,
                text: outcome.sentence))
        lastQuestion = question.number
    }

    /// Reloads the files. Throws when the database could not take it: then the next tick reloads again.
    private func reload(
        _ question: ReloadRequest.Question?, isAsked: Bool
    ) async throws(StoreError) -> Reloader.Outcome {
        let number = question?.number
        board?.update { $0.reload = .init(looked: 0, question: number) }
        defer { board?.update { $0.reload = nil } }
        let outcome = await reloader.reload(
            yes: question?.yes ?? false, to: question?.shown, serving: edition
        ) { [board] looked in
            board?.update { $0.reload = .init(looked: looked, question: number) }
        }
        if case .later(let error) = outcome {
            if !isReloadDue { logger.warning("\(outcome.sentence)") }
            isReloadDue = true
            throw error
        }
        isReloadDue = false
        if case .takenUp(let new) = outcome {
            editions.edition = new
            walk = nil
            await workers.lookAtRelays(by: edition)
        }
        reloadLog.say(outcome, isAsked: isAsked, to: logger)
        refusal = outcome.isTakenUp ? nil : outcome.sentence
        let (refusal, now) = (refusal, home.clock.now())
        board?.update {
            $0.files = refusal
            if case .takenUp = outcome { $0.filesSince = now }
        }
        return outcome
    }

    private func forgetUnconfirmed() throws(StoreError) {
        let result = try Unconfirmed.forget(
            in: home.store, settings: edition.plan.settings.consent, now: home.clock.now())
        for (contact, error) in result.failed.sorted(by: { $0.key < $1.key }) {
            logger.error(
                "a sign-up that nobody confirmed cannot be forgotten: \(error)", metadata: ["contact": "\(contact)"])
        }
        note(
            result.failed.values.first.map {
                "\(Wording.count(result.failed.count, "sign-up")) that nobody confirmed cannot be forgotten: \($0)"
            }, of: .signUps)
        guard result.count > 0 else { return }
        let signUps = Wording.count(result.count, "sign-up", "sign-ups")
        logger.info("\(signUps) that nobody confirmed \(result.count == 1 ? "is" : "are") forgotten")
        nextErasing = ticks
    }

    /// Goes on with what a command began to erase and did not finish, and with the mail of sign-ups that were
    /// forgotten.
    private func goOnErasing() throws(StoreError) {
        // What is wrong with the other database must be seen to be over.
        let looksAtBoth = ticks >= nextErasingInBoth || isErasureStuck
        if looksAtBoth { nextErasingInBoth = ticks + Self.erasingTicks.bothModes }
        nextErasing = ticks + Self.erasingTicks.usual
        let left = try Eraser(home).goOn(looksAtBoth: looksAtBoth)
        let why = left.map(\.description).joined(separator: "; ")
        defer { unerased = why }
        isErasureStuck = !left.allSatisfy(\.mayPass)
        note(isErasureStuck ? "somebody's erasure is not finished: \(why)" : nil, of: .erasure)
        guard !left.isEmpty else { return }
        nextErasing = ticks + Self.erasingTicks.afterTrouble
        guard why != unerased else { return }
        if left.allSatisfy(\.mayPass) {
            logger.info("an erasure is not finished: \(why)")
        } else {
            logger.error("an erasure is not finished: \(why)")
        }
    }

    private func forgetRevisions() throws(StoreError) {
        let gone = try oldRevisions.walk(home.store, edition: edition, now: home.clock.now())
        guard gone > 0 else { return }
        logger.debug("\(Wording.count(gone, "revision was", "revisions were")) forgotten, which nothing needs")
    }

    /// Lets go of what is old, a lot in each tick, and of the inbox when the rest is through.
    private func prune() throws(StoreError) {
        let keep = edition.plan.settings.keep
        let spool = Spool(path: home.folders.spool(home.settings))
        try pruning?.goOn(home.store, spool, plan: edition.plan, now: home.clock.now(), dry: false)
        guard var done = pruning, done.isOver else { return }
        pruning = nil
        try Growth.look(home.store, now: home.clock.now())
        if home.folders.mode == .rehearsal {
            let inbox = InboxFolder(path: home.folders.inbox)
            do throws(InboxError) {
                try done.clear(inbox, keep: keep, now: SystemClock().now(), dry: false)
                note(nil, of: .inbox)
            } catch { cannot("old messages of the inbox cannot be removed: \(error)", .inbox) }
        }
        if let trouble = done.found.trouble {
            cannot("old mails that came back cannot be removed: \(trouble)", .returnedMail)
        } else {
            note(nil, of: .returnedMail)
        }
        if let words = done.found.words { logger.info("what 'keep' says is old is gone: \(words)") }
    }

    private func cannot(_ why: String, _ chore: DaemonReport.Chore) {
        logger.error("\(why)")
        note(why, of: chore)
    }

    /// Goes on bringing due times to what the files that serve say, some of them in each tick.
    private func goOnWalking() throws(StoreError) {
        if walk == nil { walk = try QueueWalk(to: edition.plan, in: home.store) }
        guard walk?.isDone == false else { return }
        defer { workers.wake() }
        let end = lane.instant + Self.walkTime
        try walk?.goOn(in: home.store, now: home.clock.now()) { lane.instant >= end }
    }
}
