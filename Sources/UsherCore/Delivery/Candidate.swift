/// A due delivery with everything that decides whether it may go now; read in the transaction that claims it.
package struct Candidate: Sendable {
    package var delivery: DeliveryID
    package var subject: DeliverySubject
    package var kind: MessageKind
    package var due: Timestamp
    package var contact: Contact
    package var standing: Standing
    /// Attempts that counted, so far.
    package var attempts: Int
    /// The moment of the first attempt, from which deadlines run; nil before it.
    package var firstAttemptAt: Timestamp?
    /// Whether an earlier attempt ended in doubt.
    package var inDoubt: Bool
    /// Fixed at the first claim; nil before.
    package var composition: Composition?
    /// The latest answer, for reports.
    package var lastReply: Reply?
    /// The facts for conditions and the ladder; filled only where the claim was asked for them.
    package var facts: Facts

    package init(
        delivery: DeliveryID, subject: DeliverySubject, kind: MessageKind, due: Timestamp, contact: Contact,
        standing: Standing = Standing(), attempts: Int = 0, firstAttemptAt: Timestamp? = nil, inDoubt: Bool = false,
        composition: Composition? = nil, lastReply: Reply? = nil, facts: Facts = .none
    ) {
        self.delivery = delivery
        self.subject = subject
        self.kind = kind
        self.due = due
        self.contact = contact
        self.standing = standing
        self.attempts = attempts
        self.firstAttemptAt = firstAttemptAt
        self.inDoubt = inDoubt
        self.composition = composition
        self.lastReply = lastReply
        self.facts = facts
    }
}

/// The thing that a delivery delivers: a step of an enrollment or a notice, never both.
package enum DeliverySubject: Hashable, Sendable {
    case step(StepID, Enrollment, anchor: Timestamp)
    /// A notice, by its name (`confirm`, `test`, ...) and the key that makes it unique.
    case notice(name: String, key: String)

    package var noticeName: String? {
        if case .notice(let name, _) = self { return name }
        return nil
    }

    package var enrollment: Enrollment? {
        if case .step(_, let enrollment, _) = self { return enrollment }
        return nil
    }
}

/// What a delivery's message is made from, fixed at its first claim: every attempt composes the same bytes from it.
package struct Composition: Hashable, Sendable {
    /// SHA-256 of the message's sources; 32 octets.
    package var revision: RevisionHash
    /// The values that its tags need, as JSON.
    package var inputs: String
    /// The Date header.
    package var composedAt: Timestamp

    package init(revision: RevisionHash, inputs: String, composedAt: Timestamp) {
        self.revision = revision
        self.inputs = inputs
        self.composedAt = composedAt
    }
}

package struct RevisionHash: Hashable, Sendable {
    package let octets: [UInt8]

    package init(octets: [UInt8]) { self.octets = octets }
}
