/// What somebody bought, and what a refund takes back of it.
///
/// The first row that fits:
///
/// | What the refund says | It takes back |
/// | --- | --- |
/// | an `order` in its data | what has that order, in its data or as its key; of the product, where it names one. Of an unknown order: nothing |
/// | the key of something bought, or of its order | that; of the product, where it names one that is among it |
/// | a product | the newest purchase of it |
/// | none of these | everything |
///
/// Only what was not taken back before; and what came before it, unless an order or a key says which it is: then a time
/// that is too early, such as a day without an hour, changes nothing (`EventRequest.counterparts`).
package enum Purchases {
    /// `deeds` are bought things, in any order; `refund` takes back these of them.
    package static func taken(back refund: Deed, from deeds: [Deed]) -> [Deed] {
        let before = deeds.filter { $0.at <= refund.at }
        if let order = refund.order {
            return named(before, deeds) { $0.order == order || $0.key == order }
                .filter { refund.product == nil || $0.product == refund.product }
        }
        let same = named(before, deeds) { $0.key == refund.key || $0.order == refund.key }
        if !same.isEmpty {
            let ofProduct = same.filter { $0.product == refund.product }
            return ofProduct.isEmpty ? same : ofProduct
        }
        guard let product = refund.product else { return before }
        return before.filter { $0.product == product }.max { ($0.at, $0.id) < ($1.at, $1.id) }.map { [$0] } ?? []
    }

    /// Those that are meant, of the ones before, or where none of these is, of all.
    private static func named(_ before: [Deed], _ all: [Deed], _ isMeant: (Deed) -> Bool) -> [Deed] {
        let meant = before.filter(isMeant)
        return meant.isEmpty ? all.filter(isMeant) : meant
    }

    /// What is left of the deeds that `buys` takes for purchases after those that `returns` takes for refunds; oldest
    /// first.
    package static func kept(
        _ deeds: [Deed], buys: (String) -> Bool, returns: (String) -> Bool
    ) -> [Deed] {
        var kept = deeds.filter { buys($0.event) }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        for refund in deeds.filter({ returns($0.event) }).sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
            let gone = Set(taken(back: refund, from: kept).map(\.id))
            kept.removeAll { gone.contains($0.id) }
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
