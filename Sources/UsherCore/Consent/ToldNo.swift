/// A no that somebody else's list tells of a person.
///
/// | It says | Suppressed | In the ledger of consents |
/// | --- | --- | --- |
/// | unsubscribed | marketing, or what the operator says | unsubscribed, where it is about marketing or more |
/// | complaint | marketing | complained |
/// | bounced | everything | nothing: it is a server's word |
///
/// Nothing is added where the same no holds already, or where the person confirmed since it was said: an old list does
/// not take back what somebody said later. One without a moment counts as said now.
package struct ToldNo: Hashable, Sendable {
    package var reason: Suppression.Reason
    package var scope: Suppression.Scope
    package var at: Timestamp?
    /// The note on where the no stands, for whoever asks later.
    package var note: SuppressionNote?

    /// Makes a no. `scope` is that of an unsubscription; the others have one of their own.
    package init(
        _ reason: Suppression.Reason, scope: Suppression.Scope = .marketing, at: Timestamp? = nil,
        note: SuppressionNote? = nil
    ) {
        self.reason = reason
        self.scope =
            switch reason {
            case .complaint: .marketing
            case .bounced, .unreachable: .everything
            case .unsubscribed, .paused, .erased, .manual: scope
            }
        self.at = at
        self.note = note
    }

    /// The word for the ledger of consents; nil for a no that is none of its business.
    package var said: Consent.Said? {
        if case .campaign = scope { return nil }
        return switch reason {
        case .unsubscribed: .unsubscribed
        case .complaint: .complained
        case .paused, .erased, .manual, .bounced, .unreachable: nil
        }
    }

    /// Whether the no changes nothing about somebody with this standing.
    package func isKnown(_ standing: Standing) -> Bool {
        if standing.suppressions.contains(where: { $0.says(scope, reason, note: nil) }) { return true }
        guard let at, standing.marketing == .confirmed, let saidAt = standing.saidAt else { return false }
        return saidAt > at
    }
}
