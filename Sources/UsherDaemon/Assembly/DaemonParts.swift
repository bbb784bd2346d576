import Logging
import UsherComposing
import UsherCore
import UsherSMTP
import UsherStore
import UsherSupport

/// The parts of a daemon, put together and not running yet: what sends, what answers, what keeps house.
///
/// What they live on and whom they speak to is passed in, so that a simulation puts together the same.
package struct DaemonParts: Sendable {
    package let workers: Workers
    /// The public address; nil where `public:` is not configured.
    package let published: PublicAddress?
    /// The dashboard; nil where `dashboard:` is not configured.
    package let dashboard: DashboardAddress?
    package let housekeeper: Housekeeper
    package let returns: SpoolReader
    package let alerting: Alerting
    /// The reader of the mailbox; nil in rehearsal, which never looks at the mailbox of live, and where none is
    /// configured.
    package let mailbox: MailboxReader?

    /// Puts the parts together.
    ///
    /// - Parameters:
    ///   - owner: whose claims are this daemon's.
    ///   - relay: what the first relay is made with; `relayName` is for the metrics. `transactionalRelay`:
    ///     transactional
    ///     mail's own, where it has one.
    ///   - findRelay: the relay by other settings, or with another password; nil where it cannot be found.
    ///   - makeRelay: one over sockets, where nothing else is said.
    ///   - board: where what it does is written down; nil where nobody asks for it.
    ///   - alerts: how trouble is told; by what the home names where nothing is said.
    /// - Throws: one sentence where it cannot start, and `StoreError`.
    package init(
        _ home: OpenHome, owner: String, process: Int32, relay: RelaySettings, relayName: String,
        transactionalRelay: RelaySettings? = nil, findRelay: @escaping @Sendable (Settings) async -> RelaySettings?,
        makeRelay: @escaping RelaySource.Make = { Relay(settings: $0, gate: $1, report: $2) },
        options: DaemonOptions, environment: [String: String], board: StatusBoard?, alerts: AlertWays? = nil,
        lanes: Lanes = .queues, logger: Logger
    ) throws {
        let editions = EditionBox(try home.edition)
        for keys in home.settings.dkimKeys { try home.press.composer.require(dkimKeys: keys) }
        try home.store.save(editions.edition.revisions)
        let meter = DeliveryMeter(relay: relayName)
        workers = try Self.workers(
            home, editions, owner: owner, relays: (relay, transactionalRelay),
            source: RelaySource(
                settings: findRelay, gate: try Self.gate(home, logger: logger), make: makeRelay), meter: meter,
            options: options, board: board, lanes: lanes, logger: logger)
        published = try PublicAddress.assemble(
            home, editions: editions, worker: workers.main, transactional: workers.transactional, meter: meter,
            lanes: lanes, logger: logger)
        dashboard = try DashboardAddress.assemble(
            home, editions: editions, report: { board?.report }, wake: workers.wake,
            tell: { news in
                switch news {
                case .served(let place): board?.update { $0.dashboard = place }
                case .trouble(let why): board?.update { $0.dashboardTrouble = why }
                }
            }, environment: environment, lanes: lanes, logger: logger)
        housekeeper = try Housekeeper(
            home: home, editions: editions, worker: workers.main, transactional: workers.transactional,
            published: published, dashboard: dashboard, environment: environment,
            processID: process, board: board, lanes: lanes, logger: logger)
        alerting = Alerting(
            home: home, editions: editions, report: { board?.report },
            ways: alerts ?? .real(home: home.folders.home, environment: environment), lanes: lanes, logger: logger)
        let spool = Spool(path: home.folders.spool(home.settings))
        let leaving: @Sendable () -> EmailAddress? = {
            editions.edition.plan.settings.unsubscribe.mailto.flatMap { try? EmailAddress($0) }
        }
        let doors = Doors(store: home.store, editions: editions, clock: home.clock, wake: workers.wake)
        returns = SpoolReader(
            spool: spool, store: home.store, composer: home.press.composer, leaving: leaving, confirm: doors.confirm,
            clock: home.clock, lanes: lanes, logger: logger,
            news: { [log = NewsLog(logger: logger), news = options.news] item in
                log.write(item)
                news(item)
            })
        mailbox =
            home.folders.mode == .rehearsal
            ? nil
            : MailboxReader(
                home: home.folders.home, settings: { editions.edition.plan.settings.receive.imap }, store: home.store,
                judge: MailboxJudge(
                    spool: spool, store: home.store, composer: home.press.composer, leaving: leaving,
                    clock: home.clock),
                environment: environment,
                note: { change in board?.update { change(&$0.mailbox) } }, lanes: lanes, logger: logger)
    }

    /// Marks as in doubt what an earlier daemon had claimed and not settled. Called before anything is claimed.
    package static func recover(_ home: OpenHome, owner: String, logger: Logger) throws(StoreError) {
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

    /// The gate that takes the last look before a message's body goes out.
    private static func gate(_ home: OpenHome, logger: Logger) throws(StoreError) -> LastLook {
        let gate = try home.store.gate()
        let clock = home.clock
        return { delivery in
            do { return try gate.permission(delivery, now: clock.now()).outcome } catch {
                logger.warning(
                    "a message is not started yet, because its consent cannot be checked; it is tried again: \(error)",
                    metadata: ["delivery": "\(delivery)"])
                return .notStarted
            }
        }
    }

    private static func workers(
        _ home: OpenHome, _ editions: EditionBox, owner: String,
        relays: (main: RelaySettings, transactional: RelaySettings?), source: RelaySource,
        meter: DeliveryMeter, options: DaemonOptions, board: StatusBoard?, lanes: Lanes, logger: Logger
    ) throws -> Workers {
        let clock = home.clock
        let log = NewsLog(logger: logger)
        let ending = EndWhenEmpty(isWanted: options.stopsWhenEmpty)
        let end = options.until.map { EndOfCalendar($0) }
        // The two have one queue for each thing that they do: none of it waits for a relay.
        let shared = WorkerLanes(lanes)
        let heard: @Sendable (WorkerNews, String?) -> Void = { [news = options.news] item, relay in
            log.write(item)
            board?.hear(item, now: clock.now())
            meter.hear(item, relay: relay)
            news(item)
            ending.hear(item)
        }
        let main = Worker(
            editions: editions, store: home.store, owner: owner, relay: relays.main, source: source,
            press: home.press, clock: clock, happenings: options.happenings ?? end, lanes: shared,
            ensureRoom: { [store = home.store] () throws(StoreError) in try store.ensureRoom() },
            news: { heard($0, nil) })
        ending.worker = main
        end?.worker = main
        // One worker alone moves a stepped calendar on.
        guard !(clock is SteppedClock) else { return Workers(main) }
        let transactional = Worker(
            editions: editions, store: home.store, owner: owner, relay: relays.transactional, source: source,
            press: home.press, clock: clock, lanes: shared, isTransactional: true,
            ensureRoom: { [store = home.store] () throws(StoreError) in try store.ensureRoom() },
            news: { heard($0, DeliveryMeter.name(of: editions.edition.plan.settings.of(.transactional))) })
        return Workers(main, transactional: transactional)
    }
}

extension DaemonParts {
    /// The worker of the relay, or of the main one of two.
    package var worker: Worker { workers.main }
}
