/// What an event says about marketing.
///
/// | The event | What is recorded | And |
/// | --- | --- | --- |
/// | `consent.sign_up` | agreed, sign-up | the notice `confirm` is mailed, where double opt-in is on and `ConfirmationLimit` allows it, when its `ConfirmationBudget`s have room; left out where they never have |
/// | `consent.confirmed`, by the mailed button | confirmed, double opt-in | what a sign-up lifts is lifted, unless it is younger than the sign-up |
/// | `consent.confirmed`, by the operator with a reason | confirmed, stated by the operator | what a sign-up lifts is lifted |
/// | `consent.confirmed`, told only | confirmed, stated by the operator | nothing is lifted: whoever said no was refused before |
/// | `consent.soft_opt_in` | agreed, soft opt-in | only where no stronger word counts yet |
extension Story {
    /// `told` is the event's name as it was told: a second purchase is one as well. `notice` makes the message of a
    /// notice; nil sends none.
    mutating func agree(told: String, notice: (String, Event, Contact) -> NoticeRequest?) {
        let settings = plan.settings.consent
        switch told {
        case settings.confirmedEvent: confirm()
        case settings.signUpEvent:
            say(.agreed, Consent.signUp)
            // Whoever said no since is asked nothing by an old sign-up that is told now.
            guard settings.doubleOptIn, now.since(reading.at) <= EventPolicy.freshness,
                !facts.standing.saidNo(after: reading.at),
                ConfirmationLimit.allows(after: facts.confirmationsAt, now: now),
                var message = notice(ConfirmationLimit.notice, request.event, facts.contact)
            else { return }
            guard let turn = ConfirmationBudget.next(request.budgets, spent: facts.spent, now: now) else {
                let leftOut = ConfirmationBudget.leftOut
                consequences.append(
                    .leaveOut(ConfirmationBudget.Slot(budget: leftOut, number: leftOut.slot(at: now))))
                return
            }
            message.due = max(message.due, turn.due)
            message.spends = turn.slots
            consequences.append(.notify(message))
        case let name where name == settings.softOptIn:
            let bought = Consent(
                kind: .marketing, said: .agreed, basis: Consent.softOptIn, source: "", at: reading.at)
            if ConsentPolicy.counts(bought, insteadOf: facts.standing.counted) { say(.agreed, Consent.softOptIn) }
        default: break
        }
    }

    private mutating func confirm() {
        switch request.consent?.proof {
        case .mailedLink(let signedUpAt):
            say(.confirmed, Consent.doubleOptIn)
            lift(.signUp) { $0.at <= signedUpAt }
        case .operatorSays(let reason):
            say(.confirmed, Consent.stated, otherwise: reason)
            lift(.operatorSays(because: reason)) { _ in true }
        case nil: say(.confirmed, Consent.stated)
        }
    }

    private mutating func lift(_ who: Consequence.Lifting, where isMeant: (Suppression) -> Bool) {
        let lifted = facts.standing.suppressions.filter { $0.reason.isLiftedBySignUp && isMeant($0) }.map(\.id)
        consequences += lifted.map { .lift($0, who) }
        facts.standing.suppressions.removeAll { lifted.contains($0.id) }
    }

    /// `otherwise`: the words for the ledger where the person's own are not known.
    private mutating func say(_ said: Consent.Said, _ basis: String, otherwise: String? = nil) {
        let told = request.consent
        let consent = Consent(
            kind: .marketing, said: said, basis: basis, wording: told?.wording ?? otherwise,
            source: told?.source ?? "event \(request.event.name)", at: reading.at, networkHash: told?.networkHash)
        consequences.append(.agree(consent))
        guard ConsentPolicy.counts(consent, insteadOf: facts.standing.counted) else { return }
        facts.standing.marketing = said
        facts.standing.basis = basis
        facts.standing.saidAt = consent.at
    }
}

extension Standing {
    /// The entry that counts, as far as it is known here.
    var counted: Consent? {
        marketing.map {
            Consent(
                kind: .marketing, said: $0, basis: basis ?? Consent.stated, source: "",
                at: saidAt ?? Timestamp(milliseconds: .min))
        }
    }
}
