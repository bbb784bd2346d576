import Dispatch
import Foundation
import UsherCore
import UsherSMTP

/// The main flow: claims what is due, composes it, hands it to the relay, and settles what the relay answered.
///
/// Decides nothing: what may go is `ClearancePolicy`, what an answer means is `Verdict` and `SettlingPolicy`, when the relay pauses is
/// `BlockLedger`. Two loops share the actor: one sends, one settles.
package actor Worker {
    private let executor = QueueExecutor(label: "usher.worker")
    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let desk: StoreDesk
    var relay: Relay
    /// What `relay` was made with.
    var relaySettings: RelaySettings
    let relaySource: RelaySource
    /// True after a reload and after a pause.
    var relayMayDiffer = false
    /// Earlier relays, until they are drained.
    var retired: [Task<Void, Never>] = []
    let clock: any CalendarClock
    let news: @Sendable (WorkerNews) -> Void
    let press: MessagePress
    /// Rung when there may be something to send.
    nonisolated let bell: WakeSignal
    nonisolated let relayEvents: EventQueue<RelayEvent>
    private var timer: WakeTimer?

    var edition: Edition
    var blocks = BlockLedger()
    /// Claimed and not settled yet, with the subject once it is composed.
    var inFlight: [DeliveryID: InFlight] = [:]
    var connectionsWanted = 0
    /// Settlements that the store has not taken yet; what is here must be recorded before anything new is claimed.
    var unsettled: [Settlement] = []
    var recordingStopped = false
    var relayIsPaused = false
    private(set) var stopping = false

    package init(
        edition: Edition, store: any Store, owner: String, relay: RelaySettings, source: RelaySource,
        press: MessagePress, clock: any CalendarClock, news: @escaping @Sendable (WorkerNews) -> Void
    ) {
        let events = EventQueue<RelayEvent>()
        self.edition = edition
        desk = StoreDesk(store: store, owner: owner, limits: edition.plan.settings.limits)
        relayEvents = events
        relaySource = source
        relaySettings = relay
        self.relay = Relay(settings: relay, gate: source.gate) { events.put($0) }
        self.press = press
        self.clock = clock
        self.news = news
        bell = WakeSignal()
    }

    /// Sends until `stop()`, then finishes what is open. Throws when the store is damaged: nothing can be recorded any more.
    package func run() async throws {
        timer = WakeTimer(queue: executor.queue, rings: bell)
        defer { timer = nil }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.settleLoop() }
            try await sendLoop()
            await drainRelays()
            relayEvents.bell.end()
            try await group.waitForAll()
        }
    }

    /// No new claims; `run()` returns when every open dialogue has ended and is recorded.
    nonisolated package func stop() {
        Task { await self.beginStopping() }
    }

    private func beginStopping() {
        stopping = true
        bell.end()
    }

    /// New files: claims from now on are decided by them.
    package func adopt(_ edition: Edition) async {
        self.edition = edition
        await desk.adopt(edition.plan.settings.limits)
        lookAtRelay()
    }

    /// The relay's password may be another one now.
    package func lookAtRelay() {
        relayMayDiffer = true
        bell.ring()
    }

    /// Rings the bell: there may be something to send.
    nonisolated package func wake() { bell.ring() }

    /// True as soon as the worker's queue has a moment; for the watchdog.
    var isAlive: Bool { true }

    private func sendLoop() async throws {
        for await _ in bell.wakes {
            var again = true
            while again, !stopping { again = try await round() }
            if stopping { return }
        }
    }

    func arm(for due: Timestamp?) {
        let wait = due.map { $0.since(clock.now()) } ?? WakeTimer.longestMilliseconds
        timer?.arm(milliseconds: wait)
    }
}

/// A delivery between its claim and its settlement.
struct InFlight: Sendable {
    let claimed: Claimed
    var subject = ""
}
