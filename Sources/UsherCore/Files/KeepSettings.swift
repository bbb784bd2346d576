/// The section `keep` of `usher.yaml`: how long what nothing decides by any more is kept. Nil is for ever.
package struct KeepSettings: Hashable, Sendable {
    /// Messages of enrollments that are over, and notices.
    package var deliveriesMilliseconds: Int64?
    /// The time in milliseconds for events that people did and nothing followed from.
    package var eventsMilliseconds: Int64?
    /// The values that sent messages were filled in with.
    package var inputsMilliseconds: Int64?
    /// The messages in rehearsal's inbox.
    package var inboxMilliseconds: Int64?
    /// Mails that came back and are about nobody.
    package var unmatchedMilliseconds: Int64?

    package init(
        deliveriesMilliseconds: Int64? = nil, eventsMilliseconds: Int64? = nil, inputsMilliseconds: Int64? = nil,
        inboxMilliseconds: Int64? = nil, unmatchedMilliseconds: Int64? = nil
    ) {
        self.deliveriesMilliseconds = deliveriesMilliseconds
        self.eventsMilliseconds = eventsMilliseconds
        self.inputsMilliseconds = inputsMilliseconds
        self.inboxMilliseconds = inboxMilliseconds
        self.unmatchedMilliseconds = unmatchedMilliseconds
    }

    /// Shorter than this nobody means: a message may be in doubt, be retried, and be asked about.
    package static let shortest: Int64 = 7 * 86_400_000
    /// The shortest time for rows that are decided by, in milliseconds: longer than any time that a decision looks
    /// back, such as the two months of bounces without proof.
    package static let shortestRows: Int64 = 90 * 86_400_000

    /// Values of messages that were settled before this go; nil where they are kept.
    package func inputsEnd(now: Timestamp) -> Timestamp? { end(inputsMilliseconds, now) }

    package func inboxEnd(now: Timestamp) -> Timestamp? { end(inboxMilliseconds, now) }

    package func deliveriesEnd(now: Timestamp) -> Timestamp? { end(deliveriesMilliseconds, now) }

    package func eventsEnd(now: Timestamp) -> Timestamp? { end(eventsMilliseconds, now) }

    package func unmatchedEnd(now: Timestamp) -> Timestamp? { end(unmatchedMilliseconds, now) }

    private func end(_ age: Int64?, _ now: Timestamp) -> Timestamp? { age.map { now.adding(milliseconds: -$0) } }

    /// Reads an age in milliseconds: `2 years`, of 365 days each, or whatever a wait is.
    package static func age(parsing text: String) throws(Misreading) -> Int64 {
        let parts = text.split(separator: " ")
        guard parts.count == 2, ["year", "years"].contains(parts[1]), let years = Int64(parts[0]),
            (1...Self.mostYears).contains(years)
        else { return try Wait(parsing: text).elapsed }
        return years * 365 * 86_400_000
    }

    private static let mostYears: Int64 = 10
}
