/// What came along with a sign-up or its confirmation, for the ledger of consents.
package struct ConsentTold: Hashable, Sendable {
    /// The words the person agreed to.
    package var wording: String?
    /// `form free-notebook`, `link`, a command.
    package var source: String
    /// HMAC of the network; 32 octets.
    package var networkHash: [UInt8]?
    /// Of a confirmation: when the sign-up was that it confirms. What was said no to after that stays so. Nil: the event's own time.
    package var signedUpAt: Timestamp?

    package init(
        wording: String? = nil, source: String, networkHash: [UInt8]? = nil, signedUpAt: Timestamp? = nil
    ) {
        self.wording = wording
        self.source = source
        self.networkHash = networkHash
        self.signedUpAt = signedUpAt
    }
}
