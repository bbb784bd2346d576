import UsherCore
import UsherInbox
import UsherStore

/// Lets go of what `keep` says is old enough, a little at a time. What it says nothing of is kept for ever.
package struct Pruning {
    /// What one look or round found.
    package struct Found: Hashable, Sendable {
        /// Messages whose values went, or may go, and the octets of these.
        package var inputs = 0
        package var octets = 0
        /// Messages in rehearsal's inbox.
        package var inbox = 0

        /// Nil where nothing was found.
        package var words: String? {
            var parts: [String] = []
            if inputs > 0 {
                parts.append("the values of \(Wording.count(inputs, "message")) (\((octets + 1023) >> 10) KiB)")
            }
            if inbox > 0 { parts.append("\(Wording.count(inbox, "message")) in the inbox") }
            return parts.isEmpty ? nil : parts.joined(separator: ", ")
        }
    }

    /// A transaction changes so many rows at most, and a look reads so many: nobody waits long.
    private static let lot = 200

    private var walk = SQLiteStore.InputsWalk()
    /// What has been done since the walk began.
    package private(set) var found = Found()

    package init() {}

    /// Whether everything was looked at once.
    package var isOver: Bool { walk.isOver }

    /// The next lot. With `dry` it only counts.
    package mutating func goOn(_ store: SQLiteStore, keep: KeepSettings, now: Timestamp, dry: Bool) throws(StoreError) {
        guard let end = keep.inputsEnd(now: now) else {
            walk = SQLiteStore.InputsWalk.over
            return
        }
        let (deliveries, octets) = try store.oldInputs(settledBefore: end, walk: &walk, limit: Self.lot)
        found.octets += octets
        found.inputs += dry ? deliveries.count : try store.forgetInputs(deliveries, settledBefore: end, now: now)
    }

    /// The inbox, whole. By the machine's clock, whatever the calendar says.
    package mutating func clear(_ inbox: InboxFolder, keep: KeepSettings, now: Timestamp, dry: Bool) throws(InboxError)
    {
        guard let end = keep.inboxEnd(now: now) else { return }
        found.inbox += dry ? try inbox.names(before: end).count : try inbox.prune(before: end)
    }
}
