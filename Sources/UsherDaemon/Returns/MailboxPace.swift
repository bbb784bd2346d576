import UsherCore
import UsherIMAP

/// Decides when a mailbox is looked into next.
///
/// | The visit before | The next one |
/// | --- | --- |
/// | came to its end, also where mail that was taken cannot be moved | after `every` |
/// | met trouble | after `every`, then twice as long each time, up to half an hour |
/// | was refused: user name or password | after a quarter of an hour, then twice as long each time, up to six hours; at once with another name or password |
///
/// So a wrong password is tried a dozen times on the first day, and no server locks an account for that.
struct MailboxPace: Sendable {
    static let longest = Duration.seconds(1800)
    static let refused = (first: Duration.seconds(900), longest: Duration.seconds(6 * 3600))

    private var failures = 0
    private var refusals = 0

    /// How long to wait after a visit that ended with `trouble`, which is nil for none.
    mutating func wait(after trouble: MailboxTrouble?, every: Duration) -> Duration {
        switch trouble {
        case nil, .cannotMove?:
            (failures, refusals) = (0, 0)
            return every
        case .refused?:
            refusals += 1
            return Self.doubled(Self.refused.first, times: refusals - 1, most: Self.refused.longest)
        default:
            failures += 1
            return Self.doubled(every, times: failures - 1, most: max(every, Self.longest))
        }
    }

    private static func doubled(_ time: Duration, times: Int, most: Duration) -> Duration {
        min(most, time * (1 << min(max(times, 0), 20)))
    }
}
