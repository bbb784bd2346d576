/// Decides when a message that could not go is tried again (RFC 5321 4.5.4.1; greylisting wants the first retry after a
/// few minutes, RFC 6647).
///
/// | After attempt | 1 | 2 | 3 | 4 | 5 | 6 and later |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | Wait | 5 min | 15 min | 30 min | 1 h | 2 h | 4 h |
///
/// Each wait is up to a tenth longer, by a number drawn from the delivery and the attempt: many that failed together do
/// not come back together, and a replay is identical. With the default deadline of 48 hours that makes about 15
/// attempts.
package enum RetrySchedule {
    private static let minutes: [Int64] = [5, 15, 30, 60, 120, 240]

    /// The moment of the next try after `attempt` attempts, the latest at `now`; nil when that would be past the
    /// deadline: give up.
    package static func next(
        attempt: Int, delivery: DeliveryID, firstAttemptAt: Timestamp, now: Timestamp, deadlineMilliseconds: Int64
    ) -> Timestamp? {
        let at = now.adding(milliseconds: wait(attempt: attempt, delivery: delivery))
        return at <= firstAttemptAt.adding(milliseconds: deadlineMilliseconds) ? at : nil
    }

    /// How many milliseconds to wait after `attempt` attempts (from 1).
    package static func wait(attempt: Int, delivery: DeliveryID) -> Int64 {
        let base = minutes[min(max(attempt, 1), minutes.count) - 1] * 60_000
        return base + base / 10 * Int64(draw(delivery, attempt) % 1000) / 1000
    }

    private static func draw(_ delivery: DeliveryID, _ attempt: Int) -> UInt64 {
        SplitMix64.mixed(UInt64(bitPattern: delivery.value) &* SplitMix64.step &+ UInt64(bitPattern: Int64(attempt)))
    }
}
