import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals
import UsherCore
import UsherHome
import UsherReports
import UsherSMTP
import UsherStore
import UsherSupport
import UsherTemplates

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
        let templates = CompiledTemplates()
        let report = HomeCheck.run(home, environment: environment, templates: templates)
        guard report.isUsable else {
            try refuseOpenPassword(HomeReader.inspect(home).files)
            throw Problems(report.errors)
        }
        starting.goesOn("opens the database")
        var opened = try OpenHome.open(
            home, environment: environment, inEitherMode: true, templates: templates)
        let lock = try StateLock.acquire(folder: opened.folders.state)
        defer { withExtendedLifetime(lock) {} }
        if let note = opened.firstStart { logger.warning("\(note)") }
        opened.clock = try clock(for: opened)
        let process = ProcessInfo.processInfo.processIdentifier
        let board = StatusBoard(
            DaemonReport(process: process, since: opened.clock.now(), mode: opened.settings.mode), lock: lock)
        let owner = "\(process)-\(UUID().uuidString.prefix(8))"
        starting.goesOn("looks for messages that an earlier daemon left without a record")
        try DaemonParts.recover(opened, owner: owner, logger: logger)
        starting.goesOn("makes ready to send")
        let outlet = try await Outlet.open(opened, environment: environment, logger: logger)
        let parts = try DaemonParts(
            opened, owner: owner, process: process, relay: outlet.relay,
            relayName: DeliveryMeter.name(of: opened.settings),
            transactionalRelay: outlet.transactional, findRelay: { await outlet.relay(by: $0) }, options: options,
            environment: environment, board: board,
            logger: logger)
        starting.end()
        logger.notice(
            opened.settings.mode == .live ? "sending" : "rehearsing",
            metadata: ["mode": "\(opened.settings.mode.rawValue)", "home": "\(home)", "relay": "\(outlet.name)"])
        if opened.settings.mode == .live, let first = report.warnings.first {
            let count = Wording.count(report.warnings.count, "warning")
            logger.warning("the files have \(count), the first at \(first.place): \(first.message); see: usher check")
        }

        var running: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: HousekeepingService(housekeeper: parts.housekeeper)),
            .init(service: ReturnsService(reader: parts.returns)),
            .init(service: AlertingService(alerting: parts.alerting)),
        ]
        if let mailbox = parts.mailbox { running.append(.init(service: MailboxService(reader: mailbox))) }
        if let dashboard = parts.dashboard { running.append(.init(service: dashboard)) }
        if let published = parts.published { running.append(.init(service: published)) }
        // The last is shut down first: no claim after SIGTERM, whatever the others are at, and a no is taken until the
        // end.
        running.append(
            .init(
                service: WorkerService(workers: parts.workers, housekeeper: parts.housekeeper),
                successTerminationBehavior: .gracefullyShutdownGroup,
                // A damaged database ends the run as a signal does: what is being answered is answered.
                failureTerminationBehavior: .gracefullyShutdownGroup))
        let services = ServiceGroup(
            configuration: .init(
                services: running,
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

    /// The stores whose files were moved. They are never closed: a close deletes the log of whatever lies in their
    /// place by then.
    private static let abandoned = Mutex<[SQLiteStore]>([])

    private func abandon(_ store: SQLiteStore) {
        Self.abandoned.withLock { $0.append(store) }
        guard store.fileChange == .logIsGone else { return }
        do { try store.rescue() } catch {
            logger.critical("what was recorded last is lost; tell it again, or restore a backup: \(error)")
        }
    }

    /// Throws where somebody else may read a password's file: that has an exit code of its own, before what is wrong in
    /// files.
    private func refuseOpenPassword(_ files: HomeFiles?) throws {
        guard let settings = files?.settings, settings.mode == .live else { return }
        do throws(SecretResolver.Fault) {
            for smtp in [settings.smtp, settings.transactional.smtp].compactMap(\.self) {
                _ = try SecretResolver.password(for: smtp, home: home, environment: environment)
            }
            if let imap = settings.receive.imap {
                _ = try SecretResolver.password(for: imap, home: home, environment: environment)
            }
        } catch {
            switch error {
            case .open, .unreadable(_, .notAFile): throw error
            case .nowhere, .unreadable, .malformed: break
            }
        }
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
