extension Event {
    /// Begins the key of an event that was told without one.
    package static let madeUpKeyPrefix = "told-"

    /// Whether whoever told it gave it no key of its own.
    package var hasMadeUpKey: Bool {
        key.hasPrefix(Self.madeUpKeyPrefix) && key.utf8.count == Self.madeUpKeyPrefix.utf8.count + 36
    }

    /// Whether what it begins belongs to an order: it has a product, a value, the number of an order, or a key of the
    /// teller's own. What a
    /// person says about mail or about a purchase is no order: a sign-up, its confirmation, a review.
    func isOfOrder(in plan: Plan) -> Bool {
        let consent = plan.settings.consent
        guard name != consent.signUpEvent, name != consent.confirmedEvent, plan.journey.events[name]?.means != .review
        else { return false }
        return product != nil || value != nil || data[Self.orderField] != nil || !hasMadeUpKey
    }
}
