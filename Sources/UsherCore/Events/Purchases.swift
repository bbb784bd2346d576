/// What somebody bought, and what a refund takes back of it.
///
/// What it means, by the first row that fits:
///
/// | What the refund says | It means |
/// | --- | --- |
/// | an `order` in its data | what has that order, in its data or as its key; of the product, where it names one. Of an unknown order: nothing |
/// | the key of something bought, or of its order | that; of the product, where it names one that is among it |
/// | a product | the newest purchase of it |
/// | none of these | everything |
///
/// Only what was not taken back before; and what came before it, unless an order or a key says which it is: then a time
/// that is too early, such as a day without an hour, changes nothing (`EventRequest.counterparts`).
///
/// How much of that:
///
/// | The refund's value | It takes back |
/// | --- | --- |
/// | less than what is left of the money of what it means | that amount, of the newest first: the purchases stay |
/// | as much or more | the purchases in its currency, and those without money; what is more than was left, is nobody's |
/// | none, or 0 | the purchases, with all that is left of their money |
/// | less, of a product that is not among the order's | the amount of the order: one event may be a whole basket |
/// | in a currency in which nothing of it was paid | nothing: it is refused (`otherCurrencies`) |
package enum Purchases {
    /// What a refund takes back of one purchase.
    package struct Taken: Hashable, Sendable {
        package let event: EventID
        /// So much of its money, which is more than nothing; nil for the purchase as a whole.
        package let part: Money?

        package init(_ event: EventID, part: Money? = nil) {
            self.event = event
            self.part = part
        }
    }

    /// `left` are bought things with what is left of their money, in any order, of `all` that was bought; `refund`
    /// takes back this of them.
    package static func taken(back refund: Deed, from left: [Deed], of all: [Deed]) -> [Taken] {
        let meant = payable(refund, of: meant(by: refund, among: left, of: all))
        return part(refund.value, of: meant) ?? meant.map { Taken($0.id) }
    }

    private static func meant(by refund: Deed, among deeds: [Deed], of all: [Deed]) -> [Deed] {
        if let same = order(of: refund, among: deeds) {
            let ofProduct = same.filter { refund.product == nil || $0.product == refund.product }
            if !ofProduct.isEmpty { return ofProduct }
            return refund.order == nil || part(refund.value, of: same) != nil ? same : []
        }
        // It has the key of what was given back before.
        guard order(of: refund, among: all) == nil else { return [] }
        let before = deeds.filter { $0.at <= refund.at }
        guard let product = refund.product else { return before }
        return before.filter { $0.product == product }.max { ($0.at, $0.id) < ($1.at, $1.id) }.map { [$0] } ?? []
    }

    /// What has the order that `refund` says, or its key; nil where it says no order, and nothing has its key.
    static func order(of refund: Deed, among deeds: [Deed]) -> [Deed]? {
        let before = deeds.filter { $0.at <= refund.at }
        if let order = refund.order { return named(before, deeds) { $0.order == order || $0.key == order } }
        let same = named(before, deeds) { $0.key == refund.key || $0.order == refund.key }
        return same.isEmpty ? nil : same
    }

    /// Those that are meant, of the ones before, or where none of these is, of all.
    private static func named(_ before: [Deed], _ all: [Deed], _ isMeant: (Deed) -> Bool) -> [Deed] {
        let meant = before.filter(isMeant)
        return meant.isEmpty ? all.filter(isMeant) : meant
    }

    /// Those of which an amount can be given back: in its currency, or without money. None where all the money is in
    /// others.
    private static func payable(_ refund: Deed, of deeds: [Deed]) -> [Deed] {
        guard let currency = refund.amount?.currency else { return deeds }
        let paid = Set(deeds.compactMap(\.value?.currency))
        guard paid.isEmpty || paid.contains(currency) else { return [] }
        return deeds.filter { $0.value == nil || $0.value?.currency == currency }
    }

    /// The currencies in which was paid what `refund` is of, where its amount is in none of them; else nil. `deeds` are
    /// everything that the person did; of an order, also what was given back before.
    package static func otherCurrencies(
        than refund: Deed, in deeds: [Deed], buys: (String) -> Bool, returns: (String) -> Bool
    ) -> [String]? {
        guard let currency = refund.amount?.currency else { return nil }
        let bought = deeds.filter { buys($0.event) }
        let meant =
            order(of: refund, among: bought)
            ?? meant(by: refund, among: kept(deeds, buys: buys, returns: returns), of: bought)
        let paid = Set(meant.compactMap(\.value?.currency))
        return paid.isEmpty || paid.contains(currency) ? nil : paid.sorted()
    }

    /// An amount of these purchases, the newest first; nil where it is not less than all that is left of their money.
    private static func part(_ amount: Money?, of deeds: [Deed]) -> [Taken]? {
        guard let amount, amount.minorUnits > 0 else { return nil }
        let left = deeds.filter { $0.value?.currency == amount.currency }
            .sorted { ($0.at, $0.id) > ($1.at, $1.id) }
            .compactMap { deed in deed.value.map { (deed.id, $0.minorUnits) } }
        guard amount.minorUnits < left.reduce(0, { Money.sum($0, $1.1) }) else { return nil }
        var rest = amount.minorUnits
        return left.compactMap { id, most in
            let part = min(most, rest)
            rest -= part
            return part > 0 ? Taken(id, part: Money(minorUnits: part, currency: amount.currency)) : nil
        }
    }

    /// What is left of the deeds that `buys` takes for purchases after those that `returns` takes for refunds; oldest
    /// first.
    package static func kept(
        _ deeds: [Deed], buys: (String) -> Bool, returns: (String) -> Bool
    ) -> [Deed] {
        let bought = deeds.filter { buys($0.event) }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        var kept = bought
        for refund in deeds.filter({ returns($0.event) }).sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
            let taken = Dictionary(taken(back: refund, from: kept, of: bought).map { ($0.event, $0) }) { first, _ in
                first
            }
            kept = kept.compactMap { deed in
                guard let taken = taken[deed.id] else { return deed }
                guard let part = taken.part, let value = deed.value else { return nil }
                var rest = deed
                rest.value = Money(minorUnits: value.minorUnits - part.minorUnits, currency: value.currency)
                return rest
            }
        }
        return kept
    }
}

extension Journey {
    /// The products that somebody has, oldest first, each once.
    package func products(of deeds: [Deed]) -> [String] {
        var seen: Set<String> = []
        return Purchases.kept(deeds, buys: buys, returns: returns).compactMap(\.product)
            .filter { seen.insert($0).inserted }
    }

    /// Whether an event is somebody's opinion, which `usher export --reviews` writes out.
    package func isReview(_ event: String) -> Bool {
        guard let known = events[event] else { return false }
        return known.means == .review || known.lowScore != nil || events.values.contains { $0.lowScore?.event == event }
    }
}

extension Plan {
    /// `Journey.counted`, what it counts as again, and whether the decision needs what the person bought.
    package func counted(_ request: EventRequest) -> EventRequest {
        var request = journey.counted(request)
        let terms = terms(of: request.event.name)
        request.again = terms.again
        request.counterparts = terms.counterparts
        request.needsDeeds = terms.needsDeeds
        return request
    }
}

extension Facts {
    /// With the products that `journey` says were bought.
    package func owned(_ journey: Journey) -> Facts {
        var facts = self
        facts.products = journey.products(of: deeds)
        return facts
    }
}
