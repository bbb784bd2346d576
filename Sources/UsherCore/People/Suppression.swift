/// An address that must not be mailed, and why. Entries are added, never changed: a removal is a new one that names the
/// one it lifts.
package struct Suppression: Hashable, Sendable {
    package enum Scope: Hashable, Sendable {
        case everything
        case marketing
        case campaign(CampaignID)
    }

    package enum Reason: String, Sendable, Codable, CaseIterable {
        case unsubscribed, paused, erased, complaint, bounced, manual
        /// Messages of five days came back, none with proof: nothing is mailed for thirty days.
        case unreachable

        /// Whether a server said so, and not the person.
        package var isServersWord: Bool { self == .bounced || self == .unreachable }

        /// Whether a fresh confirmed sign-up lifts it. The others need the operator; an import lifts none.
        package var isLiftedBySignUp: Bool {
            switch self {
            case .unsubscribed, .paused, .erased, .unreachable: true
            case .complaint, .bounced, .manual: false
            }
        }
    }

    package var id: SuppressionID
    package var scope: Scope
    package var reason: Reason
    /// The moment at which it ends by itself; nil is for ever.
    package var until: Timestamp?
    package var at: Timestamp
    /// The one who said it: `operator`, `smtp`, ...
    package var by: String
    /// The note of what was said about it, for people.
    package var note: SuppressionNote?

    package init(
        id: SuppressionID, scope: Scope, reason: Reason, until: Timestamp? = nil, at: Timestamp, by: String,
        note: SuppressionNote? = nil
    ) {
        self.id = id
        self.scope = scope
        self.reason = reason
        self.until = until
        self.at = at
        self.by = by
        self.note = note
    }

    /// Whether somebody who says this no, for good, has said exactly that before: of the same scope, for the same
    /// reason, and without a `note` that is not written down yet. A suppression for another reason is no substitute,
    /// for it may be lifted.
    package func says(_ scope: Scope, _ reason: Reason, note: SuppressionNote?) -> Bool {
        self.scope == scope && self.reason == reason && until == nil && (note == nil || note == self.note)
    }

    /// The ledger's name for who says what is entered by hand.
    package static let operatorsWord = "operator"

    /// The ledger's names for who says what stands in another tool's list.
    private static let lists: Set<String> = ["usher import", "usher enqueue"]

    /// Whether the person told us themselves, and nobody else entered it for them.
    package var isOwnWord: Bool { by != Self.operatorsWord && !Self.lists.contains(by) }

    /// The ledger's name for who lifts what a confirmed sign-up lifts.
    package static let liftedBySignUp = "sign-up"

    /// Notices that somebody asked for at this address: what a person said about mail in general does not keep them.
    package static let answers: Set<String> = ["confirm", "data"]

    /// Whether it forbids a message of `kind` in `campaign` (nil for a notice) at `now`. `notice` is a notice's name:
    /// the answer to a sign-up or to a question goes in spite of what a sign-up would lift.
    package func forbids(_ kind: MessageKind, campaign: CampaignID?, notice: String? = nil, now: Timestamp) -> Bool {
        if let until, until <= now { return false }
        if let notice, Self.answers.contains(notice), reason.isLiftedBySignUp { return false }
        return switch scope {
        case .everything: true
        case .marketing: kind == .marketing
        case .campaign(let id): kind == .marketing && id == campaign
        }
    }
}
