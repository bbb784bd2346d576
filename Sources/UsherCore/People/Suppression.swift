/// An address that must not be mailed, and why. Entries are added, never changed: a removal is a new one that names the one it lifts.
package struct Suppression: Hashable, Sendable {
    package enum Scope: Hashable, Sendable {
        case everything
        case marketing
        case campaign(CampaignID)
    }

    package enum Reason: String, Sendable, Codable, CaseIterable {
        case unsubscribed, paused, erased, complaint, bounced, manual
    }

    package var id: SuppressionID
    package var scope: Scope
    package var reason: Reason
    /// It ends by itself then; nil is for ever.
    package var until: Timestamp?
    package var at: Timestamp
    /// Who did it: `operator`, `smtp`, ...
    package var by: String
    /// What was said about it, for people.
    package var note: String?

    package init(
        id: SuppressionID, scope: Scope, reason: Reason, until: Timestamp? = nil, at: Timestamp, by: String,
        note: String? = nil
    ) {
        self.id = id
        self.scope = scope
        self.reason = reason
        self.until = until
        self.at = at
        self.by = by
        self.note = note
    }

    /// Whether it forbids a message of `kind` in `campaign` (nil for a notice) at `now`.
    package func forbids(_ kind: MessageKind, campaign: CampaignID?, now: Timestamp) -> Bool {
        if let until, until <= now { return false }
        return switch scope {
        case .everything: true
        case .marketing: kind == .marketing
        case .campaign(let id): kind == .marketing && id == campaign
        }
    }
}
