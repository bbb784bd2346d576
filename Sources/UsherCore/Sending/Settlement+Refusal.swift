extension Settlement.Refusal {
    /// What is kept of an attempt that ended in `verdict`: nil unless the server refused the recipient or the message
    /// for good, or blocks us.
    init?(_ outcome: AttemptOutcome, _ verdict: Verdict, recipient: EmailAddress) {
        let weight: Weight
        switch (outcome, verdict) {
        case (.refused, .bounced), (.lost, .bounced): weight = .plain
        case (.refused, .refused), (.lost, .refused): weight = .unclear
        case (.refused, .blocked(.domain)), (.lost, .blocked(.domain)): weight = .block
        case (.refused(.rcpt, _), _), (.refused(.data, _), _), (.refused(.body, _), _), (.refused(.dot, _), _):
            weight = .none
        default: return nil
        }
        guard let reply = outcome.reply, reply.isPermanent || weight == .block else { return nil }
        self.init(
            words: ServerText.sameness(of: reply, recipient: recipient), weight: reply.isPermanent ? weight : .delay)
    }
}

/// Decides when a refusal that proves nothing counts like a bounce after all.
///
/// | The one before | Counts |
/// | --- | --- |
/// | none, or a message was delivered since | no |
/// | on the same UTC day, or less than six hours ago | no: one bad night is one refusal |
/// | on another day | yes |
package enum SecondRefusal {
    private static let day: Int64 = 24 * 3_600_000
    private static let night: Int64 = 6 * 3_600_000

    /// Whether a refusal now counts like a bounce.
    ///
    /// - Parameters:
    ///   - earlier: when the person was refused so before, and it did not turn out to be about the sender.
    ///   - delivered: when a message to the person was last accepted.
    package static func countsLikeBounce(earlier: Timestamp?, delivered: Timestamp?, now: Timestamp) -> Bool {
        guard let earlier, now.since(earlier) >= night else { return false }
        if let delivered, delivered >= earlier { return false }
        return earlier.milliseconds / day != now.milliseconds / day
    }
}
