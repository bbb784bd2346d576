extension Story {
    /// The campaigns that start on the event: the most important first, and by name among equals.
    mutating func enroll() {
        for id in plan.campaigns(startingOn: request.event.name) {
            guard let campaign = plan.campaigns[id], reading.matches(campaign.startsOn),
                now.since(reading.at) <= campaign.startsOn?.within ?? EventPolicy.freshness
            else { continue }
            enroll(id, campaign)
        }
    }

    private mutating func enroll(_ id: CampaignID, _ campaign: Campaign) {
        let own = enrollments.filter { $0.campaign == id }
        let asked = reading.key(in: campaign)
        guard
            case .may(let first) = Eligibility.of(
                id, key: asked, contact: contact, enrollments: own, standing: facts.standing, plan: plan, anchor: now,
                now: now)
        else { return }
        let key = Enrollment.freeKey(asked, enrollments: own)
        let isHeldOut = Holdout.holdsOut(contact: contact.id, campaign: id, key: key, percent: campaign.holdout)
        var ruling =
            isHeldOut
            ? .enter
            : Arbiter.rule(id, stage: contact.stage ?? campaign.moves.from, enrollments: enrollments, plan: plan)
        if case .refuse = ruling { return }
        // What began after the event happened, and was told before it, is not replaced by it.
        if case .replace(let others) = ruling,
            let younger = enrollments.first(where: { others.contains($0.id) && $0.since > reading.at })
        {
            ruling = .wait(behind: younger.id)
        }
        takeStage(of: id, campaign)
        var data = request.event.texts
        var start = Consequence.Start.heldOut
        if !isHeldOut {
            if case .replace(let others) = ruling {
                for enrollment in enrollments where others.contains(enrollment.id) { end(enrollment, .replaced) }
            }
            if case .wait = ruling {
                start = .whenFree
            } else {
                start = .now(first)
                data.merge(campaign.deadline(for: contact, plan: plan, now: now)) { told, _ in told }
            }
        }
        let ofOrder = request.event.isOfOrder(in: plan)
        consequences.append(.enroll(id, key: key, data: data, start, ofOrder: ofOrder))
        enrollments.append(
            Enrollment(
                id: EnrollmentID(-Int64(enrollments.count) - 1), contact: contact.id, campaign: id, key: key,
                state: isHeldOut ? .heldOut : start == .whenFree ? .waiting : .active, enteredAt: now, anchorAt: now,
                isOfOrder: ofOrder, since: reading.at))
    }

    /// A contact without a stage takes the campaign's `from`.
    private mutating func takeStage(of id: CampaignID, _ campaign: Campaign) {
        guard contact.stage == nil, let from = campaign.moves.from else { return }
        consequences.append(
            .move(Transition(contact: contact.id, from: nil, to: from, at: reading.at, cause: .entered(id))))
        contact.stage = from
    }
}
