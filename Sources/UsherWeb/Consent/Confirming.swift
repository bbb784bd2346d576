import UsherCore

/// What the pages of the confirmation link ask of the rest of Usher.
package protocol Confirming: Sendable {
    /// Whose link a token is; nil for whatever is not one of ours, and for somebody who was erased. Reads only.
    func subject(ofConfirmation token: String) async throws -> ConfirmingSubject?
    /// Confirms the sign-up; durable when it returns. A second call changes nothing and answers alike. Nil as above.
    func confirm(_ token: String, from network: ClientNetwork) async throws -> ConfirmingResult?
}

/// Whom a confirmation link belongs to, as far as its pages need it.
package struct ConfirmingSubject: Hashable, Sendable {
    /// The person's, where it is known.
    package let language: String?
    /// The address, mostly hidden.
    package let hint: String

    package init(language: String?, hint: String) {
        self.language = language
        self.hint = hint
    }
}

package enum ConfirmingResult: Hashable, Sendable {
    /// With the promised thing, where there is an address for it.
    case confirmed(ConfirmingSubject, promise: CallToAction?)
    /// The person said no after the sign-up; only a new one counts.
    case saidNoSince(ConfirmingSubject)
    /// It is recorded, and the address gets nothing all the same: it bounced, complained, or the shop says so.
    case suppressed(ConfirmingSubject)
}
