import UsherCore

/// Carries out what core says follows from an event or an entry, inside one transaction.
struct ConsequenceDesk {
    private let transaction: Transaction
    private let enrollments: EnrollmentRows
    private let transitions: TransitionRows
    private let rewards: RewardRows
    private let notices: NoticeRows
    private let contacts: ContactRows
    private let returns: ReturnRows

    init(_ transaction: Transaction, _ enrollments: EnrollmentRows, _ contacts: ContactRows) throws(StoreError) {
        self.transaction = transaction
        self.enrollments = enrollments
        transitions = try TransitionRows(transaction)
        rewards = RewardRows(transaction)
        notices = NoticeRows(transaction, contacts)
        returns = ReturnRows(transaction)
        self.contacts = contacts
    }

    /// In order. `contact` is whose event or entry it is: afterwards it stands where the moves took it.
    func carryOut(
        _ consequences: [Consequence], of contact: inout Contact, event: (id: EventID, value: Money?, at: Timestamp)?
    ) throws(StoreError) {
        for consequence in consequences {
            switch consequence {
            case .countsAs: break  // The event has the name already.
            case .move(let transition):
                try transitions.add(transition, event: event?.id)
                if transition.contact == contact.id { contact.stage = transition.to }
            case .end(let enrollment, let reason):
                _ = try enrollments.end(
                    enrollment, reason: reason, by: event?.id, closing: .cancelled,
                    because: .enrollmentEnded(reason))
            case .enroll(let campaign, let key, let data, let start, let ofOrder):
                let origin = event.map { NewEnrollment.Origin(event: $0.id, at: min($0.at, transaction.now)) }
                let enrollment = NewEnrollment(
                    campaign: campaign, key: key, data: data, isOfOrder: ofOrder, origin: origin)
                try enroll(contact.id, enrollment, start)
            case .refer(let promoter):
                try rewards.refer(contact.id, by: promoter, event: try number(of: event?.id))
            case .earn(let earning): try rewards.earn(earning, event: try number(of: event?.id))
            case .revoke(let reason, let sources):
                try rewards.revoke(
                    for: contact.id, earnedBy: sources, because: reason, event: try number(of: event?.id),
                    at: event?.at ?? transaction.now)
            case .agree(let consent): try contacts.record(consent, of: contact.id)
            case .lift(let suppression, .signUp):
                _ = try contacts.suppressions.lift(
                    suppression, by: Suppression.liftedBySignUp, note: .signedUpAgain)
            case .lift(let suppression, .operatorSays(let reason)):
                _ = try contacts.suppressions.lift(suppression, by: "operator", note: .said(reason))
            case .takeBack(let events): try returns.takeBack(events, by: try number(of: event?.id))
            case .notify(let notice): _ = try notices.add(notice)
            case .leaveOut(let slot): try ConfirmationSlots(transaction, contacts.suppressions).spend([slot])
            }
        }
        guard let event, let value = event.value else { return }
        for campaign in try returns.claiming(event.id) { transaction.take(value, for: campaign, at: event.at) }
    }

    private func enroll(
        _ contact: ContactID, _ enrollment: NewEnrollment, _ start: Consequence.Start
    ) throws(StoreError) {
        switch start {
        case .now(let first): _ = try enrollments.begin(contact, enrollment, first: first)
        case .whenFree: _ = try enrollments.wait(contact, enrollment)
        case .heldOut: _ = try enrollments.holdOut(contact, enrollment)
        }
    }

    private func number(of event: EventID?) throws(StoreError) -> EventID {
        guard let event else { throw .defect("a reward or a refund without an event") }
        return event
    }
}
