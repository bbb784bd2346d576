/// What claims a change of stage.
///
/// For the one who did it, the first row that fits:
///
/// | What is so | Cause | |
/// | --- | --- | --- |
/// | the event is the goal of an enrollment of the contact, whose campaign moves people to the stage reached | the enrollment | intended |
/// | the event came through the link of a campaign that moves people to the stage reached | the link | intended |
/// | it came with a promoter's code | the code | intended |
/// | it names a promoter who is in a running `... -> promote` campaign | the promoter's enrollment | intended |
/// | else | the event | accidental |
///
/// For the promoter whom it names, who thereby reaches `promote`:
///
/// | What is so | Cause | |
/// | --- | --- | --- |
/// | the promoter has an enrollment in a campaign that moves people to `promote` | the enrollment | intended |
/// | it came with the promoter's code | the code | intended |
/// | else (`recommended LISTENER --by FRIEND`) | the event | accidental |
///
/// An enrollment claims while it is active, and after its end until the goal's time is over: `within` of the entry,
/// else 7 days after the end. Not before its entry: the event's own time counts, not when Usher was told. One that
/// waits, or ended before its turn came, or is held out claims nothing, and one that reached its goal has had its move.
/// Of several, the one that is active claims, and among those the one entered last.
///
/// An event may skip stages, and whatever claims it claims the whole way. One that reaches the contact's stage, or one
/// before it, moves nobody.
package enum Attribution {
    /// For the one who did it. `stage` is the one reached.
    static func cause(
        _ reading: EventReading, to stage: Stage, link: CampaignID?, facts: EventFacts, plan: Plan
    ) -> Transition.Cause {
        let own = facts.enrollments.filter { enrollment in
            guard let campaign = claiming(enrollment, to: stage, plan) else { return false }
            return reading.isGoal(of: enrollment, among: facts.enrollments, campaign)
        }
        if let enrollment = best(of: own) { return .enrollment(enrollment.id, enrollment.campaign) }
        if let link, plan.campaigns[link]?.moves.to == stage { return .link(link) }
        guard let promoter = facts.promoter else { return .accident(event: reading.event.name) }
        if promoter.byCode { return .code(promoter: promoter.contact.id) }
        if let enrollment = promotion(of: promoter, reading, plan) {
            return .enrollment(enrollment.id, enrollment.campaign)
        }
        return .accident(event: reading.event.name)
    }

    /// For the promoter.
    static func cause(_ reading: EventReading, of promoter: Promoter, plan: Plan) -> Transition.Cause {
        if let enrollment = promotion(of: promoter, reading, plan) {
            return .enrollment(enrollment.id, enrollment.campaign)
        }
        return promoter.byCode ? .code(promoter: promoter.contact.id) : .accident(event: reading.event.name)
    }

    /// The promoter's enrollment that asked for bringing somebody.
    static func promotion(of promoter: Promoter, _ reading: EventReading, _ plan: Plan) -> Enrollment? {
        let enrollments = promoter.enrollments.filter { enrollment in
            guard let campaign = claiming(enrollment, to: .promote, plan), reading.at >= enrollment.enteredAt else {
                return false
            }
            return campaign.goalEnd(of: enrollment).map { reading.at <= $0 } ?? true
        }
        return best(of: enrollments)
    }

    private static func claiming(_ enrollment: Enrollment, to stage: Stage, _ plan: Plan) -> Campaign? {
        guard enrollment.state == .active || enrollment.state == .ended && enrollment.hadItsTurn,
            enrollment.endReason != .goalReached,
            let campaign = plan.campaigns[enrollment.campaign], campaign.moves.to == stage
        else { return nil }
        return campaign
    }

    private static func best(of enrollments: [Enrollment]) -> Enrollment? {
        func rank(_ enrollment: Enrollment) -> (Int, Timestamp, EnrollmentID) {
            (enrollment.state == .active ? 1 : 0, enrollment.enteredAt, enrollment.id)
        }
        return enrollments.max { rank($0) < rank($1) }
    }
}
