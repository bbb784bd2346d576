import UsherComposing
import UsherCore
import UsherSMTP
import UsherSupport

/// The main flow: claims what is due, composes it, hands it to the relay, and settles what the relay answered.
///
/// Decides nothing: it carries out what `SendingState` says. What may go is `ClearancePolicy`, what an answer means is
/// `Verdict` and `Settling`, when the relay pauses is `BlockLedger`. Two loops share the actor: one sends, one settles.
package actor Worker {
    nonisolated package var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }
    nonisolated let lane: any Lane

    let desk: WorkerStore
    let composing: ComposingQueues
    let relaySource: RelaySource
    /// Whether this is the worker of transactional mail's own relay.
    nonisolated let isTransactional: Bool
    /// The relay in use; nil as long as there was none to send through: only before transactional mail has one of its
    /// own.
    var relay: Relay?
    /// The settings that `relay` was made with.
    var relaySettings: RelaySettings?
    /// The earlier relays, which finish what they had begun.
    var retired: [Relay] = []
    let clock: any CalendarClock
    /// The happenings beside the queue, on a stepped calendar; nil in every other run.
    let happenings: (any Happenings)?
    let news: @Sendable (WorkerNews) -> Void
    /// The bell that is rung when there may be something to send.
    nonisolated let bell: WakeSignal
    nonisolated let relayEvents: EventQueue<RelayEvent>
    let editions: EditionBox
    var edition: Edition { editions.edition }
    /// The edition of the last round.
    var claiming: Edition

    var sending: SendingState
    /// The moment at which no relay could be made of the files, the last time; nil where one could.
    var relayTriedAt: Timestamp?
    /// The task that hands over the last batch, after those before it.
    var dispatching: Task<Void, Never>?
    private var timer: (any LaneTimer)?

    /// Makes a worker. `ensureRoom` throws while the store has no room for what a claim leads to.
    package init(
        editions: EditionBox, store: any Store, owner: String, relay: RelaySettings?, source: RelaySource,
        press: MessagePress, clock: any CalendarClock, happenings: (any Happenings)? = nil,
        lanes: WorkerLanes = WorkerLanes(), isTransactional: Bool = false,
        ensureRoom: @escaping @Sendable () throws(StoreError) -> Void = { () throws(StoreError) in },
        news: @escaping @Sendable (WorkerNews) -> Void
    ) {
        let events = EventQueue<RelayEvent>()
        lane = lanes.worker
        self.editions = editions
        claiming = editions.edition
        desk = WorkerStore(store: store, owner: owner, lane: lanes.store, news: news, ensureRoom: ensureRoom)
        composing = ComposingQueues(press: press, lanes: lanes.composing)
        relayEvents = events
        relaySource = source
        relaySettings = relay
        self.relay = relay.map { source.make($0, source.gate) { events.put($0) } }
        self.isTransactional = isTransactional
        sending = SendingState(isTransactional ? .transactional : .all)
        sending.relayMayDiffer = relay == nil
        self.clock = clock
        self.happenings = happenings
        self.news = news
        bell = WakeSignal()
    }

    /// Sends until `stop()`, then finishes what is open, for a minute at most, and records it. Throws when the store is
    /// damaged, after the same ending: nothing more can be claimed then.
    package func run() async throws {
        timer = lane.timer { [bell] in bell.ring() }
        defer { timer = nil }
        bell.ring()
        let settling = Task(executorPreference: lane) { await self.settleLoop() }
        // A run that was cut short may have found a mistake and not undone it; one worker undoes all there are.
        if !isTransactional { await weighRefusals(at: clock.now()) }
        // Whoever calls may prefer another queue, or none.
        await withTaskExecutorPreference(lane) { await sendLoop() }
        await dispatching?.value
        await endRelays()
        relayEvents.bell.end()
        await settling.value
        await recordTheRest()
        if let damage { throw damage }
    }

    /// Ends claiming; `run()` returns when every open dialogue has ended and is recorded.
    nonisolated package func stop() { lane.run { self.assumeIsolated { $0.beginStopping() } } }

    /// Ends claiming at once: no claim follows when it returns.
    func beginStopping() {
        sending.stop()
        bell.end()
    }

    /// Ends the run, because the store is damaged.
    func end(because error: StoreError) {
        sending.report(error)
        sending.stop(because: error)
        tell()
    }

    /// Looks at the relay's settings: its address or password may be another one now, and what waited for the old files
    /// may go.
    package func lookAtRelay() {
        sending.relayMayDiffer = true
        relayTriedAt = nil
        bell.ring()
    }

    /// The stream that it sends by the files in force; nil for nothing. A stepped calendar has one worker, which sends
    /// everything.
    var stream: MailStream? {
        let hasTwo = edition.plan.settings.hasTwoStreams && !(clock is SteppedClock)
        if isTransactional { return hasTwo ? .transactional : nil }
        return hasTwo ? .marketing : .all
    }

    /// The stream for which what came back is counted, also when nothing more goes.
    var ownStream: MailStream { stream ?? .transactional }

    /// Rings the bell: there may be something to send.
    nonisolated package func wake() { bell.ring() }

    /// Whether the worker's queue lives: true as soon as it has a moment; for the watchdog.
    var isAlive: Bool { true }

    var recordingStopped: Bool { sending.recordingStopped }

    /// The moment since which the relay is silent: see `SendingState.relaySilentSince`.
    var relaySilentSince: Timestamp? { stream == nil ? nil : sending.relaySilentSince }
    /// The moment since which the relay fails: see `SendingState.relayFailsSince`.
    var relayFailsSince: Timestamp? { stream == nil ? nil : sending.relayFailsSince }

    /// Why nothing can be recorded any more; nil while it can.
    var damage: StoreError? { sending.damage }

    /// Passes on what the state has to say, and ends the run when the store is damaged.
    func tell() {
        for note in sending.takeNotes() {
            switch note {
            case .paused(let pause): news(.paused(pause))
            case .relayBack: news(.relayBack)
            case .relaySilent: news(.relaySilent)
            case .recordingStopped(let error): news(.recordingStopped(error))
            case .recordingBack: news(.recordingBack)
            }
        }
        if sending.isStopping { bell.end() }
    }

    /// How many milliseconds it takes at most until another process's command is noticed.
    private static let longestWait: Int64 = 1000

    /// Wakes the worker at that moment of the calendar, a second from now at the latest.
    func arm(for due: Timestamp?) {
        let wait = due.map { $0.since(clock.now()) } ?? Self.longestWait
        let delay = min(max(wait, 1), Self.longestWait)
        timer?.arm(milliseconds: Int(delay), leeway: delay == Self.longestWait ? 50 : 1)
    }

    func pause(for time: Duration) async {
        await withCheckedContinuation { done in lane.run(after: time) { done.resume() } }
    }

    /// How long after one try to make a relay the next comes, in milliseconds.
    static let relayPatience: Int64 = 60_000

    /// How long dialogues may take to finish after the last claim. The unit's TimeoutStopSec is longer.
    private static let patience = Duration.seconds(60)

    /// Ends the relays. Every one has finished what it had begun, or was cut off, and has reported it when this
    /// returns.
    private func endRelays() async {
        let relays = retired + [relay].compactMap(\.self)
        let cut = lane.timer { for relay in relays { relay.beginClosing() } }
        cut.arm(milliseconds: Int(Self.patience.components.seconds) * 1000, leeway: 1000)
        for relay in relays { await relay.drain() }
        withExtendedLifetime(cut) {}
    }
}
