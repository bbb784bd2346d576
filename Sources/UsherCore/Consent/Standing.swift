/// What an address has agreed to and what forbids mailing it, now.
package struct Standing: Hashable, Sendable {
    /// What the entry of the marketing ledger says that counts (`ConsentPolicy`); nil when there is none.
    package var marketing: Consent.Said?
    /// Of that entry; nil where none was kept, which counts as the operator's word.
    package var basis: String?
    /// When that was said.
    package var saidAt: Timestamp?
    /// Those in force, newest first.
    package var suppressions: [Suppression]
    /// When the contact was last sent marketing that counts towards the cap.
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
