import UsherCore

/// What all people of one `enqueue` or `import` have in common.
package struct EntryTemplate: Sendable {
    package var campaign: CampaignID?
    package var key: String
    package var notBefore: Timestamp?
    /// The words that people agreed to, if told.
    package var consent: String?
    /// The command, for the ledger.
    package var source: String

    package init(
        campaign: CampaignID?, key: String = "", notBefore: Timestamp? = nil, consent: String? = nil, source: String
    ) {
        self.campaign = campaign
        self.key = key
        self.notBefore = notBefore
        self.consent = consent
        self.source = source
    }

    /// One person's request. Consent is recorded as stated by the operator, for whoever has no entry yet.
    package func request(_ person: ContactDraft, key ownKey: String? = nil, now: Timestamp) -> EntryRequest {
        var person = person
        person.consent = Consent(
            kind: .marketing, said: .agreed, basis: Consent.stated, wording: consent, source: source, at: now)
        return EntryRequest(person: person, campaign: campaign, key: ownKey ?? key, notBefore: notBefore)
    }
}
