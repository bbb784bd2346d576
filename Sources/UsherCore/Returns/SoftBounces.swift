/// Decides when messages that did not arrive, none of them with proof that the address does not work, keep mail from a
/// person for a time. Days are those on which the messages were sent, in UTC.
///
/// | Since the last message that did not come back, within thirty days | |
/// | --- | --- |
/// | messages of five different days came back | no mail for thirty days |
/// | one did, and it is the first after such thirty days | no mail for thirty days: it was the probe |
/// | anything else | nothing |
package enum SoftBounces {
    package static let days = 5
    /// How long ago a message counts at most, in milliseconds.
    package static let span: Int64 = 30 * day
    private static let day: Int64 = 86_400_000

    /// Whether mail to the person has to pause.
    ///
    /// - Parameters:
    ///   - failures: when the messages were sent that came back, the latest one among them.
    ///   - delivered: when the last message before the latest failure was sent that did not come back; nil for none.
    ///   - pausedUntil: when the last such pause of the person was over; nil for none.
    package static func pauses(failures: [Timestamp], delivered: Timestamp?, pausedUntil: Timestamp?) -> Bool {
        guard let latest = failures.max() else { return false }
        if let pausedUntil, pausedUntil <= latest, delivered.map({ $0 < pausedUntil }) ?? true { return true }
        let counted = failures.filter { failure in
            failure > latest.adding(milliseconds: -span) && delivered.map { failure > $0 } ?? true
        }
        return Set(counted.map { $0.milliseconds / day }).count >= days
    }
}
