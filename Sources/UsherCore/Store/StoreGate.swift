/// What is asked of the database where nobody may wait: the last look before the first octet of a body, and what
/// following a link needs to know.
///
/// Each gate has a read-only connection of its own: it sees what every process committed, never waits for a writer, and
/// may be asked on a serial queue for each message and each request.
package protocol StoreGate: Sendable {
    /// Consent, suppression and the enrollment as they are on disk now, whichever process wrote them. On an error
    /// nothing is known: do not start.
    func permission(_ delivery: DeliveryID, now: Timestamp) throws(StoreError) -> StartPermission
    /// The message of a delivery; nil for one that the store has no longer.
    func message(_ delivery: DeliveryID) throws(StoreError) -> SentMessage?
    /// The contact whose code this is, in the form in which codes are kept; nil for nobody's.
    func promoter(code: String) throws(StoreError) -> ContactID?
    /// The reviewer of an enrollment; nil for one that the store has no longer.
    func reviewer(_ enrollment: EnrollmentID) throws(StoreError) -> Reviewer?
    /// Returns when the database answers; throws when it cannot.
    func answer() throws(StoreError)
}

/// A message that went out, as far as its links are concerned.
package struct SentMessage: Hashable, Sendable {
    /// The revision that the message was made from; nil where nothing of it is kept any more.
    package var revision: RevisionHash?
    package var inputs: String?
    package var campaign: CampaignID?
    /// The moment at which the relay took it; while there is no record of that, when it was composed.
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

/// The person whom a review link was made for.
package struct Reviewer: Hashable, Sendable {
    package var contact: ContactID
    /// The address in the form for the wire.
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
