import UsherCore

/// A home in one look: the answer of `usher status`.
package struct HomeStatus: Sendable, Encodable {
    package let home: String
    package let mode: String
    package let daemonIsRunning: Bool
    package let now: String
    package let contacts: Int
    package let activeRuns: Int
    /// Deliveries by state. They add up to every delivery ever made.
    package let deliveries: [String: Int]
    package let overdue: Int
    package let suppressions: Int
    package let pauses: [String]
    /// Why the latest files do not serve; nil when they do.
    package let files: String?
    /// What it waits for and until when, in words.
    package let waitsFor: String

    package init(_ home: OpenHome) throws {
        let now = home.clock.now()
        let totals = try home.store.totals(now: now)
        let pauses = try home.store.pauses().filter { $0.until.map { $0 > now } ?? true }
        let clock = ZoneClock.named(home.settings.shop.zone) ?? .utc
        self.home = home.folders.home
        mode = home.settings.mode.rawValue
        daemonIsRunning = home.isDaemonRunning
        self.now = Wording.time(now, clock: clock)
        contacts = totals.contacts
        activeRuns = totals.activeRuns
        deliveries = Dictionary(
            uniqueKeysWithValues: DeliveryState.allCases.map { ($0.rawValue, totals.byState[$0] ?? 0) })
        overdue = totals.overdue
        suppressions = totals.suppressions
        self.pauses = pauses.map { Self.line($0, catalog: home.plan.catalog, clock: clock) }
        files = try home.store.note(ReloadRequest.status)
        waitsFor = Self.waiting(
            totals, isRunning: daemonIsRunning, relayPause: pauses.first { $0.scope == .relay }, clock: clock, now: now)
    }

    package var lines: [String] {
        var lines = ["\(home): \(mode), \(daemonIsRunning ? "a daemon is running" : "no daemon is running")"]
        lines.append("now        \(now)")
        lines.append("people     \(contacts) contacts, \(activeRuns) in sequences, \(suppressions) suppressions")
        let counts = DeliveryState.allCases.compactMap { state in
            deliveries[state.rawValue].flatMap { $0 > 0 ? "\($0) \(state.rawValue)" : nil }
        }
        lines.append("messages   \(counts.isEmpty ? "none yet" : counts.joined(separator: ", "))")
        lines += pauses.map { "paused     \($0)" }
        if let files { lines.append("files      \(files)") }
        lines.append(waitsFor)
        return lines
    }

    private static func waiting(
        _ totals: Totals, isRunning: Bool, relayPause: Pause?, clock: ZoneClock, now: Timestamp
    ) -> String {
        guard let next = totals.nextDue else {
            return "Nothing is queued. Put somebody in: usher enqueue CAMPAIGN ADDRESS"
        }
        if !isRunning { return "\(totals.overdue) messages are due and no daemon is running: usher run" }
        if let relayPause { return "Sending waits for the relay: \(relayPause.reason)" }
        if totals.overdue > 0 { return "Sending: \(totals.overdue) messages are due now" }
        return "Waiting for the next message, due \(Wording.time(next, clock: clock)), "
            + "in \(Wording.duration(milliseconds: next.since(now)))"
    }

    private static func line(_ pause: Pause, catalog: Catalog, clock: ZoneClock) -> String {
        let what =
            switch pause.scope {
            case .relay: "relay"
            case .campaign(let id): catalog.campaignName(id) ?? "a campaign that is gone"
            case .domain(let domain): domain
            }
        let until = pause.until.map { "until \(Wording.time($0, clock: clock))" } ?? "until: usher resume \(what)"
        return "\(what): \(pause.reason); \(until)"
    }
}
