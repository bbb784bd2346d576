import UsherCore

/// What a refund took, and what is left: `takes back 5.00 EUR of purchased 1042, of which 44.00 EUR is left`.
struct RefundWords {
    private let journey: Journey
    private let events: [Event]
    /// The purchases and refunds, oldest first, numbered by their place among the events.
    private let deeds: [Deed]

    /// `events` are all that the person did, oldest first.
    init(_ events: [Event], _ journey: Journey) {
        self.journey = journey
        self.events = events
        deeds = events.enumerated().map { Deed($1, at: $1.at, id: EventID(Int64($0))) }
            .filter { journey.buys($0.event) || journey.returns($0.event) }
    }

    /// Nil where the event at this place among them is no refund.
    func words(at place: Int) -> String? {
        guard let refund = deeds.first(where: { $0.id == EventID(Int64(place)) }), journey.returns(refund.event) else {
            return nil
        }
        let before = deeds.filter { $0.id < refund.id }
        let bought = before.filter { journey.buys($0.event) }
        let left = Purchases.kept(before, buys: journey.buys, returns: journey.returns)
        let taken = Purchases.taken(back: refund, from: left, of: bought)
        let parts = left.compactMap { purchase in
            taken.first { $0.event == purchase.id }.map { words($0, of: purchase) }
        }
        return parts.isEmpty ? "takes nothing back" : "takes back \(parts.joined(separator: " and "))"
    }

    private func words(_ taken: Purchases.Taken, of purchase: Deed) -> String {
        let hasKey = !events[Int(purchase.id.value)].hasMadeUpKey
        let name = purchase.event + (hasKey ? " \(PlainText.shown(purchase.key))" : "")
        guard let part = taken.part, let value = purchase.value else {
            return purchase.value.map { "all \($0.words) of \(name)" } ?? "all of \(name)"
        }
        let rest = Money(minorUnits: value.minorUnits - part.minorUnits, currency: value.currency)
        return "\(part.words) of \(name), of which \(rest.words) is left"
    }
}
