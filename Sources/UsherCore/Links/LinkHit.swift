/// One request for a tracked link of a message.
package struct LinkHit: Hashable, Sendable {
    package var delivery: DeliveryID
    package var number: UInt32
    /// Asked without opening: by HEAD, or fetched ahead as its headers say.
    package var isPeek: Bool
    /// The moment on the calendar.
    package var at: Timestamp
    /// The moment by the monotonic clock, in milliseconds: a stepped calendar stands still between two hits.
    package var tick: Int64

    package init(delivery: DeliveryID, number: UInt32, isPeek: Bool = false, at: Timestamp, tick: Int64) {
        self.delivery = delivery
        self.number = number
        self.isPeek = isPeek
        self.at = at
        self.tick = tick
    }
}
