import UsherCore

extension HomeFiles {
    /// A sample person by name; the first when nil, and nil when there is none at all.
    package func sample(_ handle: String?) throws(UnknownName) -> Sample? {
        guard let handle else { return samples.first }
        guard let sample = samples.first(where: { $0.handle == handle }) else {
            throw .noSample(handle, known: samples.map(\.handle))
        }
        return sample
    }

    /// What `CAMPAIGN/STEP` is made from.
    package func sources(message: String, language: String) throws(UnknownName) -> MessageSources {
        let parts = message.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let name = parts.first ?? ""
        guard let campaign = campaign(name) else {
            throw .noCampaign(name, known: campaigns.map(\.name))
        }
        let steps = campaign.steps.map(\.name)
        guard parts.count == 2 else { throw .message(message, example: "\(name)/\(steps.first ?? "STEP")") }
        guard let sources = sources(campaign: name, step: parts[1], language: language) else {
            let near = Suggestion.nearest(to: parts[1], in: steps).map { "; did you mean '\(name)/\($0)'?" }
            throw .step(message, hint: near ?? "; \(name) has \(steps.joined(separator: ", "))")
        }
        return sources
    }
}
