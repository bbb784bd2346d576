/// What is noted about marketing for whoever is told about: one rule at every door, `enqueue`, `import`, `contact add`,
/// `event`, the API and the dashboard.
///
/// | What is told | Noted, for whoever has no entry in the ledger and has not said no |
/// | --- | --- |
/// | in which words the person agreed: `--consent TEXT`, `consent`, a column of another tool that says yes | agreed, stated by the operator, in these words |
/// | an event that reaches `subscribe`, in whichever words: `journey.yaml` says that it asks for mail | the same |
/// | a sign-up, a confirmation, the event of `soft_opt_in` | what `Story.agree` says |
/// | anything else | nothing: marketing is withheld until somebody agrees |
///
/// A stage that is told is none: where somebody stands does not say what they agreed to.
extension ConsentPolicy {
    /// The consent that is noted with a word about marketing; nil where nothing is noted. `source` is the command or
    /// the token, for the ledger.
    package static func noted(
        wording: String?, asksForMail: Bool = false, source: String, at now: Timestamp
    ) -> Consent? {
        wording != nil || asksForMail ? Consent(stated: wording, source: source, at: now) : nil
    }

    /// Whether `consent` is noted for somebody who stands so.
    package static func takes(_ consent: Consent, _ standing: Standing) -> Bool {
        standing.marketing == nil && !(consent.said.isYes && standing.saysNo)
    }
}
