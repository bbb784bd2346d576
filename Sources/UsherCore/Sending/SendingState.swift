/// What is claimed and not recorded yet, whether sending may go on, and what to do next.
///
/// Pure: no store, no relay, no clock. `handle` leads through one round of claiming, an action at a time; meanwhile
/// answers come in (`answered`), are recorded, and trouble begins and ends. A delivery that was claimed is in
/// `inFlight` until it is recorded or given back.
package struct SendingState: Sendable {
    /// A claim is one transaction, and others wait for it.
    package static let largestClaim = 100

    /// A delivery between its claim and its settlement.
    package struct Flight: Sendable {
        package let claimed: Claimed
        /// The number of the relay it was claimed for: how many came before it.
        let relay: Int
        package var subject = ""
    }

    package internal(set) var inFlight: [DeliveryID: Flight] = [:]
    /// How many of those are being composed and have not reached their relay.
    package internal(set) var onTheWay = 0
    /// The settlements that the store has not taken, which must be recorded before anything new is claimed.
    package internal(set) var unsettled: [Settlement] = []
    /// How many settles are under way.
    var recordings = 0
    package internal(set) var recordingStopped = false

    /// The relay in use: how many came before it.
    var relay = 0
    /// The relay in use may have to be replaced by another, with other settings.
    package var relayMayDiffer = false
    var connectionsWanted = 0
    /// The moment since which no connection to the relay has been ready, though messages are due; nil while one is.
    package internal(set) var relayWaitsSince: Timestamp?
    /// The moment since which every attempt to reach the relay has failed, through all pauses between them, though
    /// messages are due; nil once it has taken or refused one, and where none is due.
    package internal(set) var relayFailsSince: Timestamp?
    /// The relay gets no attempt answered, and that was said.
    package internal(set) var isSilenceSaid = false

    /// What goes through these relays. Where there is one relay, or this is the main one of two, `.all` stands for
    /// either: both pause alike.
    let stream: MailStream
    var blocks: BlockLedger
    /// The relay's pause as it was last seen.
    var relayPauseSeen: Pause?
    /// Pauses that the store could not take yet; they hold all the same.
    var unrecordedPauses: [Pause] = []
    var isRecordingPause = false

    var round = Round()
    package internal(set) var isStopping = false
    /// The error for which nothing can be recorded any more, which ends the run; nil while all can.
    package internal(set) var damage: StoreError?
    private var notes: [Note] = []

    package init(_ stream: MailStream = .all) {
        self.stream = stream
        blocks = BlockLedger(stream)
    }

    /// Whether something is under way, or has to be recorded.
    package var isBusy: Bool { !inFlight.isEmpty || !unsettled.isEmpty }

    /// Ends claiming: no claim follows.
    package mutating func stop() { isStopping = true }

    /// The store is damaged, and the run ends.
    package mutating func stop(because error: StoreError) {
        damage = damage ?? error
        stop()
    }

    /// The notes since the last call.
    package mutating func takeNotes() -> [Note] {
        guard !notes.isEmpty else { return [] }
        defer { notes = [] }
        return notes
    }

    mutating func say(_ note: Note) { notes.append(note) }

    // MARK: What is claimed

    /// How many deliveries were claimed for the relay in use and are not recorded.
    var unsettledHere: Int { inFlight.values.count { $0.relay == relay } }

    mutating func take(_ batch: ClaimBatch) {
        // Only what was written shows that it can be.
        if batch.handled > 0 { recordingIsBack() }
        for claimed in batch.claimed { inFlight[claimed.delivery] = Flight(claimed: claimed, relay: relay) }
        onTheWay += batch.claimed.count
    }

    /// Notes that these of the claimed deliveries are composed, and that the relay has them in a moment.
    package mutating func composed(_ subjects: some Sequence<(delivery: DeliveryID, subject: String)>) {
        for (delivery, subject) in subjects { inFlight[delivery]?.subject = subject }
    }

    /// Notes that so many claimed deliveries have reached their relay, or could not be composed.
    package mutating func arrived(_ count: Int) { onTheWay -= count }

    // MARK: The store cannot record

    /// Full disk or a busy database: nothing new is claimed until what happened is on disk. Damage is the end of the
    /// run.
    package mutating func cannotRecord(_ error: StoreError) {
        report(error)
        switch error {
        case .busy, .cannotRecord: break
        case .corrupt, .newer, .older, .unlike, .outdatedDaemon, .cannotOpen, .moved, .defect: stop(because: error)
        }
    }

    /// Says it once.
    package mutating func report(_ error: StoreError) {
        guard !recordingStopped else { return }
        recordingStopped = true
        say(.recordingStopped(error))
    }

    package mutating func recordingIsBack() {
        guard recordingStopped else { return }
        recordingStopped = false
        say(.recordingBack)
    }
}
