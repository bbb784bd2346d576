/// UTM parameters that a campaign's file sets itself; nil is Usher's own word.
package struct LinkTags: Hashable, Sendable {
    package var source: String?
    package var medium: String?
    package var campaign: String?

    package init(source: String? = nil, medium: String? = nil, campaign: String? = nil) {
        self.source = source
        self.medium = medium
        self.campaign = campaign
    }
}

extension Campaign {
    /// The address of the call to action, as a message or a tracked link has it.
    ///
    /// | Parameter | Value, unless the campaign's `utm` has its own |
    /// | --- | --- |
    /// | `utm_source` | `usher` |
    /// | `utm_medium` | the traffic source: `email`, `ad`, `podcast` |
    /// | `utm_campaign` | the campaign's name |
    /// | `utm_content` | the step's name; not there for a tracked link |
    ///
    /// A parameter that the address has already stays as it is. `usher.yaml` can switch them off.
    package func link(step: String? = nil, settings: Settings) -> String {
        guard settings.tagsLinks else { return callToAction.url }
        let tags = [
            ("utm_source", linkTags.source ?? "usher"), ("utm_medium", linkTags.medium ?? trafficSource.rawValue),
            ("utm_campaign", linkTags.campaign ?? name),
        ]
        return QueryText.adding(tags + (step.map { [("utm_content", $0)] } ?? []), to: callToAction.url)
    }
}
