/// The standing of an address now: what it has agreed to, and what forbids mailing it.
package struct Standing: Hashable, Sendable {
    /// The word about marketing that counts (`ConsentPolicy`), from the entry of the ledger; nil when there is none.
    package var marketing: Consent.Said?
    /// The basis of that word; nil where none was kept, which counts as the operator's word.
    package var basis: String?
    /// The moment at which that was said.
    package var saidAt: Timestamp?
    /// The suppressions in force, newest first.
    package var suppressions: [Suppression]
    /// The moment at which the contact was last sent marketing that counts towards the cap.
    package var lastMarketingAt: Timestamp?

    package init(
        marketing: Consent.Said? = nil, suppressions: [Suppression] = [], lastMarketingAt: Timestamp? = nil,
        basis: String? = nil, saidAt: Timestamp? = nil
    ) {
        self.marketing = marketing
        self.basis = basis
        self.saidAt = saidAt
        self.suppressions = suppressions
        self.lastMarketingAt = lastMarketingAt
    }
}
