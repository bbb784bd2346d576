/// A suppression in force, for people.
package struct SuppressionEntry: Hashable, Sendable {
    package var suppression: Suppression
    /// The address; nil after an erasure.
    package var address: String?

    package init(suppression: Suppression, address: String?) {
        self.suppression = suppression
        self.address = address
    }
}

/// The filter for a list of deliveries.
package struct DeliveryFilter: Hashable, Sendable {
    package var delivery: DeliveryID?
    package var contact: ContactID?
    package var campaign: CampaignID?
    /// The states to list; empty means all.
    package var states: Set<DeliveryState>
    /// The moment by which those listed are due; nil lists all.
    package var dueBy: Timestamp?
    package var inDoubtOnly: Bool
    package var limit: Int

    package init(
        delivery: DeliveryID? = nil, contact: ContactID? = nil, campaign: CampaignID? = nil,
        states: Set<DeliveryState> = [], dueBy: Timestamp? = nil, inDoubtOnly: Bool = false, limit: Int = 100
    ) {
        self.delivery = delivery
        self.contact = contact
        self.campaign = campaign
        self.states = states
        self.dueBy = dueBy
        self.inDoubtOnly = inDoubtOnly
        self.limit = limit
    }
}

/// One delivery, for people: in order of due time when queued, of settling otherwise.
package struct DeliveryRow: Hashable, Sendable {
    package var id: DeliveryID
    /// The address; nil after an erasure.
    package var address: EmailAddress?
    package var contact: ContactID
    package var campaign: CampaignID?
    package var step: StepID?
    package var notice: String?
    package var enrollment: EnrollmentID?
    package var kind: MessageKind
    package var state: DeliveryState
    package var due: Timestamp?
    package var anchor: Timestamp?
    package var createdAt: Timestamp
    package var settledAt: Timestamp?
    /// The moment at which the relay accepted it, whatever was heard since; nil where it did not.
    package var sentAt: Timestamp?
    package var attempts: Int
    package var inDoubt: Bool
    package var reply: Reply?
    /// The reason why it was skipped, withheld, failed, or goes once more.
    package var reason: DeliveryReason?
    package var composition: Composition?

    package init(
        id: DeliveryID, address: EmailAddress?, contact: ContactID, campaign: CampaignID? = nil, step: StepID? = nil,
        notice: String? = nil, enrollment: EnrollmentID? = nil, kind: MessageKind, state: DeliveryState,
        due: Timestamp? = nil, anchor: Timestamp? = nil, createdAt: Timestamp, settledAt: Timestamp? = nil,
        sentAt: Timestamp? = nil, attempts: Int = 0, inDoubt: Bool = false, reply: Reply? = nil,
        reason: DeliveryReason? = nil,
        composition: Composition? = nil
    ) {
        self.id = id
        self.address = address
        self.contact = contact
        self.campaign = campaign
        self.step = step
        self.notice = notice
        self.enrollment = enrollment
        self.kind = kind
        self.state = state
        self.due = due
        self.anchor = anchor
        self.createdAt = createdAt
        self.settledAt = settledAt
        self.sentAt = sentAt
        self.attempts = attempts
        self.inDoubt = inDoubt
        self.reply = reply
        self.reason = reason
        self.composition = composition
    }
}

/// The numbers that a warm-up's day is judged by.
package struct WarmUpTally: Hashable, Sendable {
    /// Begun: those whose outcome came since, and those that are under way.
    package var gone: Int
    /// Due, and parked until another day.
    package var waiting: Int

    package init(gone: Int, waiting: Int) {
        self.gone = gone
        self.waiting = waiting
    }
}

/// The whole house in numbers.
package struct Totals: Hashable, Sendable {
    package var contacts: Int
    package var activeEnrollments: Int
    package var byState: [DeliveryState: Int]
    /// Queued and due by now.
    package var overdue: Int
    package var nextDue: Timestamp?
    package var suppressions: Int

    package init(
        contacts: Int, activeEnrollments: Int, byState: [DeliveryState: Int], overdue: Int, nextDue: Timestamp?,
        suppressions: Int
    ) {
        self.contacts = contacts
        self.activeEnrollments = activeEnrollments
        self.byState = byState
        self.overdue = overdue
        self.nextDue = nextDue
        self.suppressions = suppressions
    }
}
