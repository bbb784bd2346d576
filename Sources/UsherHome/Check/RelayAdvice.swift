import UsherCore

/// What a home's owner should know about the relay before going live. Advice: nothing here stops anything.
package enum RelayAdvice {
    /// The fields that a DKIM signature must cover; none without a way to unsubscribe.
    package static func signedFields(_ settings: Settings) -> [String] {
        guard !settings.unsubscribe.isEmpty else { return [] }
        return ["List-Unsubscribe"] + (settings.unsubscribe.publicURL == nil ? [] : ["List-Unsubscribe-Post"])
    }

    /// What the relay does for marketing, and what it cannot.
    ///
    /// | `dkim` | |
    /// | --- | --- |
    /// | not said | the relay must sign both fields, or Usher |
    /// | `relay` | the relay must sign both fields |
    /// | keys | nothing: Usher signs them |
    package static func warnings(_ files: HomeFiles) -> [Problem] {
        let settings = files.settings
        let fields = signedFields(settings)
        guard settings.mode == .live, !fields.isEmpty else { return [] }
        let hasMarketing = files.campaigns.contains(where: \.hasMarketing)
        let missing =
            settings.unsubscribe.publicURL == nil && hasMarketing
            ? "without 'public: { url: URL }' marketing has no one-click unsubscribe (RFC 8058), which large providers ask for"
            : nil
        let signs =
            "the relay must sign \(fields.joined(separator: " and ")) with DKIM, or mailbox providers show no unsubscribe button"
        let sentence: String
        switch (settings.dkim, missing) {
        case (.keys, nil): return []
        case (.keys, let missing?): sentence = missing
        case (.relay, _), (nil, _):
            sentence =
                signs + (missing.map { ", and \($0)" } ?? "")
                + "; usher send-test ADDRESS --direct --message CAMPAIGN/STEP says how to see it"
                + (settings.dkim == nil ? "; or let Usher sign: usher dkim create" : "")
        }
        return [Problem(.warning, file: "config/usher.yaml", sentence)]
    }
}
