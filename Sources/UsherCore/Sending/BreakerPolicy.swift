/// Whether the numbers of a campaign's marketing say that it has to stop: people call it spam, or the addresses of its
/// list do not work. Likewise those of all transactional mail, where that has a relay of its own. The providers count
/// as well, and remember.
///
/// | Of a campaign's marketing messages | at least | |
/// | --- | --- | --- |
/// | of one day: complaints above 0.1 % of those accepted | 2 complaints | it warns |
/// | of one day: complaints above 0.3 % of those accepted | 4 complaints | the campaign pauses |
/// | of one day: hard bounces above 5 % | 10 bounces | the campaign pauses |
/// | of its first 500: hard bounces above 5 % | 10 bounces | the campaign pauses |
///
/// | Of what goes through transactional mail's own relay | at least | |
/// | --- | --- | --- |
/// | of one day: complaints above 0.1 % of those accepted | 2 complaints | it warns |
/// | of one day: complaints above 0.3 % of those accepted | 4 complaints | that relay pauses |
/// | of one day: hard bounces above 5 % | 10 bounces | that relay pauses |
///
/// So few make a rate, however small the day: four of a thousand people who complain are no chance where one in a
/// thousand does on the worst of good days, and four of fifty are less. What comes back counts on the day on which its
/// message went, for `daysCounted` days. After a resumption only what goes from then on counts, and a campaign's first
/// 500 are the first. Neither counts for the other: marketing pauses no transactional mail that has a relay of its own,
/// nor the other way round. Beside it `BounceBreaker` looks at the last 500 answers that a campaign had.
package enum BreakerPolicy {
    /// How many of a campaign's messages are its first.
    package static let firstMessages = 500
    package static let fewestToWarn = 2
    package static let fewestToPause = 4
    /// How many days after a message went what comes back of it counts.
    package static let daysCounted = 7

    /// The moment since which a warning was made that still concerns somebody: it is shown for two days.
    package static func warned(since now: Timestamp) -> Timestamp { now.adding(seconds: -2 * 86_400) }

    /// Whether one day's complaints are worth a look.
    package static func warns(complained: Int, of accepted: Int) -> Bool {
        complained >= fewestToWarn && complained * 1000 > accepted
    }

    /// Whether they pause it.
    package static func pauses(complained: Int, of accepted: Int) -> Bool {
        complained >= fewestToPause && complained * 1000 > accepted * 3
    }

    /// Whether hard bounces do.
    package static func pauses(bounced: Int, of sent: Int) -> Bool {
        BounceBreaker.trips(bounced: bounced, attempts: sent)
    }

    /// The reason why the subject has to pause; nil when it may go on.
    package static func reason(_ count: BreakerCount) -> PauseReason? {
        if let day = count.day, pauses(complained: count.complained, of: count.accepted) {
            return .complaints(count.complained, of: count.accepted, day: day)
        }
        guard pauses(bounced: count.bounced, of: count.sent) else { return nil }
        return .bounces(count.bounced, of: count.sent, day: count.day)
    }

    /// The warning that one day's complaints make; nil while there are few.
    package static func warning(_ count: BreakerCount, of subject: BreakerSubject) -> ComplaintWarning? {
        guard let day = count.day, warns(complained: count.complained, of: count.accepted) else { return nil }
        return ComplaintWarning(subject, complained: count.complained, accepted: count.accepted, day: day)
    }
}
