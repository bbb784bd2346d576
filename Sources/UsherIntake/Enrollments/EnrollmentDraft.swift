/// One person for one campaign, as somebody wrote it: texts that nobody has looked at yet.
package struct EnrollmentDraft: Hashable, Sendable {
    package var campaign: String
    package var address: String
    package var person = ContactTexts()
    /// Makes this enrollment one of its own: an order's number, say.
    package var key: String?
    /// The first e-mail goes not before: `2026-12-01T09:00:00Z`, or a time on the shop's clock.
    package var at: String?
    /// What the person agreed to, in words.
    package var consent: String?

    package init(campaign: String, address: String) {
        self.campaign = campaign
        self.address = address
    }
}
