/// How far a refund reaches: whether it leaves something of what it is of, and ends nothing therefore.
///
/// | What it takes back | It is of a part |
/// | --- | --- |
/// | an amount that is less than what is left | yes |
/// | some lines of an order, and others of it stay | yes |
/// | nothing: it says an amount of an order that is not known yet, or of which nothing is left | yes |
/// | anything else | no |
struct RefundReach: Sendable {
    /// What it takes back, of each purchase.
    var taken: [Purchases.Taken] = []
    var isOfPart = false
    /// The keys of the purchases that it takes back as wholes.
    var wholes: Set<String> = []

    /// An event that is no refund.
    init() {}

    /// `deeds` are everything that the person did.
    init(_ refund: Deed, among deeds: [Deed], _ journey: Journey) {
        let bought = deeds.filter { journey.buys($0.event) }
        let left = Purchases.kept(deeds, buys: journey.buys, returns: journey.returns)
        taken = Purchases.taken(back: refund, from: left, of: bought)
        let whole = Set(taken.lazy.filter { $0.part == nil }.map(\.event))
        let gone = left.filter { whole.contains($0.id) }
        wholes = Set(gone.map(\.key))
        let orders = Set(gone.map(\.orderName))
        isOfPart =
            whole.count < taken.count || left.contains { !whole.contains($0.id) && orders.contains($0.orderName) }
            || taken.isEmpty && refund.amount != nil && Purchases.order(of: refund, among: bought) != nil
    }
}

extension Deed {
    /// A refund's amount; nil where it says none, or 0.
    var amount: Money? { value.flatMap { $0.minorUnits > 0 ? $0 : nil } }

    /// What the lines of one order have in common.
    var orderName: String { order ?? key }

    /// An event that is not recorded yet, as one.
    package init(_ event: UsherCore.Event, at: Timestamp, id: EventID = EventID(.max)) {
        self.init(
            id: id, event: event.name, key: event.key, product: event.product,
            order: event.data[UsherCore.Event.orderField], at: at, value: event.value)
    }
}
