import Dispatch
import Foundation
import UsherComposing
import UsherCore
import UsherSMTP
import UsherSupport

/// The main flow: claims what is due, composes it, hands it to the relay, and settles what the relay answered.
///
/// Decides nothing: what may go is `ClearancePolicy`, what an answer means is `Verdict` and `Settling`, when the relay
/// pauses is `BlockLedger`. Two loops share the actor: one sends, one settles.
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
    /// Earlier relays; they finish what they had begun.
    var retired: [Relay] = []
    let clock: any CalendarClock
    /// Beside the queue, on a stepped calendar; nil in every other run.
    let happenings: (any Happenings)?
    let news: @Sendable (WorkerNews) -> Void
    let composing: ComposingDesk
    /// Rung when there may be something to send.
    nonisolated let bell: WakeSignal
    nonisolated let relayEvents: EventQueue<RelayEvent>
    private var timer: WakeTimer?

    let editions: EditionBox
    var edition: Edition { editions.edition }
    var blocks = BlockLedger()
    /// Claimed and not settled yet, with the subject once it is composed.
    var inFlight: [DeliveryID: InFlight] = [:]
    /// Of those, how many are being composed and have not reached their relay.
    var onTheWay = 0
    /// Hands over the last batch, after those before it.
    var dispatching: Task<Void, Never>?
    var connectionsWanted = 0
    /// Settlements that the store has not taken yet; what is here must be recorded before anything new is claimed.
    var unsettled: [Settlement] = []
    var recordingStopped = false
    /// Since when no connection to the relay has been ready, though messages are due.
    var relayWaitsSince: Timestamp?
    var settlesUnderWay = 0
    /// The relay gets no attempt answered, and that was said.
    var isSilenceSaid = false
    /// The relay's pause as it was last seen.
    var relayPauseSeen: Pause?
    /// Pauses that the store could not take yet; they hold all the same.
    var unrecordedPauses: [Pause] = []
    var isRecordingPauses = false
    private(set) var stopping = false
    /// Why nothing can be recorded any more; ends the run.
    private(set) var damage: StoreError?

    /// `ensureRoom` throws while the store has no room for what a claim leads to.
    package init(
        editions: EditionBox, store: any Store, owner: String, relay: RelaySettings, source: RelaySource,
        press: MessagePress, clock: any CalendarClock, happenings: (any Happenings)? = nil,
        ensureRoom: @escaping @Sendable () throws(StoreError) -> Void = { () throws(StoreError) in },
        news: @escaping @Sendable (WorkerNews) -> Void
    ) {
        let events = EventQueue<RelayEvent>()
        self.editions = editions
        desk = StoreDesk(store: store, owner: owner, news: news, ensureRoom: ensureRoom)
        relayEvents = events
        relaySource = source
        relaySettings = relay
        self.relay = Relay(settings: relay, gate: source.gate) { events.put($0) }
        composing = ComposingDesk(press: press)
        self.clock = clock
        self.happenings = happenings
        self.news = news
        bell = WakeSignal()
    }

    /// Sends until `stop()`, then finishes what is open, for a minute at most, and records it. Throws when the store is
    /// damaged, after the same ending: nothing more can be claimed then.
    package func run() async throws {
        timer = WakeTimer(queue: executor.queue, rings: bell)
        defer { timer = nil }
        let settling = Task { await self.settleLoop() }
        // A run that was cut short may have found a mistake and not undone it.
        await weighRefusals(at: clock.now())
        await sendLoop()
        await dispatching?.value
        await endRelays()
        relayEvents.bell.end()
        await settling.value
        await recordTheRest()
        if let damage { throw damage }
    }

    /// No new claims; `run()` returns when every open dialogue has ended and is recorded.
    nonisolated package func stop() {
        Task { await self.beginStopping() }
    }

    /// The same, at once: no claim follows when it returns.
    func beginStopping() {
        stopping = true
        bell.end()
    }

    /// The store is damaged: the run ends.
    func stop(because error: StoreError) {
        damage = damage ?? error
        beginStopping()
    }

    /// The same, said in the news.
    func end(because error: StoreError) {
        report(error)
        stop(because: error)
    }

    /// The relay's address or password may be another one now, and what waited for the old files may go.
    package func lookAtRelay() {
        relayMayDiffer = true
        bell.ring()
    }

    /// Rings the bell: there may be something to send.
    nonisolated package func wake() { bell.ring() }

    /// True as soon as the worker's queue has a moment; for the watchdog.
    var isAlive: Bool { true }

    private func sendLoop() async {
        for await _ in bell.wakes {
            var again = true
            while again, !stopping { again = await round() }
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
    /// The number of the relay it was claimed for: how many were retired before it.
    let relay: Int
    var subject = ""
}
