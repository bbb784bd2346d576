import UsherCore
import UsherSupport

/// The values of a message for a sample person: for `check` and `preview`.
package enum SampleValues {
    /// `moment` is when the person's enrollment began.
    package static func values(
        for names: Set<String>, sample: Sample, sources: MessageSources, files: HomeFiles,
        moment: Timestamp = SystemClock().now()
    ) -> TemplateValue {
        let settings = files.settings.of(sources.kind)
        let sample = isConfirmation(sources) ? stranger(sample, files) : sample
        let contact = Contact(
            id: ContactID(0), address: sample.address, name: sample.name, attributes: sample.attributes,
            zone: sample.zone, language: sample.language, stage: sample.stage)
        let enrollment = Enrollment(
            id: EnrollmentID(0), contact: contact.id, campaign: CampaignID(0), enteredAt: moment, anchorAt: moment,
            data: sample.event)
        return Inputs(names: names, settings: settings).values(
            contact: contact, enrollment: enrollment, campaign: sources.campaign.flatMap { files.campaign($0.name) },
            settings: settings,
            unsubscribeURL: sources.kind == .marketing ? sampleLink(sources.unsubscribe) : nil,
            facts: Facts(products: sample.bought, promoterCode: word), ladder: files.ladder,
            promoterURL: files.settings.promoterURL(code: word),
            reviewURL: files.settings.publicLink(PublicPath.review, word) ?? sources.campaign?.callToAction.url)
    }

    private static func isConfirmation(_ sources: MessageSources) -> Bool {
        sources.template.path.hasPrefix("templates/notices/\(ConfirmationLimit.notice).")
    }

    /// The confirmation of a sign-up says nothing of what was typed into a form.
    private static func stranger(_ sample: Sample, _ files: HomeFiles) -> Sample {
        var stranger = sample
        stranger.name = nil
        stranger.attributes = [:]
        stranger.event = [:]
        stranger.event["confirm_url"] = files.settings.published.map { "\($0.url)/confirm/\(word)" }
        return stranger
    }

    /// In the place of a token or a code.
    private static let word = "SAMPLE"

    /// Shaped like the real one, with a word for the token.
    private static func sampleLink(_ routes: UnsubscribeRoutes) -> String? {
        routes.publicURL.map { "\($0)/u/\(word)" } ?? routes.mailto.map { "mailto:\($0)?subject=unsubscribe%20\(word)" }
    }
}
