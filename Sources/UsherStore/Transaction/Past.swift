import UsherCore

/// What one contact did so far, a row for each event and product.
struct Past {
    struct Deed {
        var event: String
        var product: String?
        var count: Int
        var firstAt: Timestamp
        var lastAt: Timestamp
        /// Whichever was told first, of those at the same moment.
        var first: EventID
    }

    private let deeds: [Deed]

    /// Those that name a product stand in the order in which they happened first.
    init(deeds: [Deed]) {
        self.deeds =
            deeds.count < 2 ? deeds : deeds.sorted { ($0.firstAt, $0.first) < ($1.firstAt, $1.first) }
    }

    var history: [String: EventHistory] {
        var history: [String: EventHistory] = [:]
        for deed in deeds {
            let products = deed.product.map { [$0] } ?? []
            guard var known = history[deed.event] else {
                history[deed.event] = EventHistory(
                    count: deed.count, firstAt: deed.firstAt, lastAt: deed.lastAt, products: products)
                continue
            }
            known.count += deed.count
            known.firstAt = min(known.firstAt, deed.firstAt)
            known.lastAt = max(known.lastAt, deed.lastAt)
            known.products += products
            history[deed.event] = known
        }
        return history
    }

    var lastTimes: [String: Timestamp] {
        var times: [String: Timestamp] = [:]
        for deed in deeds { times[deed.event] = max(times[deed.event] ?? deed.lastAt, deed.lastAt) }
        return times
    }

    var namesProducts: Bool { deeds.contains { $0.product != nil } }
}
