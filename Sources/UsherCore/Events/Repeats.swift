extension Journey {
    /// The event that `event` counts as because the contact has done the like before; nil when it counts as itself.
    ///
    /// | `again` of the event | What the contact did before | It counts as |
    /// | --- | --- | --- |
    /// | none | anything | itself |
    /// | an event | nothing of the like | itself |
    /// | an event | the same order (its number as `order` in the data, else as the key): another line of it | itself |
    /// | an event | something of the like that was taken back since | itself |
    /// | an event | something else of the like | `again` |
    ///
    /// The like of a purchase is every purchase, of any other event the event itself and what it counts as again.
    /// `deeds` are what happened before it: of two orders that are told in the wrong order, the one that happened later
    /// is the second.
    func repeated(_ event: UsherCore.Event, after deeds: [Deed]) -> String? {
        guard let known = events[event.name], let again = known.again else { return nil }
        let order = event.data[UsherCore.Event.orderField] ?? event.key
        let before = Purchases.kept(
            deeds, buys: { known.means == .purchase ? buys($0) : $0 == event.name || $0 == again }, returns: returns)
        return before.contains { ($0.order ?? $0.key) != order } ? again : nil
    }
}
