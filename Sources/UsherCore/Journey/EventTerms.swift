/// What the files say about every telling of one event.
struct EventTerms: Sendable {
    /// What it counts as where the person did the like before.
    let again: String?
    let counterparts: Counterparts?
    /// Whether a decision about it needs what the person bought.
    let needsDeeds: Bool

    init(_ event: String, _ journey: Journey, _ rewards: Rewards) {
        again = journey.events[event]?.again
        counterparts = journey.counterparts(of: event)
        needsDeeds = again != nil || journey.returns(event) || rewards.revokedBy.contains(event)
    }
}

/// A purchase and its refund have one key, which says that the one is before the other, whatever their times say.
package enum Counterparts: Hashable, Sendable {
    /// The names of events that this refund may be of: it is no earlier than the one with its key.
    case purchases(Set<String>)
    /// The names of events that may be this purchase's refund: it is earlier than the one with its key.
    case refunds(Set<String>)
}

extension Journey {
    /// Whether an event buys: those that the file says, and where it says none, every one that is no refund.
    package func buys(_ event: String) -> Bool {
        let meaning = events[event]?.means
        if meaning != nil { return meaning == .purchase }
        return !events.values.contains { $0.means == .purchase }
    }

    package func returns(_ event: String) -> Bool { events[event]?.means == .refund }

    /// The events that an event is the other half of, under one key: purchases of a refund, refunds of a purchase.
    fileprivate func counterparts(of event: String) -> Counterparts? {
        if returns(event) { return .purchases(Set(events.keys.filter { $0 != event && buys($0) && !returns($0) })) }
        guard events[event] != nil, buys(event) else { return nil }
        let refunds = Set(events.lazy.filter { $0.value.means == .refund }.map(\.key))
        return refunds.isEmpty ? nil : .refunds(refunds)
    }
}
