import UsherCore

/// Turns what somebody wrote of a person and a campaign into a request that can be carried out.
package struct EnrollmentDraftReader {
    private let plan: Plan
    /// The token, for the ledger of consents.
    private let source: String
    private var people: ContactReader

    package init(plan: Plan, source: String) {
        self.plan = plan
        self.source = source
        people = ContactReader(declared: plan.settings.attributes)
    }

    /// Throws one clause for a draft that says nothing usable.
    package mutating func read(_ draft: EnrollmentDraft, now: Timestamp) throws(Misreading) -> EntryRequest {
        let name = try DraftText.line(draft.campaign, "campaign")
        let address = try DraftText.address(draft.address)
        let clock = ZoneClock.named(plan.settings.shop.zone) ?? .utc
        let notBefore = try draft.at.map { text throws(Misreading) in try Timestamp(parsing: text, clock: clock) }
        let key = try DraftText.optionalLine(draft.key, "key")
        let wording = try DraftText.optionalLine(draft.consent, "consent", longest: PlainText.longestWording)
        guard let campaign = plan.campaignID(named: name) else {
            throw Misreading(
                UnknownName.noCampaign(name, known: plan.campaigns.values.map(\.name).sorted()).description,
                hasRightForm: true)
        }
        let template = EntryTemplate(
            campaign: campaign, key: key ?? "", notBefore: notBefore, consent: wording, source: source)
        return template.request(try people.read(draft.person, address: address, consent: nil), now: now)
    }
}
