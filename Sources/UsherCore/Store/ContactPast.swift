/// The remains of one person's rows that were let go of (`keep` in `usher.yaml`).
package struct ContactPast: Hashable, Sendable {
    /// The events of one name that the person did.
    package struct Deed: Hashable, Sendable {
        package var event: String
        package var count: Int
        package var firstAt: Timestamp
        package var lastAt: Timestamp

        package init(event: String, count: Int, firstAt: Timestamp, lastAt: Timestamp) {
            self.event = event
            self.count = count
            self.firstAt = firstAt
            self.lastAt = lastAt
        }
    }

    /// How many messages of an enrollment are gone; none for one whose messages are all there.
    package var messages: [EnrollmentID: Int]
    /// How many messages outside every sequence are gone.
    package var notices: Int
    /// Oldest first.
    package var deeds: [Deed]

    package init(messages: [EnrollmentID: Int] = [:], notices: Int = 0, deeds: [Deed] = []) {
        self.messages = messages
        self.notices = notices
        self.deeds = deeds
    }
}
