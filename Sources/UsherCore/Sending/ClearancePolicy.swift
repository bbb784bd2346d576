/// May a due delivery go now?
///
/// The first row that fits decides:
///
/// | What is so | Answer | The enrollment |
/// | --- | --- | --- |
/// | its enrollment has ended, and not by its last step | closed as cancelled | stays ended |
/// | never tried: the plan knows neither its campaign nor its step, nor ever did | moved by five seconds | |
/// | its kind is another stream's by now (`MailStream`) | queued as that | |
/// | a suppression of everything | closed as withheld | ends: suppressed |
/// | another suppression forbids this kind, here | closed as withheld | ends: suppressed; one of an order: `OrderMail` |
/// | marketing, and the word that counts is unsubscribed or complained | closed as withheld | the same |
/// | marketing, and there is no yes that counts (`ConsentPolicy`) | closed as withheld | next step |
/// | never tried: the campaign is gone from the files | closed as skipped | ends: removed |
/// | never tried: the step is gone from the files | closed as skipped | next step |
/// | tried, in doubt, with `on_doubt: hold` | held | |
/// | tried, and past the deadline | closed as failed | next step |
/// | its stream's relay or the campaign is paused; a breaker's pause is of the campaign's marketing | parked | |
/// | the recipient's domain is paused for its stream | moved to the pause's end; parked when it has none | |
/// | never tried: the condition is not met | closed as skipped | next step |
/// | never tried: today's files and contact ask for a later time | moved there | |
/// | tried, marketing: cap or window say later | moved there | |
/// | never attempted, marketing, and the day of the warm-up is used up | parked | |
/// | a limit is used up | moved to its own slot | |
/// | else | goes | |
///
/// *Tried* means that it has a composition, as every notice has: edits reach a delivery until its first attempt, and
/// never after. A retry counts no wait anew, but a no, a pause, the cap and the window hold for it as well; the window
/// gives way where it would open only after the deadline, because late at night is better than never. Transactional
/// steps keep neither cap nor window.
///
/// A plan's catalog has every name that was known when the plan was made. What is missing from it is newer: a command
/// has read edited files that the daemon has not taken up yet, and who entered by them waits for that.
package enum ClearancePolicy {
    /// `compose` fixes what the message is made from; it is asked only for a delivery that goes and was never tried,
    /// with the step as it stands in today's files (nil for a notice). `pacer` counts what goes, and `stream` is what
    /// it goes through.
    package static func decide(
        _ candidate: Candidate, pauses: [Pause], plan: Plan, now: Timestamp, pacer: inout Pacer, facts: Facts = .none,
        stream: MailStream = .all, compose: (Candidate, Step?) -> Composition
    ) -> Clearance {
        var place: Plan.Position?
        if case .step(let id, let enrollment, _) = candidate.subject {
            if enrollment.isCutShort {
                return .close(.cancelled, reason: .enrollmentEnded(enrollment.endReason), .stay)
            }
            place = plan.place(id)
            if place == nil, candidate.composition == nil, plan.isOlder(than: id, of: enrollment.campaign) {
                return .move(now.adding(seconds: 5))
            }
        }
        let kind = kind(of: candidate, place?.step)
        if let own = stream.kind, own != kind { return .change(kind) }
        if let no = refusal(of: candidate, kind: kind, plan: plan, now: now) { return no }
        let obstacle =
            candidate.composition == nil
            ? obstacleToFirst(candidate, place, kind, stream, pauses, plan, facts, now)
            : obstacleToRetry(candidate, place, kind, stream, pauses, plan, now)
        if let obstacle { return obstacle }
        let isFirstAttempt = candidate.attempts == 0
        if isFirstAttempt, kind == .marketing, pacer.warmUp?.room == 0 { return .park(.warmUp) }
        if let slot = pacer.slot(domain: candidate.contact.address.domain, kind: kind, now: now) { return .move(slot) }
        if isFirstAttempt { pacer.warmUp?.gone += 1 }
        return .send(
            candidate.composition ?? compose(candidate, place?.step), kind: kind == candidate.kind ? nil : kind)
    }

    /// The answer that keeps a delivery from going that was never tried; nil when nothing does.
    private static func obstacleToFirst(
        _ candidate: Candidate, _ place: Plan.Position?, _ kind: MessageKind, _ stream: MailStream, _ pauses: [Pause],
        _ plan: Plan, _ facts: Facts, _ now: Timestamp
    ) -> Clearance? {
        guard case .step(_, let enrollment, let anchor) = candidate.subject else {
            return pause(of: candidate, kind: kind, stream, pauses, plan, now)
        }
        guard plan.campaigns[enrollment.campaign] != nil else {
            return .close(.skipped, reason: .campaignGone, .end(.removed))
        }
        guard let place else { return close(.skipped, .stepGone, candidate, plan, now) }
        if let pause = pause(of: candidate, kind: kind, stream, pauses, plan, now) { return pause }
        let contact = candidate.contact
        let settings = plan.settings
        if let condition = place.step.onlyIf,
            !condition.holds(for: contact, facts: facts, attributes: settings.attributes, now: now)
        {
            return close(.skipped, .conditionNotMet, candidate, plan, now)
        }
        let due = Schedule.due(
            place.step, isFirst: place.index == 0, anchor: anchor, clock: settings.clock(of: contact.zone),
            settings: settings, lastMarketingAt: candidate.standing.lastMarketingAt, now: now)
        return due > now ? .move(due) : nil
    }

    /// The answer that keeps a delivery from going that was tried, or a notice; nil when nothing does.
    private static func obstacleToRetry(
        _ candidate: Candidate, _ place: Plan.Position?, _ kind: MessageKind, _ stream: MailStream, _ pauses: [Pause],
        _ plan: Plan, _ now: Timestamp
    ) -> Clearance? {
        if candidate.inDoubt, plan.settings.onDoubt == .hold { return .hold }
        if let late = pastDeadline(candidate, plan, now) { return late }
        if let pause = pause(of: candidate, kind: kind, stream, pauses, plan, now) { return pause }
        return retrySlot(candidate, place, plan, now).map(Clearance.move)
    }

    /// The kind of a message: until the first attempt what today's files say, after it what was sent then.
    static func kind(of candidate: Candidate, _ step: Step?) -> MessageKind {
        candidate.composition == nil ? step?.kind ?? candidate.kind : candidate.kind
    }

    private static func close(
        _ state: DeliveryState, _ reason: DeliveryReason, _ candidate: Candidate, _ plan: Plan, _ now: Timestamp
    ) -> Clearance {
        .close(state, reason: reason, Progress.after(candidate, settled: state, plan: plan, now: now))
    }

    private static func refusal(
        of candidate: Candidate, kind: MessageKind, plan: Plan, now: Timestamp
    ) -> Clearance? {
        let enrollment = candidate.subject.enrollment
        guard
            let no = no(
                to: kind, campaign: enrollment?.campaign, notice: candidate.subject.noticeName,
                standing: candidate.standing, settings: plan.settings.consent, now: now)
        else { return nil }
        let advance: Advance =
            switch no.enrollment {
            case .goesOn: Progress.after(candidate, settled: .withheld, plan: plan, now: now)
            case .livesForOrder: OrderMail.after(candidate, plan: plan, now: now)
            case .ends: enrollment == nil ? .stay : .end(.suppressed)
            }
        return .close(.withheld, reason: no.reason, advance)
    }

    /// The consequence for an enrollment one of whose messages is withheld.
    package enum Aftermath: Hashable, Sendable {
        case goesOn
        /// It goes on as long as it is of an order and has transactional steps to come (`OrderMail`).
        case livesForOrder
        case ends
    }

    /// Why a message of `kind` would be withheld at `now`, and what becomes of its enrollment; nil when nothing forbids
    /// it. `campaign` is nil for a notice, `notice` its name.
    package static func no(
        to kind: MessageKind, campaign: CampaignID?, notice: String? = nil, standing: Standing,
        settings: ConsentSettings, now: Timestamp
    ) -> (reason: DeliveryReason, enrollment: Aftermath)? {
        let forbidding = standing.suppressions.filter {
            $0.forbids(kind, campaign: campaign, notice: notice, now: now)
        }
        if let suppression = forbidding.first(where: { $0.scope == .everything }) ?? forbidding.first {
            return (.suppressed(suppression.reason), suppression.scope == .everything ? .ends : .livesForOrder)
        }
        guard kind == .marketing else { return nil }
        let answer = ConsentPolicy.answer(standing, settings: settings)
        guard let reason = DeliveryReason(answer) else { return nil }
        if case .no = answer { return (reason, .livesForOrder) }
        return (reason, .goesOn)
    }
}
