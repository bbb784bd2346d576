import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals
import UsherComposing
import UsherCore
import UsherHome
import UsherReports
import UsherSMTP
import UsherStore
import UsherSupport

/// The whole daemon, assembled: what `usher run` runs.
package struct Daemon: Sendable {
    private let home: String
    private let options: DaemonOptions
    private let environment: [String: String]
    private let logger = Logger(label: "usher")

    package init(home: String, options: DaemonOptions, environment: [String: String]) {
        self.home = home
        self.options = options
        self.environment = environment
    }

    /// Runs until SIGTERM or SIGINT, then finishes what is open and returns. Throws one sentence when it cannot start,
    /// and `StoreError` when the database is damaged.
    package func run() async throws {
        let starting = StartTeller("checks config/ and templates/", logger: logger)
        defer { starting.end() }
        // What a reload would refuse does not serve after a restart either.
        let report = HomeCheck.run(home, environment: environment)
        guard report.isUsable else {
            try refuseOpenPassword(HomeReader.inspect(home).files)
            throw Problems(report.errors)
        }
        starting.goesOn("opens the database")
        var opened = try OpenHome.open(home, environment: environment, inEitherMode: true)
        let lock = try StateLock.acquire(folder: opened.folders.state)
        defer { withExtendedLifetime(lock) {} }
        if let note = opened.firstStart { logger.warning("\(note)") }
        opened.clock = try clock(for: opened)
        let process = ProcessInfo.processInfo.processIdentifier
        let board = StatusBoard(
            DaemonReport(process: process, since: opened.clock.now(), mode: opened.settings.mode), lock: lock)
        let owner = "\(process)-\(UUID().uuidString.prefix(8))"
        starting.goesOn("looks for messages that an earlier daemon left without a record")
        try recover(opened, owner: owner)
        starting.goesOn("makes ready to send")
        let editions = EditionBox(try opened.edition)
        try opened.store.save(editions.edition.revisions)

        let outlet = try await Outlet.open(opened, environment: environment, logger: logger)
        let meter = DeliveryMeter(relay: opened.settings.mode == .rehearsal ? "rehearsal" : outlet.name)
        let worker = try worker(
            for: opened, editions: editions, owner: owner, outlet: outlet, meter: meter, board: board)
        let published = try PublicAddress.assemble(
            opened, editions: editions, worker: worker, meter: meter, logger: logger)
        let housekeeper = try Housekeeper(
            home: opened, editions: editions, worker: worker, published: published, environment: environment,
            processID: process, board: board, logger: logger)
        starting.end()
        logger.notice(
            "sending",
            metadata: ["mode": "\(opened.settings.mode.rawValue)", "home": "\(home)", "relay": "\(outlet.name)"])
        if opened.settings.mode == .live {
            for warning in report.warnings { logger.warning("\(warning.place): \(warning.message)") }
        }

        var parts: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: HousekeepingService(housekeeper: housekeeper))
        ]
        if let published { parts.append(.init(service: published)) }
        // The last is shut down first: no claim after SIGTERM, whatever the others are at, and a no is taken until the
        // end.
        parts.append(
            .init(
                service: WorkerService(worker: worker, housekeeper: housekeeper),
                successTerminationBehavior: .gracefullyShutdownGroup,
                // A damaged database ends the run as a signal does: what is being answered is answered.
                failureTerminationBehavior: .gracefullyShutdownGroup))
        let services = ServiceGroup(
            configuration: .init(
                services: parts,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "usher.services") { _ in SwiftLogNoOpLogHandler() }))
        do {
            try await services.run()
        } catch let error as StoreError {
            if case .moved = error { abandon(opened.store) }
            throw error
        }
        await outlet.close()
        // What was deleted is not left in the log, unless somebody reads from it just now.
        _ = try opened.store.emptyLog()
        logger.notice("stopped")
    }

    /// Stores whose files were moved. They are never closed: a close deletes the log of whatever lies in their place by
    /// then.
    private static let abandoned = Mutex<[SQLiteStore]>([])

    private func abandon(_ store: SQLiteStore) {
        Self.abandoned.withLock { $0.append(store) }
        guard store.fileChange == .logIsGone else { return }
        do { try store.rescue() } catch {
            logger.critical("what was recorded last is lost; tell it again, or restore a backup: \(error)")
        }
    }

    private func worker(
        for home: OpenHome, editions: EditionBox, owner: String, outlet: Outlet, meter: DeliveryMeter,
        board: StatusBoard
    ) throws -> Worker {
        let gate = try home.store.gate()
        let clock = home.clock
        let log = NewsLog(logger: logger)
        let ending = EndWhenEmpty(isWanted: options.stopsWhenEmpty)
        let end = options.until.map { EndOfCalendar($0) }
        let worker = Worker(
            editions: editions, store: home.store, owner: owner,
            relay: outlet.relay,
            source: RelaySource(
                settings: { await outlet.relay(by: $0) },
                gate: { delivery in
                    do { return try gate.permission(delivery, now: clock.now()).outcome } catch {
                        logger.warning(
                            "a message is not started yet, because its consent cannot be checked; it is tried again: \(error)",
                            metadata: ["delivery": "\(delivery)"])
                        return .notStarted
                    }
                }),
            press: home.press, clock: clock, happenings: options.happenings ?? end,
            ensureRoom: { [store = home.store] () throws(StoreError) in try store.ensureRoom() },
            news: { [news = options.news] item in
                log.write(item)
                board.hear(item, now: clock.now())
                meter.hear(item)
                news(item)
                ending.hear(item)
            })
        ending.worker = worker
        end?.worker = worker
        return worker
    }

    /// Whose a file is has an exit code of its own, before what is wrong in files.
    private func refuseOpenPassword(_ files: HomeFiles?) throws {
        guard let files, files.settings.mode == .live, let smtp = files.settings.smtp else { return }
        do { _ = try SecretResolver.password(for: smtp, home: home, environment: environment) } catch {
            switch error {
            case .open, .unreadable(_, .notAFile): throw error
            case .nowhere, .unreadable, .malformed: break
            }
        }
    }

    /// What an earlier daemon had claimed and not settled is in doubt.
    private func recover(_ home: OpenHome, owner: String) throws {
        let now = home.clock.now()
        let resendAt =
            home.settings.onDoubt == .resend ? now.adding(milliseconds: home.settings.doubtWaitMilliseconds) : nil
        let doubtful = try home.store.recover(owner: owner, resendAt: resendAt, now: now)
        guard !doubtful.isEmpty else { return }
        let next =
            resendAt == nil ? "decide about each with: usher queue list --in-doubt" : "the same messages go again"
        logger.warning(
            "the daemon before this one ended without a record of these deliveries; they are in doubt: \(next)",
            metadata: [
                "count": "\(doubtful.count)",
                "deliveries": "\(doubtful.prefix(200).map(\.description).joined(separator: ","))",
                "next": "\(resendAt?.iso8601 ?? "held for a human")",
            ])
    }

    private func clock(for home: OpenHome) throws -> any CalendarClock {
        let remembered = ClockNote.moment(try home.store.note(ClockNote.name))
        switch options.clock {
        case .system:
            guard remembered == nil else { throw DaemonError.steppedDatabase }
            return SystemClock()
        case .stepped(let start):
            guard home.settings.mode == .rehearsal || home.settings.smtp.map({ RelaySettings($0).isLoopback }) ?? false
            else {
                throw DaemonError.steppedClockNeedsLoopback
            }
            let clock = SteppedClock(from: remembered ?? start, millisecondsPerDay: options.millisecondsPerDay)
            try home.store.setNote(ClockNote.name, ClockNote.text(clock.now()))
            return clock
        }
    }
}
