/// What an event means: whether it is recorded, and everything that follows from it.
///
/// Refused, or known already; the first row that fits:
///
/// | What is so | Answer |
/// | --- | --- |
/// | the same name and key were recorded, with the same value, product and data, of the same person | already |
/// | the same name and key were recorded otherwise | refused: conflicting key |
/// | `journey.yaml` does not know the event | refused, with the nearest name |
/// | it is told for later than five minutes from now (less is a clock that is wrong, and counts as now), or for before 1990 | refused |
/// | its value is negative | refused |
/// | it is a review, with a score that is no number | refused |
/// | it is a refund of an amount in another currency than what it is of was paid in | refused; nothing follows from it where it was told before its purchase |
/// | it names a product, there is a ladder, and the product is not on it | refused, with the nearest name |
/// | it names a campaign that the files do not have | refused, with the nearest name |
/// | it came with a code that nobody has | refused |
/// | the person, or the friend named by `by`, is unknown and `journey.yaml` adds nobody | refused |
/// | the promoter is the person | refused: self-referral |
/// | it confirms a sign-up that is older than a no | refused: said no since |
/// | it is a confirmation of somebody who said no, and neither the mailed button nor the operator's reason speaks for it | refused: said no, or erased |
/// | it is a program's confirmation of somebody who never signed up | refused: no sign-up |
///
/// Recorded, with these consequences, in this order:
///
/// | Consequence | When |
/// | --- | --- |
/// | counts as | the contact did the like before, and `journey.yaml` says what it is `again` (`Journey.repeated`); all below is about that event |
/// | agree, lift, notify | it is a sign-up, a confirmation, or a purchase that counts as consent (`Story.agree`) |
/// | move | the event reaches a stage beyond the contact's (`Attribution` says who claims it); the promoter whom it names reaches `promote` |
/// | end | its goal was reached; a stop; a move that left it behind: it waits for a stage that is past, or the contact is where it was to bring it |
/// | enroll | a campaign starts on it, and the person may enter (`AdmissionPolicy`, without a word when not); `Holdout` and `Arbiter` say how |
/// | refer | it names a promoter, and nobody brought the contact before |
/// | earn | a rule of `rewards.yaml` is about it, and somebody brought the contact (`Earnings`) |
/// | revoke | it takes back what was earned for the contact by the same order (`Purchases`), as long as that is on hold |
/// | take back | it is a refund (`means: refund`) of something that the contact still has (`Purchases`): what it was worth is no campaign's money any more |
/// | notify | `journey.yaml` names a notice for it, and it is no older than 7 days |
///
/// An event with a low score is taken for the one that `journey.yaml` says (`Journey.counted`), which is done once, at
/// the door of intake, so that what is recorded reads alike.
///
/// A late event counts when it happened, as if everything had been told in the order of happening: where later ones
/// were told already, the store tells them once more after it (`EventFacts.toldAt`), as far as nothing was sent. It
/// moves nobody back, and one that is older than 7 days (`within` of `starts_on`, where given) starts no campaign:
/// telling Usher last year's orders mails nobody. An enrollment begins when Usher is told. Its key is the event's (or
/// what its data has under the campaign's `key`) where each key is an enrollment, else empty. A move is dated when the
/// event happened, not before the move before it.
package enum EventPolicy {
    /// How far a sender's clock may be ahead.
    static let tolerance: Int64 = 300_000
    /// 1990-01-01, before which nothing happened that anybody tells Usher.
    static let earliest = Timestamp(milliseconds: 631_152_000_000)
    /// How old an event may be that starts a campaign.
    static let freshness: Int64 = 7 * 86_400_000

    /// `notice` makes the message of a notice; nil sends none.
    package static func decide(
        _ request: EventRequest, facts: EventFacts, plan: Plan, now: Timestamp,
        notice: (String, Event, Contact) -> NoticeRequest? = { _, _, _ in nil }
    ) -> EventDecision {
        let now = facts.toldAt ?? now
        var request = plan.counted(request)
        if let known = facts.known {
            let isSame =
                known.value == request.event.value && known.product == request.event.product
                && known.data == request.event.data && (facts.knownContact ?? facts.contact.id) == facts.contact.id
            return isSame ? .already : .refuse(.conflictingKey)
        }
        if let no = refusal(of: request, facts: facts, plan: plan, now: now) { return .refuse(no) }
        if let paid = otherCurrencies(than: request.event, facts, plan, now: now), let amount = request.event.value {
            // Its purchase was told after it: it is on record, and nothing follows.
            return facts.toldAt == nil ? .refuse(.otherCurrency(amount, paid: paid)) : .record([])
        }
        let told = request.event.name
        let repeated = plan.journey.repeated(request.event, after: facts.deeds)
        if let repeated { request.event.name = repeated }
        var story = Story(request, facts: facts, plan: plan, now: now)
        if let repeated { story.consequences.append(.countsAs(repeated)) }
        story.agree(told: told, notice: notice)
        story.move()
        story.end()
        story.enroll()
        story.refer()
        story.takeBack()
        if now.since(story.reading.at) <= freshness, let name = plan.journey.events[request.event.name]?.notice,
            let message = notice(name, request.event, facts.contact)
        {
            story.consequences.append(.notify(message))
        }
        return .record(story.consequences)
    }
}
