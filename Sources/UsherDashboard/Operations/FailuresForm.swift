/// The form that has all sent again that failed since a moment: `usher queue retry --failed --since`.
package struct FailuresForm: Hashable, Sendable {
    /// A moment, or how long ago, as somebody typed it.
    package let since: String
    package let campaign: String?
    /// Whether it is done; else it is only said what would be done.
    package let yes: Bool

    package init(since: String, campaign: String?, yes: Bool) {
        self.since = since
        self.campaign = campaign
        self.yes = yes
    }

    /// Reads a form; nil for one that no page of ours makes.
    init?(_ form: [String: String]) {
        guard let since = form["since"], !since.isEmpty, since.utf8.count <= 40, let campaign = form["campaign"],
            [nil, "1"].contains(form["yes"])
        else { return nil }
        self.init(since: since, campaign: campaign.isEmpty ? nil : campaign, yes: form["yes"] == "1")
    }
}

/// The answer to such a form, in the words of the command.
package struct FailuresSaid: Hashable, Sendable {
    let sentences: [String]
    /// Whether something was done, or would be.
    let isSomething: Bool
    /// The moment that `since` means, in a form that means the same later; nil where it means nothing.
    let since: String?

    package init(_ sentences: [String], isSomething: Bool, since: String?) {
        self.sentences = sentences
        self.isSomething = isSomething
        self.since = since
    }
}
