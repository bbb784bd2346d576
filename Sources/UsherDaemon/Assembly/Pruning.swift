import UsherCore
import UsherInbox
import UsherStore

/// Lets go of what `keep` says is old enough, a little at a time. What it says nothing of it does not touch.
package struct Pruning: Equatable {
    /// The numbers that one look or round found.
    package struct Found: Hashable, Sendable {
        /// How many messages' values went, or may go, and how many octets these have.
        package var inputs = 0
        package var octets = 0
        /// How many messages of enrollments, and notices, went or may go.
        package var messages = 0
        package var events = 0
        /// How many mails went or may go that came back and are about nobody.
        package var unmatched = 0
        /// Why files of such mails are still there, with the rows that name them; nil where none is.
        package var trouble: String?
        /// How many messages in rehearsal's inbox went or may go.
        package var inbox = 0
        /// The moments at which the first enrollment ended of those that are not old yet, and at which the first such
        /// event was told.
        package var nextMessages: Timestamp?
        package var nextEvent: Timestamp?

        /// The numbers in words; nil where nothing was found.
        package var words: String? {
            var parts: [String] = []
            if inputs > 0 {
                parts.append("the values of \(Wording.count(inputs, "message")) (\((octets + 1023) >> 10) KiB)")
            }
            if messages > 0 { parts.append(Wording.count(messages, "message")) }
            if events > 0 { parts.append(Wording.count(events, "event")) }
            if unmatched > 0 { parts.append("\(Wording.count(unmatched, "mail")) that came back, about nobody") }
            if inbox > 0 { parts.append("\(Wording.count(inbox, "message")) in the inbox") }
            return parts.isEmpty ? nil : parts.joined(separator: ", ")
        }
    }

    /// The parts that are looked through, in this order.
    enum Part: CaseIterable { case inputs, enrollments, notices, events, unmatched }

    /// How many rows a transaction changes at most, and how many a look reads: nobody waits long.
    private static let lot = 200

    private var parts: ArraySlice<Part>
    private var inputs = SQLiteStore.InputsWalk()
    private var walk = RowWalk()
    /// The numbers of what has been done since the walk began.
    package private(set) var found = Found()

    package init() { self.init(parts: Part.allCases) }

    init(parts: [Part]) { self.parts = parts[...] }

    /// Whether everything was looked at once.
    package var isOver: Bool { parts.isEmpty }

    /// How many ticks of the daemon lie between the beginnings of two walks.
    static let ticks = 86_400

    /// The walk that a tick goes on with: one that takes longer than a day is not begun anew.
    static func walk(at tick: Int, after walk: Pruning?) -> Pruning? {
        walk ?? (tick % ticks == 3 ? Pruning() : nil)
    }

    /// Lets go of the next lot, by what the settings and the campaigns of `plan` say. With `dry` it only counts.
    package mutating func goOn(
        _ store: SQLiteStore, _ spool: Spool, plan: Plan, now: Timestamp, dry: Bool
    ) throws(StoreError) {
        guard let part = parts.first else { return }
        let keep = plan.settings.keep
        let isDone =
            switch part {
            case .inputs: try goOnWithInputs(store, before: keep.inputsEnd(now: now), now: now, dry: dry)
            case .enrollments: try goOnWithMessages(store, plan, now: now, dry: dry)
            case .notices: try goOnWithNotices(store, before: keep.deliveriesEnd(now: now), now: now, dry: dry)
            case .events:
                try goOnWithEvents(
                    store, before: keep.eventsEnd(now: now), kept: plan.keptEvents, now: now, dry: dry)
            case .unmatched:
                try goOnWithUnmatched(store, spool, before: keep.unmatchedEnd(now: now), now: now, dry: dry)
            }
        guard isDone else { return }
        parts.removeFirst()
        walk = RowWalk()
    }

    // Each returns whether it is through.

    private mutating func goOnWithInputs(
        _ store: SQLiteStore, before end: Timestamp?, now: Timestamp, dry: Bool
    ) throws(StoreError) -> Bool {
        guard let end else { return true }
        let (deliveries, octets) = try store.oldInputs(settledBefore: end, walk: &inputs, limit: Self.lot)
        found.octets += octets
        found.inputs += dry ? deliveries.count : try store.forgetInputs(deliveries, settledBefore: end, now: now)
        return inputs.isOver
    }

    private mutating func goOnWithMessages(
        _ store: SQLiteStore, _ plan: Plan, now: Timestamp, dry: Bool
    ) throws(StoreError) -> Bool {
        guard let end = plan.settings.keep.deliveriesEnd(now: now) else { return true }
        let (enrollments, messages) = try store.oldEnrollments(
            endedBefore: end, goalTimes: plan.campaigns.mapValues(\.goalTime), now: now, walk: &walk, limit: Self.lot)
        found.nextMessages = walk.next
        found.messages += dry ? messages : try store.forgetMessages(of: enrollments, endedBefore: end, now: now)
        return walk.isOver
    }

    private mutating func goOnWithNotices(
        _ store: SQLiteStore, before end: Timestamp?, now: Timestamp, dry: Bool
    ) throws(StoreError) -> Bool {
        guard let end else { return true }
        let notices = try store.oldNotices(settledBefore: end, walk: &walk, limit: Self.lot)
        found.messages += dry ? notices.count : try store.forgetNotices(notices, settledBefore: end, now: now)
        return walk.isOver
    }

    private mutating func goOnWithEvents(
        _ store: SQLiteStore, before end: Timestamp?, kept: Set<String>, now: Timestamp, dry: Bool
    ) throws(StoreError) -> Bool {
        guard let end else { return true }
        let events = try store.oldEvents(before: end, kept: kept, walk: &walk, limit: Self.lot)
        found.nextEvent = walk.next
        found.events += dry ? events.count : try store.forgetEvents(events, before: end, kept: kept, now: now)
        return walk.isOver
    }

    /// Lets go of the next mails that are about nobody, with their files, and with no other's: what people wrote about
    /// a message is kept in the same folder.
    private mutating func goOnWithUnmatched(
        _ store: SQLiteStore, _ spool: Spool, before end: Timestamp?, now: Timestamp, dry: Bool
    ) throws(StoreError) -> Bool {
        guard let end else { return true }
        var gone: [ReturnedID] = []
        for mail in try store.oldUnmatched(before: end, walk: &walk, limit: Self.lot) {
            do throws(Spool.Fault) {
                if let file = mail.file, !dry { try spool.forget(file) }
                gone.append(mail.id)
            } catch { found.trouble = "\(error)" }
        }
        found.unmatched += dry ? gone.count : try store.forgetUnmatched(gone, now: now)
        return walk.isOver
    }

    /// Removes from the inbox whatever is old, all at once. By the machine's clock, whatever the calendar says.
    package mutating func clear(_ inbox: InboxFolder, keep: KeepSettings, now: Timestamp, dry: Bool) throws(InboxError)
    {
        guard let end = keep.inboxEnd(now: now) else { return }
        found.inbox += dry ? try inbox.names(before: end).count : try inbox.prune(before: end)
    }
}
