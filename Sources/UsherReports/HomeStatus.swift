import UsherCore
import UsherHome
import UsherSupport

/// A home in one look: the answer of `usher status`.
package struct HomeStatus: Sendable, Encodable {
    package let home: String
    package let mode: Settings.Mode
    package let daemonIsRunning: Bool
    /// The daemon's own word; nil while none runs.
    package let daemon: Daemon?
    /// The moment of the status, as ISO 8601 in UTC.
    package let now: String
    package let contacts: Int
    package let activeEnrollments: Int
    /// Deliveries by state. They add up to every delivery ever made.
    package let deliveries: [String: Int]
    package let overdue: Int
    package let suppressions: Int
    /// The moment at which the next message is due, as ISO 8601 in UTC; nil when nothing is queued.
    package let nextDue: String?
    package let pauses: [PauseLine]
    package let warnings: [WarningLine]
    /// The relay's warm-up; nil where it is not warmed up, or is warm.
    package let warmUp: WarmUpLine?
    package let database: Database?
    /// Why the latest files do not serve; nil when they do.
    package let files: String?
    /// The public address, and whether it is served; nil when there is none.
    package let published: Published?
    /// The state in words of the mailbox that mail comes back to; nil where none is looked into.
    package let mailbox: String?
    /// Whether the mailbox could be looked into.
    package let mailboxIsWell: Bool
    /// Why the dashboard is not served, though it is named; nil where it is, or is not named.
    package let dashboard: String?
    /// Confirmations of sign-ups that wait because a budget is spent; nil when none does.
    package let signUps: String?
    /// The sentence on what sending waits for and until when.
    package let waitsFor: String
    private let clockText: String
    private let daemonSince: String?

    private enum CodingKeys: String, CodingKey {
        case home, mode, daemonIsRunning, daemon, now, contacts, activeEnrollments, deliveries, overdue, suppressions,
            nextDue, pauses, warnings, warmUp
        case database, files, published, dashboard, mailbox, signUps, waitsFor
    }

    /// Times are ISO 8601, UTC.
    package struct Daemon: Hashable, Sendable, Encodable {
        package let process: Int32
        package let mode: Settings.Mode
        package let since: String
        /// The moment at which the daemon last gave a sign of life.
        package let seen: String
        /// The moment at which the files that serve were taken up.
        package let filesSince: String
        /// Why nothing can be recorded, so that nothing is sent, and since when; nil while it can.
        package let cannotRecord: String?
        package let cannotRecordSince: String?
        /// The moment since which the relay has not answered, though messages are due; nil while it does, or none are.
        package let relayWaitsSince: String?
        /// The moment since which transactional mail's own relay has not answered; nil as for `relayWaitsSince`.
        package let transactionalRelayWaitsSince: String?

        init(_ report: DaemonReport) {
            process = report.process
            mode = report.mode
            since = report.since.iso8601
            seen = report.seen.iso8601
            filesSince = report.filesSince.iso8601
            cannotRecord = report.still?.why
            cannotRecordSince = report.still?.since.iso8601
            relayWaitsSince = report.relayWaitsSince?.iso8601
            transactionalRelayWaitsSince = report.transactionalRelayWaitsSince?.iso8601
        }
    }

    package struct Published: Hashable, Sendable, Encodable {
        package let url: String
        /// The address, as in `config/usher.yaml`: `127.0.0.1:8025`, `unix:/run/usher/public.sock`.
        package let listen: String
        package let isListening: Bool

        package init(_ settings: PublicSettings, isListening: Bool) {
            url = settings.url
            listen = "\(settings.listen)"
            self.isListening = isListening
        }

        fileprivate func line(isRunning: Bool) -> String {
            let state =
                isListening
                ? "served" : isRunning ? "not served: nobody listens there" : "not served while no daemon is running"
            return "\(url) on \(listen), \(state)"
        }
    }

    /// The size of the database, and the things of which there are more every day.
    package struct Database: Hashable, Sendable, Encodable {
        package let octets: Int
        /// How many octets are committed and not yet in the file.
        package let log: Int
        /// Rows that were ever made, by table.
        package let rows: [String: Int]
        /// Rows that came in a day, by table, when that was last looked at; nil before that is known.
        package let daily: [String: Int]?
        /// How long what may be let go of is kept, by the keys of `keep`: `730 days`, `for ever`.
        package let kept: [String: String]

        package init(
            octets: Int, log: Int, rows: [String: Int], daily: [String: Int]? = nil,
            keep: KeepSettings = KeepSettings()
        ) {
            self.daily = daily
            self.octets = octets
            self.log = log
            self.rows = rows
            kept = Self.ages(keep)
        }

        private static func ages(_ keep: KeepSettings) -> [String: String] {
            let ages = [
                "deliveries": keep.deliveriesMilliseconds, "events": keep.eventsMilliseconds,
                "inputs": keep.inputsMilliseconds, "inbox": keep.inboxMilliseconds,
                "unmatched": keep.unmatchedMilliseconds ?? ReturnedReport.longestKept,
            ]
            return ages.mapValues { $0.map { Wording.count(Int($0 / 86_400_000), "day") } ?? "for ever" }
        }

        /// The ages where the files say nothing.
        private static let usual = ages(KeepSettings())

        fileprivate var line: String {
            let parts = rows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { row in
                let daily = daily?[row.key].flatMap { $0 > 0 ? " (\($0) a day)" : nil } ?? ""
                return "\(row.key) \(row.value)\(daily)"
            }
            let ages = kept.filter { $0.value != Self.usual[$0.key] }.sorted { $0.key < $1.key }
                .map { "\($0.key) for \($0.value)" }
            return "\(Self.size(octets + log)); rows so far: \(parts.joined(separator: ", "))"
                + (ages.isEmpty ? "" : "; kept: \(ages.joined(separator: ", "))")
        }

        private static func size(_ octets: Int) -> String {
            octets >= 10 << 20 ? "\(octets >> 20) MiB" : "\((octets + 1023) >> 10) KiB"
        }
    }

    /// The facts about a home at one moment.
    package struct Facts: Sendable {
        package var home: String
        package var settings: Settings
        package var catalog: Catalog
        package var isRunning: Bool
        package var totals: Totals
        package var pauses: [Pause] = []
        /// The breakers' warnings of the last two days.
        package var warnings: [ComplaintWarning] = []
        package var warmUp: WarmUpLine?
        package var files: String?
        package var daemon: DaemonReport?
        package var published: Published?
        package var delayed: DelayedConfirmations?
        package var database: Database?

        package init(home: String, settings: Settings, catalog: Catalog, isRunning: Bool, totals: Totals) {
            self.home = home
            self.settings = settings
            self.catalog = catalog
            self.isRunning = isRunning
            self.totals = totals
        }
    }

    package init(_ facts: Facts, now: Timestamp) {
        let totals = facts.totals
        let clock = facts.settings.clock
        home = facts.home
        mode = facts.settings.mode
        daemonIsRunning = facts.isRunning
        daemon = facts.daemon.map(Daemon.init)
        daemonSince = facts.daemon.map { "since \(Wording.time($0.since, clock: clock))" }
        self.now = now.iso8601
        clockText = Wording.time(now, clock: clock)
        contacts = totals.contacts
        activeEnrollments = totals.activeEnrollments
        deliveries = Dictionary(
            uniqueKeysWithValues: DeliveryState.allCases.map { ($0.rawValue, totals.byState[$0] ?? 0) })
        overdue = totals.overdue
        suppressions = totals.suppressions
        nextDue = totals.nextDue?.iso8601
        pauses = facts.pauses.map { PauseLine($0, catalog: facts.catalog, clock: clock) }
        warnings = facts.warnings.map { WarningLine($0, catalog: facts.catalog) }
        warmUp = facts.warmUp
        database = facts.database
        files = facts.files
        published = facts.published
        dashboard = facts.daemon?.dashboardTrouble
        mailbox = Self.mailbox(facts, clock: clock)
        mailboxIsWell = facts.daemon?.mailbox?.trouble == nil
        signUps = facts.delayed.map { Self.delayed($0, clock: clock) }
        waitsFor = Self.waiting(facts, clock: clock, now: now)
    }

    private static func delayed(_ delayed: DelayedConfirmations, clock: ZoneClock) -> String {
        var parts =
            delayed.lastDue.map { lastDue in
                [
                    "\(Wording.count(delayed.count, "confirmation waits", "confirmations wait")), the last until "
                        + "\(Wording.time(lastDue, clock: clock)): more came than consent.confirmations lets go at once"
                ]
            } ?? []
        if delayed.leftOut > 0 {
            parts.append(
                "\(Wording.count(delayed.leftOut, "sign-up")) of today got no confirmation: "
                    + "their mailboxes had as many as consent.confirmations.per_address allows")
        }
        return parts.joined(separator: "; ")
    }

    package var lines: [String] {
        let running =
            daemonIsRunning ? "a daemon is running\(daemonSince.map { " \($0)" } ?? "")" : "no daemon is running"
        var lines = ["\(home): \(mode.rawValue), \(running)"]
        lines.append("now        \(clockText)")
        lines.append(
            "people     \(Wording.count(contacts, "contact")), \(Wording.count(activeEnrollments, "enrollment")) under way, "
                + Wording.count(suppressions, "suppression"))
        let counts = DeliveryState.allCases.compactMap { state in
            deliveries[state.rawValue].flatMap { $0 > 0 ? "\($0) \(state.rawValue)" : nil }
        }
        lines.append("messages   \(counts.isEmpty ? "none yet" : counts.joined(separator: ", "))")
        if pauses.contains(where: \.isAfterRestore) {
            lines.append(
                "look       usher queue list --due has what goes when you resume; "
                    + "take out what went already: usher queue cancel NUMBER; enter who said no: usher suppress add")
        }
        lines += pauses.map { "paused     \($0.text)" }
        lines += warnings.map { "warning    \($0.text)" }
        if let warmUp { lines.append("warm-up    \(warmUp.text)") }
        if let database { lines.append("database   \(database.line)") }
        if let files { lines.append("files      \(files)") }
        if let published { lines.append("public     \(published.line(isRunning: daemonIsRunning))") }
        if let dashboard { lines.append("dashboard  \(dashboard)") }
        if let mailbox { lines.append("mailbox    \(mailbox)") }
        if let signUps { lines.append("sign-ups   \(signUps)") }
        lines.append(waitsFor)
        return lines
    }

    private static func waiting(_ facts: Facts, clock: ZoneClock, now: Timestamp) -> String {
        let totals = facts.totals
        let paused = facts.settings.streams.compactMap { stream in
            facts.pauses.first { $0.scope == stream.relay }.map { (stream, $0) }
        }
        guard let next = totals.nextDue else {
            let parked = totals.byState[.parked] ?? 0
            if parked > 0 {
                return
                    "\(Wording.count(parked, "message waits", "messages wait")) for the end of a pause; nothing else is queued"
            }
            return "Nothing is queued. Put somebody into a campaign: usher enqueue CAMPAIGN ADDRESS"
        }
        let due = totals.overdue
        let time = "\(Wording.time(next, clock: clock))"
        guard facts.isRunning else {
            return due > 0
                ? "\(Wording.count(due, "message is", "messages are")) due, and no daemon is running; start one: "
                    + ServiceHome.start(facts.home)
                : "The next message is due \(time), and no daemon is running; start one: \(ServiceHome.start(facts.home))"
        }
        if let daemon = facts.daemon, daemon.isSilent(at: SystemClock().now()),
            let silence = daemon.obstacle(clock: clock)
        {
            return silence.prefix(1).uppercased() + silence.dropFirst()
        }
        if let still = facts.daemon?.still {
            let count =
                due > 0 ? "\(Wording.count(due, "message is", "messages are")) due" : "the next message is due \(time)"
            return
                "Nothing is sent, because nothing could be recorded since \(Wording.time(still.since, clock: clock)): "
                + "\(still.why); \(count), and it goes on by itself when it can"
        }
        if let (stream, pause) = paused.first {
            guard paused.count < facts.settings.streams.count else {
                let which = facts.settings.hasTwoStreams ? "both relays are" : "the relay is"
                return "Nothing is sent while \(which) paused: \(pause.words(clock: clock))"
            }
            return stream == .transactional
                ? "Transactional mail waits while its relay is paused: \(pause.words); marketing goes on"
                : "Marketing waits while the relay is paused: \(pause.words); transactional mail goes on"
        }
        let silent: [(MailStream, Timestamp?)] = [
            (.all, facts.daemon?.relayWaitsSince), (.transactional, facts.daemon?.transactionalRelayWaitsSince),
        ]
        for case (let stream, let since?) in silent where due > 0 {
            return "\(Wording.count(due, "message is", "messages are")) due, and \(stream.relayWords) has not answered "
                + "since \(Wording.time(since, clock: clock)); it is tried until it does"
        }
        if due > 0 { return "Sending: \(Wording.count(due, "message is", "messages are")) due now" }
        return "Waiting for the next message, due \(time), "
            + "in \(Wording.duration(milliseconds: next.since(now)))"
    }
}
