import Foundation
import Logging
import UsherComposing
import UsherCore
import UsherReports
import UsherStore
import UsherSupport

/// Looks twice a minute at what is wrong, and brings it to a human once (`AlertBook`); tells whoever watches the daemon
/// that it lives. On a lane of its own: whatever it waits for holds up nothing else.
package actor Alerting {
    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let home: OpenHome
    private let editions: EditionBox
    private let report: @Sendable () -> DaemonReport?
    private let ways: AlertWays
    private let room: @Sendable () -> DiskRoom?
    private let logger: Logger
    private var book = AlertBook()
    private var writtenBook: AlertBook?
    /// What was logged of ways that fail, each once until it works again.
    private var failing: Set<String> = []
    private var ticks = 0
    private var certificate: AlertWays.Certificate?

    /// The moment since which backups are waited for; nil before it is known.
    private var backupsSince: Timestamp?

    private static let note = "alerts"
    private static let tick = Duration.seconds(30)
    /// After how many ticks the watcher is told that the daemon lives, and after how many certificates are looked at.
    private static let (pingTicks, certificateTicks) = (10, 2880)

    init(
        home: OpenHome, editions: EditionBox, report: @escaping @Sendable () -> DaemonReport?,
        ways: AlertWays, room: (@Sendable () -> DiskRoom?)? = nil, lanes: Lanes = .queues, logger: Logger
    ) {
        lane = lanes.lane("usher.alerts")
        self.room = room ?? { [store = home.store] in store.room }
        self.home = home
        self.editions = editions
        self.report = report
        self.ways = ways
        self.logger = logger
    }

    /// Takes up what was told before this start.
    func begin() {
        do throws(StoreError) {
            if let text = try home.store.note(Self.note) { book = AlertBook(text: text) ?? book }
        } catch { logger.warning("what was told of trouble is not known: \(error)") }
    }

    /// Looks again and again until cancelled.
    package func run() async {
        begin()
        while !Task.isCancelled {
            await tick()
            try? await lane.sleep(for: Self.tick)
        }
    }

    func tick() async {
        defer { ticks += 1 }
        let settings = editions.edition.plan.settings
        guard settings.mode == .live else { return }
        if settings.alerts.hasWay {
            if ticks % Self.certificateTicks == 0 { lookAtCertificate(settings.published?.url) }
            let alerts = book.look(facts(settings).troubles(now: home.clock.now()), now: home.clock.now())
            if !alerts.isEmpty { await send(alerts, settings) }
            remember()
        }
        if let ping = settings.alerts.ping, !Task.isCancelled, ticks % Self.pingTicks == 0, report()?.still == nil {
            tell(ping)
        }
    }

    private func facts(_ settings: Settings) -> TroubleFacts {
        var facts = TroubleFacts(catalog: editions.edition.plan.catalog, clock: settings.clock)
        do throws(StoreError) {
            let now = home.clock.now()
            facts.pauses = settings.inForce(try home.store.pauses(), at: now)
            facts.warnings = try home.store.complaintWarnings(since: BreakerPolicy.warned(since: now))
        } catch { logger.debug("pauses cannot be read: \(error)") }
        facts.report = report()
        facts.room = room()
        if settings.alerts.tellsOfBackups {
            facts.lastBackup = BackupMark.moment(in: home.folders.state)
            facts.backupsSince = waitsForBackupsSince()
        }
        facts.publicURL = settings.published?.url
        facts.certificateEnd = certificate?.end
        facts.certificateFault = certificate?.fault
        return facts
    }

    /// The moment since which backups are waited for: the first look in live at a database, or when it was restored.
    private func waitsForBackupsSince() -> Timestamp? {
        if let backupsSince { return backupsSince }
        do throws(StoreError) {
            let now = home.clock.now()
            let known = try home.store.note(BackupMark.sinceNote).flatMap { Int64($0) }
            if known == nil { try home.store.setNote(BackupMark.sinceNote, "\(now.milliseconds)") }
            backupsSince = known.map(Timestamp.init(milliseconds:)) ?? now
        } catch { logger.debug("since when backups are waited for is not known: \(error)") }
        return backupsSince
    }

    private func lookAtCertificate(_ url: String?) {
        guard let url else { return certificate = nil }
        certificate = ways.certificate(url)
    }

    /// Sends alerts. One that went by any way has gone; one that went by none is due again at the next look.
    private func send(_ alerts: [Alert], _ settings: Settings) async {
        let outcomes = await ways.send(settings, alerts)
        for outcome in outcomes { say(outcome.name, outcome.fault) }
        for alert in alerts where outcomes.contains(where: { $0.gone.contains(alert) }) {
            book.note(alert, now: home.clock.now())
        }
    }

    /// Logs a way that fails once, and once when it works again: without addresses, and without what others said.
    private func say(_ way: String, _ fault: AlertSender.Fault?) {
        if let fault {
            if failing.insert(way).inserted { logger.error("an alert reaches nobody by \(way): \(fault.what)") }
        } else if failing.remove(way) != nil {
            logger.notice("alerts go by \(way) again")
        }
    }

    private func tell(_ ping: String) {
        if let fault = ways.ping(ping) {
            if failing.insert("ping").inserted { logger.error("the ping is not taken: \(fault)") }
        } else if failing.remove("ping") != nil {
            logger.notice("the ping is taken again")
        }
    }

    private func remember() {
        guard book != writtenBook, let text = book.text else { return }
        do throws(StoreError) {
            try home.store.setNote(Self.note, text)
            writtenBook = book
        } catch { logger.debug("what was told of trouble cannot be written down: \(error)") }
    }
}
