/// Whether a person may enter a campaign, and when the first e-mail is due.
///
/// The first row that fits decides:
///
/// | What is so | Answer |
/// | --- | --- |
/// | the campaign is not in the files, or has no steps | refused: no steps |
/// | an enrollment with the same key, and no `re_entry: after` that has passed since | already: nothing is added |
/// | suppressions forbid every step | refused: suppressed |
/// | the person said no to marketing, and every step is marketing | refused: said no |
/// | `re_entry: never` or `after`, and an enrollment with another key goes on | refused: running |
/// | `re_entry: never`, and there was an enrollment | refused: re-entry |
/// | `re_entry: after`, and the time since the last enrollment's end has not passed | refused: re-entry, until then |
/// | the contact has a stage, and it is not the campaign's `from` | refused: stage |
/// | the campaign has a `holdout`, and this enrollment is among it (`Holdout`) | held out |
/// | another campaign moves the contact now | as `Arbiter` rules: waits, or enters after the other ends as replaced |
/// | else | enters |
///
/// That nothing was ever said about marketing refuses nobody here: each marketing step looks for a yes when it is due,
/// and `ConsentPolicy.noted` says what an entry notes. The wait of the first step begins now, or at `notBefore` when
/// that is later. A contact without a stage takes the campaign's `from` first, cause: entered. An enrollment that is
/// held out counts as going on until its last e-mail would have gone.
package enum AdmissionPolicy {
    /// A request without a campaign is none of this policy's business and is refused as one without steps.
    package static func decide(_ request: EntryRequest, facts: EntryFacts, plan: Plan, now: Timestamp) -> Admission {
        guard let id = request.campaign, let campaign = plan.campaigns[id] else { return .refuse(.noSteps) }
        let contact = facts.contact
        let eligibility = Eligibility.of(
            id, key: request.key, contact: contact, enrollments: facts.enrollments, standing: facts.standing,
            plan: plan,
            anchor: max(now, request.notBefore ?? now), now: now)
        guard case .may(let first) = eligibility else {
            if case .refuse(let no) = eligibility { return .refuse(no) }
            return .already
        }
        var before: [Consequence] = []
        if contact.stage == nil, let from = campaign.moves.from {
            before.append(.move(Transition(contact: contact.id, from: nil, to: from, at: now, cause: .entered(id))))
        }
        let key = Enrollment.freeKey(request.key, enrollments: facts.enrollments)
        if Holdout.holdsOut(contact: contact.id, campaign: id, key: key, percent: campaign.holdout) {
            return after(before, [:], .heldOut)
        }
        let known = Set(facts.enrollments.map(\.id))
        let enrollments = facts.enrollments + facts.allEnrollments.filter { !known.contains($0.id) }
        switch Arbiter.rule(id, stage: contact.stage ?? campaign.moves.from, enrollments: enrollments, plan: plan) {
        case .refuse(let no): return .refuse(no)
        case .wait(let other): return after(before, [:], .wait(behind: other))
        case .replace(let others): before += others.map { .end($0, .replaced) }
        case .enter: break
        }
        return after(before, campaign.deadline(for: contact, plan: plan, now: now), .enter(first))
    }

    private static func after(_ before: [Consequence], _ data: [String: String], _ admission: Admission) -> Admission {
        before.isEmpty && data.isEmpty ? admission : .after(before, data: data, admission)
    }
}
