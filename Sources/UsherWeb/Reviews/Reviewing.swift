import UsherCore

/// What the review page asks of the rest of Usher.
package protocol Reviewing: Sendable {
    /// Nil for a token that is not one of ours, or whose campaign is gone. Reads only.
    func invitation(_ token: String) async throws -> ReviewInvitation?
    /// Durable when it returns; a second call for the same token changes nothing and says what was taken first. Nil as above.
    func take(_ review: ReviewForm, token: String) async throws -> ReviewReceipt?
}

/// Who is asked, as far as the page needs it. No address.
package struct ReviewInvitation: Hashable, Sendable {
    /// The person's, where it is known.
    package let language: String?
    /// What it is about, where that is known.
    package let product: String?

    package init(language: String? = nil, product: String? = nil) {
        self.language = language
        self.product = product
    }
}

/// What somebody thinks.
package struct ReviewForm: Hashable, Sendable {
    package static let scores = 1...10
    /// Characters, as the page's `maxlength` counts them: UTF-16 units, a line end being one.
    package static let longestText = 1000

    /// One of `scores`.
    package let score: Int
    /// Nil when nothing was written.
    package let text: String?
    /// Whether the shop may show it, as the person said.
    package let mayBeShown: Bool

    package init(score: Int, text: String? = nil, mayBeShown: Bool = false) {
        self.score = score
        self.text = text
        self.mayBeShown = mayBeShown
    }
}

/// What was taken.
package struct ReviewReceipt: Hashable, Sendable {
    package let language: String?
    package let score: Int
    /// It goes to a human, and the person is not asked to say it to everybody.
    package let isLow: Bool
    /// Where to say it to everybody.
    package let invitation: CallToAction?

    package init(language: String? = nil, score: Int, isLow: Bool, invitation: CallToAction? = nil) {
        self.language = language
        self.score = score
        self.isLow = isLow
        self.invitation = invitation
    }
}
