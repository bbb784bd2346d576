/// What is known when an event arrives; read in the transaction that records it.
package struct EventFacts: Sendable {
    /// With the draft applied.
    package var contact: Contact
    /// Whether the contact was not known before.
    package var isNew: Bool
    /// Every enrollment of the contact, in every campaign, oldest first.
    package var enrollments: [Enrollment]
    /// What the contact did before, by event name.
    package var history: [String: EventHistory]
    package var standing: Standing
    /// What is stored under the same name and key; nil for a new event.
    package var known: Event?
    /// The promoter whose code came along, or who is named by `by`; nil when there is none.
    package var promoter: Promoter?
    /// Whose the known event is; nil counts as the same person's.
    package var knownContact: ContactID?
    /// Who brought this contact, as recorded before; nil for nobody.
    package var referredBy: ContactID?
    /// When the contact came to the stage it stands at; nil without one.
    package var stageSince: Timestamp?
    /// When notices of the request's `countedNotice` were queued for the contact in the last day.
    package var confirmationsAt: [Timestamp] = []
    /// What is spent of the request's budgets, by span, from now on.
    package var spent: [ConfirmationBudget: [Int64: Int]] = [:]
    /// Everything that the contact did, for a request that `needsDeeds`; else empty.
    package var deeds: [Deed] = []
    /// When the event was told, where it is told once more because an earlier one came late; nil is now.
    package var toldAt: Timestamp?

    package init(
        contact: Contact, isNew: Bool, enrollments: [Enrollment] = [], history: [String: EventHistory] = [:],
        standing: Standing = Standing(), known: Event? = nil, promoter: Promoter? = nil,
        knownContact: ContactID? = nil, referredBy: ContactID? = nil, stageSince: Timestamp? = nil
    ) {
        self.contact = contact
        self.isNew = isNew
        self.enrollments = enrollments
        self.history = history
        self.standing = standing
        self.known = known
        self.promoter = promoter
        self.knownContact = knownContact
        self.referredBy = referredBy
        self.stageSince = stageSince
    }
}

/// One kind of event in one contact's past.
package struct EventHistory: Hashable, Sendable {
    package var count: Int
    package var firstAt: Timestamp
    package var lastAt: Timestamp
    /// The products it named, oldest first, each once.
    package var products: [String]

    package init(count: Int, firstAt: Timestamp, lastAt: Timestamp, products: [String] = []) {
        self.count = count
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.products = products
    }
}

/// Somebody who brings others.
package struct Promoter: Hashable, Sendable {
    package var contact: Contact
    /// Every enrollment of the promoter, oldest first: a running `promote` claims the promoter's own move.
    package var enrollments: [Enrollment]
    /// True when the promoter's own code came along, false when only the address was named.
    package var byCode: Bool
    /// Who brought the promoter, as recorded before.
    package var referredBy: ContactID?
    /// When the promoter came to the stage it stands at; nil without one.
    package var stageSince: Timestamp?
    /// Whether the promoter was not known before.
    package var isNew: Bool

    package init(
        contact: Contact, enrollments: [Enrollment], byCode: Bool, referredBy: ContactID? = nil,
        stageSince: Timestamp? = nil,
        isNew: Bool = false
    ) {
        self.contact = contact
        self.enrollments = enrollments
        self.byCode = byCode
        self.referredBy = referredBy
        self.stageSince = stageSince
        self.isNew = isNew
    }
}
