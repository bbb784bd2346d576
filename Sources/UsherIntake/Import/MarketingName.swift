/// Names of columns that sound as if they said something of marketing: such a column is never left out unasked.
enum MarketingName {
    private static let noes = [
        "unsub", "opted out", "optout", "opt-out", "opt_out", "opt out", "bounce", "spam", "block", "suppress",
        "blacklist", "abgemeld", "abmeld", "gesperrt", "desabonn", "désabonn",
    ]
    private static let words = [
        "consent", "subscri", "optin", "opt-in", "opt_in", "opt in", "opted", "marketing", "newsletter", "permission",
        "einwillig", "werbung",
    ]

    /// What `--map` would call the column, by its name in lower case; nil for a name that says nothing of the kind.
    static func meaning(_ lower: String) -> String? {
        if noes.contains(where: lower.contains) { return "unsubscribed" }
        return words.contains(where: lower.contains) ? "agreed" : nil
    }
}
