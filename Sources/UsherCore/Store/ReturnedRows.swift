/// The filter for a list of mails that came back, the newest first.
package struct ReturnedFilter: Hashable, Sendable {
    package var id: ReturnedID?
    package var contact: ContactID?
    /// Whether only those are listed that cannot be tied to a message or a person.
    package var isUnmatched: Bool
    package var limit: Int

    package init(id: ReturnedID? = nil, contact: ContactID? = nil, isUnmatched: Bool = false, limit: Int = 100) {
        self.id = id
        self.contact = contact
        self.isUnmatched = isUnmatched
        self.limit = limit
    }
}

/// A mail that came back, for people.
package struct ReturnedRow: Hashable, Sendable {
    package var id: ReturnedID
    package var at: Timestamp
    package var kind: ReturnedReport.Kind
    package var effect: ReturnEffect
    package var delivery: DeliveryID?
    package var contact: ContactID?
    package var campaign: CampaignID?
    package var step: StepID?
    /// The address that the message went to; nil after an erasure, and for none of ours.
    package var address: String?
    package var status: String?
    /// The words of the server; empty for none.
    package var said: String
    package var summary: String
    package var file: String?

    package init(
        id: ReturnedID, at: Timestamp, kind: ReturnedReport.Kind, effect: ReturnEffect, delivery: DeliveryID?,
        contact: ContactID?, campaign: CampaignID?, step: StepID?, address: String?, status: String?, said: String,
        summary: String, file: String?
    ) {
        self.id = id
        self.at = at
        self.kind = kind
        self.effect = effect
        self.delivery = delivery
        self.contact = contact
        self.campaign = campaign
        self.step = step
        self.address = address
        self.status = status
        self.said = said
        self.summary = summary
        self.file = file
    }
}

/// The number of a campaign's messages that came back from one recipient domain.
package struct ReturnedCount: Hashable, Sendable {
    /// The campaign; nil for notices.
    package var campaign: CampaignID?
    package var step: StepID?
    package var domain: String
    package var effect: ReturnEffect
    package var count: Int

    package init(campaign: CampaignID?, step: StepID?, domain: String, effect: ReturnEffect, count: Int) {
        self.campaign = campaign
        self.step = step
        self.domain = domain
        self.effect = effect
        self.count = count
    }
}
