import UsherCore

/// What the unsubscribe routes ask of the rest of Usher.
package protocol Unsubscribing: Sendable {
    /// Whose link a token is; nil for whatever is not one of ours. Reads only. A token is good for ever: one of somebody
    /// who was erased is about who has the address now, or has a subject that says nothing. Throws `Refusal.nobodys` where it is not known whose it is.
    func subject(of token: String) async throws -> UnsubscribingSubject?

    /// Carries a choice out. When it returns, what it says is on disk, and nothing of that kind starts any more. A second call changes nothing. Nil for
    /// whatever is not a token of ours. Throws `Refusal.nobodys` where nothing could be recorded.
    ///
    /// - Parameter basis: for the ledger: `one-click`, `unsubscribe page`.
    func unsubscribe(_ token: String, _ choice: UnsubscribingChoice, basis: String) async throws -> UnsubscribingResult?
}

/// How much less.
package enum UnsubscribingChoice: String, CaseIterable, Hashable, Sendable {
    /// No marketing any more.
    case all
    /// Nothing of the campaign whose e-mail had the link; all marketing where that is not known any more.
    case campaign
    /// No marketing for a month.
    case pause
}

/// What holds now.
package enum UnsubscribingOutcome: Hashable, Sendable {
    case all
    /// With its title.
    case campaign(String)
    /// With the last day, `2026-12-22`.
    case pause(String)
}

/// What came of a choice, and for whom.
package struct UnsubscribingResult: Hashable, Sendable {
    package let outcome: UnsubscribingOutcome
    package let subject: UnsubscribingSubject

    package init(_ outcome: UnsubscribingOutcome, for subject: UnsubscribingSubject) {
        self.outcome = outcome
        self.subject = subject
    }
}
