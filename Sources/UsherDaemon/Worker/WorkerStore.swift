import UsherComposing
import UsherCore
import UsherSupport

/// The store's one writer inside the daemon, on a serial queue of its own: SQLite blocks, and nothing that blocks may
/// hold up the wire or a Task.
actor WorkerStore {
    private nonisolated let lane: any Lane
    let store: any Store
    private let owner: String
    let news: @Sendable (WorkerNews) -> Void
    private let ensureRoom: @Sendable () throws(StoreError) -> Void
    /// The pacer, and the edition whose limits it has given away by: that of the last claim.
    private var paced: (by: Edition, pacer: Pacer)?
    /// The start of the warm-up of the relay in use; nil until its first message.
    var warmUpStart: WarmUpStart?
    /// The deliveries that were refused and recorded, and not looked at yet.
    private var unweighed: [DeliveryID] = []
    /// The deliveries whose refusals were weighed, and of which no breaker has heard yet.
    private var unheard: [DeliveryID] = []
    /// The moment until which what comes back is undone, as it was under way when a mistake was found. At a start that
    /// may have been in the run before.
    private var undoUntil: Timestamp? = .distantFuture

    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    init(
        store: any Store, owner: String, lane: any Lane = QueueExecutor(label: "usher.store"),
        news: @escaping @Sendable (WorkerNews) -> Void = { _ in },
        ensureRoom: @escaping @Sendable () throws(StoreError) -> Void = { () throws(StoreError) in }
    ) {
        self.ensureRoom = ensureRoom
        self.lane = lane
        self.store = store
        self.owner = owner
        self.news = news
    }

    /// Claims what is due and may go, with the values that its templates need as they were when it was claimed. Nil,
    /// and nothing is claimed, while the relay is paused, and when a pause has to be looked at first because the
    /// calendar was set back. Throws before it claims anything while there is no room for what would follow.
    func claim(
        _ edition: Edition, _ stream: MailStream = .all, now: Timestamp, limit: Int
    ) throws(StoreError) -> ClaimBatch? {
        try ensureRoom()
        let pauses = try store.pauses()
        for pause in pauses {
            if pause.scope == stream.relay, pause.isInForce(at: now) { return nil }
            if pause.afterCalendarWasSetBack(to: now) != nil { return nil }
        }
        let settings = edition.plan.settings.of(stream: stream)
        // After a reload there are perhaps other limits, and rows that the pacer had moved are pulled back to be moved
        // again, so that what it gave away to them is free.
        var pacer = paced.flatMap { $0.by === edition ? $0.pacer : nil } ?? Pacer(limits: settings.limits)
        if stream != .transactional { try followWarmUp(of: settings, &pacer, pauses, now) }
        let start = ContinuousClock.now
        let batch = try store.claim(
            stream, owner: owner, now: now, limit: limit, factsFor: { edition.stepsWithFacts.contains($0) },
            makeCode: { edition.stepsWithCode.contains($0) ? PromoterCode.make() : nil },
            decide: { candidate, pauses in
                edition.clear(candidate, pauses: pauses, now: now, pacer: &pacer, stream: stream)
            })
        paced = (edition, pacer)
        if batch.handled > 0 { news(.claimed(count: batch.handled, in: start.duration(to: .now))) }
        return batch
    }

    /// Whether a claim would find room for what it leads to.
    var hasRoom: Bool {
        do {
            try ensureRoom()
            return true
        } catch {
            return false
        }
    }

    /// Records outcomes, and says of each delivery whether its claim was still held.
    func settle(
        _ settlements: [Settlement], _ stream: MailStream = .all, now: Timestamp, day: SendingDay
    ) throws(StoreError) -> [DeliveryID: Bool] {
        let start = ContinuousClock.now
        let held = try store.settle(settlements, of: stream, owner: owner, now: now, day: day)
        if !settlements.isEmpty { news(.recorded(count: settlements.count, in: start.duration(to: .now))) }
        for settlement in settlements where settlement.refusal != nil && held[settlement.delivery] == true {
            unweighed.append(settlement.delivery)
        }
        return held
    }

    /// The mistakes that the refusals recorded since the last call turn out to be.
    func mistakes(_ stream: MailStream, now: Timestamp) throws(StoreError) -> [Mistake] {
        let refused = unweighed
        let found = try store.findMistakes(after: refused, in: stream, now: now)
        unweighed = []
        if !found.isEmpty { undoUntil = now.adding(seconds: 3600) }
        // What the relay says of everybody says nothing about a list.
        if found.allSatisfy({ $0.scope != stream.relay }) { unheard += refused }
        return found
    }

    /// The pauses that come of refusals which were no mistakes: of campaigns, or of transactional mail's own relay.
    func tripBreakers(now: Timestamp) throws(StoreError) -> [Pause] {
        let paused = try store.tripBreakers(after: unheard, now: now)
        unheard = []
        return paused
    }

    /// Undoes what was a mistake. The pause for it is on already: what is queued again would be claimed at once.
    func undoMistakes(_ plan: Plan, now: Timestamp) throws(StoreError) -> Undone {
        var undone = Undone()
        guard let until = undoUntil, now <= until else { return undone }
        var cursor: UndoCursor?
        repeat {
            let lot = try store.undo(
                UndoFilter(.mistakes), after: cursor, limit: 200, by: "usher",
                note: .metTooMany, now: now,
                deadline: plan.settings.deadlineMilliseconds, isOver: { $0.isOver(plan: plan, now: now) },
                due: { Rescheduling.due($0, plan: plan, now: now) })
            undone += lot.undone
            cursor = lot.next
        } while cursor != nil
        if until == .distantFuture { undoUntil = nil }
        return undone
    }

    func release(_ deliveries: [DeliveryID], due: Timestamp, now: Timestamp) throws(StoreError) {
        try store.release(deliveries, owner: owner, due: due, now: now)
    }

    func nextDue(_ stream: MailStream) throws(StoreError) -> Timestamp? { try store.nextDue(stream) }

    /// Begins enrollments whose turn has come, because the enrollment that had the contact ended. True when any began.
    func wakeWaiting(_ edition: Edition, now: Timestamp) throws(StoreError) -> Bool {
        try store.wakeWaiting(now: now, limit: 100) { contact, enrollments, standing in
            Arbiter.wake(contact, enrollments, standing, plan: edition.plan, now: now)
        } > 0
    }

    func pauses() throws(StoreError) -> [Pause] { try store.pauses() }

    func pause(_ pause: Pause) throws(StoreError) { try store.pause(pause) }

    func setNote(_ name: String, _ text: String?) throws(StoreError) { try store.setNote(name, text) }

    func sources(_ hash: RevisionHash) throws(StoreError) -> MessageSources? { try store.sources(hash) }
}
