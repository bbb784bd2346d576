import UsherCore

/// What `JourneyLint` says about a home's files.
enum JourneyAdvice {
    static func problems(_ files: HomeFiles) -> [Problem] {
        let sources = Dictionary(grouping: files.allSources().filter { $0.step != nil }) { source in
            MessageName(campaign: source.campaign?.name, name: source.step ?? "")
        }
        return JourneyLint(campaigns: files.campaigns, journey: files.journey) { campaign, step in
            sources[MessageName(campaign: campaign, name: step)].map { $0.allSatisfy(\.linksCallToAction) }
        }.problems()
    }
}

extension MessageSources {
    /// Whether the template, its layout or a partial that one of them uses has the link; the page that takes a review
    /// is one way to answer the call.
    fileprivate var linksCallToAction: Bool {
        let used = partials.filter { name, _ in
            template.text.contains("{{> \(name)") || template.text.contains("{{>\(name)")
                || layout.text.contains("{{> \(name)") || layout.text.contains("{{>\(name)")
        }
        return ([template, layout] + used.values).contains {
            $0.text.contains("call_to_action.url") || $0.text.contains("review_url")
        }
    }
}
