/// What core decided about an event.
package enum EventDecision: Hashable, Sendable {
    /// Recorded, with all of this, in one transaction and in this order.
    case record([Consequence])
    /// The same name, key and content were recorded before: nothing is added.
    case already
    case refuse(EventRefusal)
}

/// One thing that follows from an event.
package enum Consequence: Hashable, Sendable {
    /// The event is recorded under this other name: the contact did the like before (`Journey.repeated`). Always the
    /// first.
    case countsAs(String)
    /// The contact's stage changes. May name another contact than the event's: the promoter.
    case move(Transition)
    /// An enrollment ends. One that is held out stays so, and keeps the reason: its goal was reached without an e-mail.
    case end(EnrollmentID, Enrollment.EndReason)
    /// An enrollment begins, waits for its turn, or is held out. `ofOrder`: `Enrollment.isOfOrder`.
    case enroll(CampaignID, key: String, data: [String: String], Start, ofOrder: Bool = false)
    /// The promoter brought this contact.
    case refer(promoter: ContactID)
    /// The promoter earned this; payable when the hold period is over.
    case earn(Earning)
    /// Something was said about marketing, for the contact's ledger.
    case agree(Consent)
    /// A suppression is lifted by a confirmed sign-up, or by the operator.
    case lift(SuppressionID, Lifting)
    /// What was earned for this contact, by these events or (nil) by any, is taken back where it is on hold: a refund.
    case revoke(reason: String, events: [EventID]? = nil)
    /// This was given back of purchases: no campaign has its money any more.
    case takeBack([Purchases.Taken])
    /// Somebody is told, by a message of its own: the shop, or who signed up.
    case notify(NoticeRequest)
    /// The confirmation of a sign-up is not made, because its mailbox had its share; that is counted here.
    case leaveOut(ConfirmationBudget.Slot)

    /// Who lifts a suppression.
    package enum Lifting: Hashable, Sendable {
        /// The person, who signed up again and pressed the mailed button.
        case signUp
        case operatorSays(because: String)
    }

    package enum Start: Hashable, Sendable {
        case now(PlannedStep)
        /// Another stage-moving enrollment has the contact.
        case whenFree
        case heldOut
    }
}

/// An entry of the promoters' ledger.
package struct Earning: Hashable, Sendable {
    package var promoter: ContactID
    /// Whose purchase it was.
    package var friend: ContactID
    package var amount: Money
    /// The rule of `config/rewards.yaml`, by name.
    package var rule: String
    package var payableAt: Timestamp
    /// The rule is about the friend's first such event: it earns once, whichever turns out to be the first.
    package var isOnce: Bool

    package init(
        promoter: ContactID, friend: ContactID, amount: Money, rule: String, payableAt: Timestamp, isOnce: Bool = false
    ) {
        self.isOnce = isOnce
        self.promoter = promoter
        self.friend = friend
        self.amount = amount
        self.rule = rule
        self.payableAt = payableAt
    }
}

/// Why an event is not recorded.
package enum EventRefusal: Hashable, Sendable {
    case unknownEvent(String, hint: String)
    case unknownCampaign(String, hint: String)
    case unknownCode(String)
    case unknownContact
    case fromTheFuture(Timestamp)
    /// Before 1990: a program that knows no time says 1970.
    case tooLongAgo(Timestamp)
    /// The same name and key were recorded with another content.
    case conflictingKey
    case selfReferral
    case negativeMoney
    /// A refund of this amount, of what was paid in these currencies.
    case otherCurrency(Money, paid: [String])
    /// A confirmation of a sign-up that is older than a no.
    case saidNoSince
    /// A confirmation of somebody who said no, without anything that speaks for it (`ConsentTold.Proof`).
    case saidNo
    /// A program's confirmation of somebody who never signed up.
    case noSignUp
    /// The person, or the friend, was erased, and did not sign up again.
    case erased
    /// It happened before the person, or the friend, was erased.
    case beforeErasure
    /// A review's score that is no number.
    case badScore(String)
    case unknownProduct(String, hint: String)
}
