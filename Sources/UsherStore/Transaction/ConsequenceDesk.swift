import UsherCore

/// Carries out what core says follows from an event or an entry, inside one transaction.
struct ConsequenceDesk {
    private let transaction: Transaction
    private let runs: RunRows
    private let transitions: TransitionRows
    private let rewards: RewardRows
    private let notices: NoticeRows
    private let contacts: ContactRows
    private let returns: ReturnRows

    init(_ transaction: Transaction, _ runs: RunRows, _ contacts: ContactRows) throws(StoreError) {
        self.transaction = transaction
        self.runs = runs
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
        var claims: Set<CampaignID> = []
        for consequence in consequences {
            switch consequence {
            case .countsAs: break  // The event has the name already.
            case .move(let transition):
                try transitions.add(transition, event: event?.id)
                if transition.contact == contact.id { contact.stage = transition.to }
                if let campaign = transition.cause.campaign { claims.insert(campaign) }
            case .end(let run, let reason):
                let ended = try runs.end(
                    run, reason: reason, by: event?.id, closing: .cancelled,
                    because: reason.closing)
                if let ended, reason == .goalReached, !ended.wasHeldOut { claims.insert(ended.campaign) }
            case .enroll(let campaign, let key, let data, let start):
                try enroll(contact.id, campaign, key, data, start)
            case .refer(let promoter):
                try rewards.refer(contact.id, by: promoter, event: try number(of: event?.id))
            case .earn(let earning): try rewards.earn(earning, event: try number(of: event?.id))
            case .revoke(let reason, let sources):
                try rewards.revoke(
                    for: contact.id, earnedBy: sources, because: reason, event: try number(of: event?.id),
                    at: event?.at ?? transaction.now)
            case .agree(let consent): try contacts.record(consent, of: contact.id)
            case .lift(let suppression):
                _ = try contacts.suppressions.lift(
                    suppression, by: Suppression.liftedBySignUp, note: "the person signed up again, and confirmed it")
            case .takeBack(let events): try returns.takeBack(events, by: try number(of: event?.id))
            case .notify(let notice): _ = try notices.add(notice)
            }
        }
        guard let event, let value = event.value else { return }
        for campaign in claims { transaction.take(value, for: campaign, at: event.at) }
    }

    private func enroll(
        _ contact: ContactID, _ campaign: CampaignID, _ key: String, _ data: [String: String],
        _ start: Consequence.Start
    ) throws(StoreError) {
        switch start {
        case .now(let first): _ = try runs.begin(contact, campaign, key: key, data: data, first: first)
        case .whenFree: _ = try runs.wait(contact, campaign, key: key, data: data)
        case .heldOut: _ = try runs.holdOut(contact, campaign, key: key, data: data)
        }
    }

    private func number(of event: EventID?) throws(StoreError) -> EventID {
        guard let event else { throw .defect("a reward or a refund without an event") }
        return event
    }
}
