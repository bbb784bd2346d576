/// What came along with a sign-up or its confirmation, for the ledger of consents.
package struct ConsentTold: Hashable, Sendable {
    /// What speaks for a confirmation. What a program or a file says is none of these: a program can make anything up.
    package enum Proof: Hashable, Sendable {
        /// Whoever reads the mailbox pressed the button that was mailed for the sign-up of that moment.
        case mailedLink(signedUpAt: Timestamp)
        /// The operator says so, and why.
        case operatorSays(because: String)
    }

    /// The words the person agreed to.
    package var wording: String?
    /// `form free-notebook`, `link`, a command.
    package var source: String
    /// HMAC of the network; 32 octets.
    package var networkHash: [UInt8]?
    /// Nil where only the telling itself speaks for it.
    package var proof: Proof?
    /// Whether a program tells it, which may confirm only what somebody signed up for.
    package var isOfProgram = false
    /// The network that a sign-up came from, as budgets of confirmations count networks. The store keeps only a keyed
    /// hash.
    package var block: String?

    package init(
        wording: String? = nil, source: String, networkHash: [UInt8]? = nil, proof: Proof? = nil, block: String? = nil
    ) {
        self.wording = wording
        self.source = source
        self.networkHash = networkHash
        self.proof = proof
        self.block = block
    }
}
