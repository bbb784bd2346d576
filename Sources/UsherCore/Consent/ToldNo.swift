/// A no that somebody else's list tells of a person.
///
/// | It says | Suppressed | In the ledger of consents |
/// | --- | --- | --- |
/// | unsubscribed | marketing, or what the operator says | unsubscribed, where it is about marketing or more |
/// | complaint | marketing, or everything where the operator says that | complained |
/// | bounced | everything | nothing: it is a server's word |
///
/// One without a moment counts as said now. `Answer` says when nothing is added.
package struct ToldNo: Hashable, Sendable {
    package var reason: Suppression.Reason
    package var scope: Suppression.Scope
    package var at: Timestamp?
    /// The note on where the no stands, for whoever asks later.
    package var note: SuppressionNote?
    /// Whether the tool has the same word for whoever was never asked.
    package var mayBeSilence: Bool

    /// Makes a no. `scope` is that of an unsubscription; the others have one of their own, or a wider one.
    package init(
        _ reason: Suppression.Reason, scope: Suppression.Scope = .marketing, at: Timestamp? = nil,
        note: SuppressionNote? = nil, mayBeSilence: Bool = false
    ) {
        self.reason = reason
        self.scope =
            switch reason {
            case .complaint: scope == .everything ? .everything : .marketing
            case .bounced, .unreachable: .everything
            case .unsubscribed, .paused, .erased, .manual: scope
            }
        self.at = at
        self.note = note
        self.mayBeSilence = mayBeSilence
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

    /// What becomes of a no that is told.
    package enum Answer: Hashable, Sendable {
        case added
        /// The same no holds already.
        case held
        /// The same no, of the same moment, held once, and was lifted since.
        case lifted
        /// The person confirmed later than it was said: an old list does not take that back.
        case confirmedSince(Timestamp)
        /// The person confirmed here, and the list's word may mean that nobody there ever asked.
        case confirmedHere(Timestamp)
    }

    /// What becomes of the no, told about somebody with this standing. `wasLifted`: whether the ledger of suppressions
    /// has the same no, lifted.
    package func answer(_ standing: Standing, wasLifted: Bool = false) -> Answer {
        if standing.suppressions.contains(where: { $0.says(scope, reason, note: nil) }) { return .held }
        if standing.marketing == .confirmed, let confirmedAt = standing.saidAt {
            if mayBeSilence { return .confirmedHere(confirmedAt) }
            if let at, confirmedAt > at { return .confirmedSince(confirmedAt) }
        }
        return wasLifted ? .lifted : .added
    }

    /// The moment of the no in the ledgers. A word that may be silence is older than what the person asked for here:
    /// `firstSignUp` is theirs, and goes on waiting for its button.
    package func moment(now: Timestamp, firstSignUp: Timestamp?) -> Timestamp {
        guard mayBeSilence, let firstSignUp else { return min(at ?? now, now) }
        return min(firstSignUp.adding(milliseconds: -1), now)
    }
}
