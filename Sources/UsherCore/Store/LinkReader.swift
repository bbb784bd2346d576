/// What following a link needs to know. Like `ConsentGate` it has a read-only connection of its own: it waits for no writer, and may be asked for
/// each request on a serial queue.
package protocol LinkReader: Sendable {
    /// Nil for a delivery that the store has no longer.
    func message(_ delivery: DeliveryID) throws(StoreError) -> SentMessage?
    /// Whose code it is, as codes are kept; nil for nobody's.
    func promoter(code: String) throws(StoreError) -> ContactID?
    /// Nil for a run that the store has no longer.
    func reviewer(_ run: EnrollmentID) throws(StoreError) -> Reviewer?
}

/// A message that went out, as far as its links are concerned.
package struct SentMessage: Hashable, Sendable {
    /// Nil where nothing of the message is kept any more.
    package var revision: RevisionHash?
    package var inputs: String?
    package var campaign: CampaignID?
    /// When the relay took it; while there is no record of that, when it was composed.
    package var acceptedAt: Timestamp?

    package init(
        revision: RevisionHash? = nil, inputs: String? = nil, campaign: CampaignID? = nil,
        acceptedAt: Timestamp? = nil
    ) {
        self.revision = revision
        self.inputs = inputs
        self.campaign = campaign
        self.acceptedAt = acceptedAt
    }
}

/// Whom a review link was made for.
package struct Reviewer: Hashable, Sendable {
    package var contact: ContactID
    /// As for the wire.
    package var address: String
    package var language: String?
    package var campaign: CampaignID

    package init(contact: ContactID, address: String, language: String?, campaign: CampaignID) {
        self.contact = contact
        self.address = address
        self.language = language
        self.campaign = campaign
    }
}
