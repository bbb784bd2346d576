/// The part of `Store` that counts what comes through links.
package protocol TrafficStore: Sendable {
    /// Counts hits in one transaction. A click on a delivery, and an introduction by a contact, that the store has no
    /// longer is left out. The first click of a person on a message counts in its step's counter `clicked`, the first
    /// of a scanner in `scanned`, on the day of `now`. A second call counts again.
    func record(_ traffic: Traffic, now: Timestamp) throws(StoreError)
    /// The links of all messages to a contact that somebody followed: by message, link and visitor.
    func clicks(of contact: ContactID) throws(StoreError) -> [ClickRow]
    /// How often a promoter's link was followed, on all days, by people and by scanners.
    func introductions(by promoter: ContactID) throws(StoreError) -> [Visitor: Int]
}

/// The number of times that one link of one message was followed by one kind of visitor.
package struct ClickRow: Hashable, Sendable {
    package var delivery: DeliveryID
    /// The number of the link; 0 is the call to action.
    package var number: UInt32
    package var visitor: Visitor
    package var count: Int
    package var first: Timestamp
    package var last: Timestamp

    package init(
        delivery: DeliveryID, number: UInt32, visitor: Visitor, count: Int, first: Timestamp, last: Timestamp
    ) {
        self.delivery = delivery
        self.number = number
        self.visitor = visitor
        self.count = count
        self.first = first
        self.last = last
    }
}
