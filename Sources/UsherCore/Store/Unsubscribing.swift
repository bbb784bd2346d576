/// The part of `Store` that unsubscribe links use.
package protocol UnsubscribingStore: Sendable {
    /// Carries out all requests in one transaction, in order; one answer for each.
    ///
    /// When it returns, what the answers say is durable: the suppression, for all marketing the entry in the consent
    /// ledger, and the ends of the enrollments that it forbids. A request whose no is in force already changes nothing,
    /// so a second call is as good as the first.
    func unsubscribe(_ requests: [UnsubscribeRequest], now: Timestamp) throws(StoreError) -> [UnsubscribeAnswer]
    /// The facts about the person of an unsubscribe link, as they stand now. Reads only, and waits for no writer.
    func unsubscribeFacts(
        _ contact: ContactID, delivery: DeliveryID, now: Timestamp
    ) throws(StoreError) -> UnsubscribeFacts
}

/// Less mail for one person, because of one e-mail.
package struct UnsubscribeRequest: Hashable, Sendable {
    package enum Choice: Hashable, Sendable {
        case all
        /// The campaign the e-mail belonged to; `all` where that is not known any more.
        case campaign
        case pause(until: Timestamp)
    }

    package var contact: ContactID
    package var delivery: DeliveryID
    package var choice: Choice
    /// The basis for the ledger: `one-click`, `unsubscribe page`, `mail`.
    package var basis: String
    /// The door that it came by, for the ledger.
    package var source: String

    package init(
        contact: ContactID, delivery: DeliveryID, choice: Choice, basis: String, source: String = "web"
    ) {
        self.source = source
        self.contact = contact
        self.delivery = delivery
        self.choice = choice
        self.basis = basis
    }
}

/// What is known behind an unsubscribe link: of the person, or, where the person was erased, of who has the same
/// address now. Without an address it is nobody's now; a no is recorded for the address all the same, which is known by
/// its keyed hash.
package struct UnsubscribeFacts: Hashable, Sendable {
    package var address: String?
    package var language: String?
    /// The campaign of the delivery's enrollment; nil for a notice and for a delivery that was deleted.
    package var campaign: CampaignID?
    /// Whether all marketing is suppressed for good.
    package var isOff: Bool
    /// Whether it is known whose link it is. Else nothing can be recorded: the row is not in this database.
    package var isKnown: Bool

    package init(
        address: String? = nil, language: String? = nil, campaign: CampaignID? = nil, isOff: Bool = false,
        isKnown: Bool = true
    ) {
        self.isKnown = isKnown
        self.address = address
        self.language = language
        self.campaign = campaign
        self.isOff = isOff
    }
}

/// The state after a request, whichever request made it so.
package struct UnsubscribeAnswer: Hashable, Sendable {
    package enum Holds: Hashable, Sendable {
        case all
        case campaign(CampaignID)
        case pause(until: Timestamp)
        /// Nothing was recorded: it is not known whose link it is.
        case nothing
    }

    package var holds: Holds
    /// The facts as they were before.
    package var facts: UnsubscribeFacts

    package init(holds: Holds, facts: UnsubscribeFacts) {
        self.holds = holds
        self.facts = facts
    }
}
