/// What claims a change of stage.
///
/// For the one who did it, the first row that fits:
///
/// | What is so | Cause | |
/// | --- | --- | --- |
/// | the event is the goal of a run of the contact, whose campaign moves people to the stage reached | the run | intended |
/// | the event came through the link of a campaign that moves people to the stage reached | the link | intended |
/// | it came with a promoter's code | the code | intended |
/// | it names a promoter who is in a running `... -> promote` campaign | the promoter's run | intended |
/// | else | the event | accidental |
///
/// For the promoter whom it names, who thereby reaches `promote`:
///
/// | What is so | Cause | |
/// | --- | --- | --- |
/// | the promoter has a run in a campaign that moves people to `promote` | the run | intended |
/// | it came with the promoter's code | the code | intended |
/// | else (`recommended LISTENER --by FRIEND`) | the event | accidental |
///
/// A run claims while it is active, and after its end until the goal's time is over: `within` of the entry, else 7 days
/// after the end. Not before its entry: the event's own time counts, not when Usher was told. One that waits or is held
/// out claims nothing, and one that reached its goal has had its move. Of several, the one that is active claims, and
/// among those the one entered last.
///
/// An event may skip stages, and whatever claims it claims the whole way. One that reaches the contact's stage, or one
/// before it, moves nobody.
package enum Attribution {
    /// For the one who did it. `stage` is the one reached.
    static func cause(
        _ reading: EventReading, to stage: Stage, link: CampaignID?, facts: EventFacts, plan: Plan
    ) -> Transition.Cause {
        let own = facts.runs.filter { run in
            guard let campaign = claiming(run, to: stage, plan) else { return false }
            return reading.isGoal(of: run, among: facts.runs, campaign)
        }
        if let run = best(of: own) { return .run(run.id, run.campaign) }
        if let link, plan.campaigns[link]?.moves.to == stage { return .link(link) }
        guard let promoter = facts.promoter else { return .accident(event: reading.event.name) }
        if promoter.byCode { return .code(promoter: promoter.contact.id) }
        if let run = promotion(of: promoter, reading, plan) { return .run(run.id, run.campaign) }
        return .accident(event: reading.event.name)
    }

    /// For the promoter.
    static func cause(_ reading: EventReading, of promoter: Promoter, plan: Plan) -> Transition.Cause {
        if let run = promotion(of: promoter, reading, plan) { return .run(run.id, run.campaign) }
        return promoter.byCode ? .code(promoter: promoter.contact.id) : .accident(event: reading.event.name)
    }

    /// The promoter's run that asked for bringing somebody.
    static func promotion(of promoter: Promoter, _ reading: EventReading, _ plan: Plan) -> Enrollment? {
        let runs = promoter.runs.filter { run in
            guard let campaign = claiming(run, to: .promote, plan), reading.at >= run.enteredAt else { return false }
            return campaign.goalEnd(of: run).map { reading.at <= $0 } ?? true
        }
        return best(of: runs)
    }

    private static func claiming(_ run: Enrollment, to stage: Stage, _ plan: Plan) -> Campaign? {
        guard run.state == .active || run.state == .ended, run.endReason != .goalReached,
            let campaign = plan.campaigns[run.campaign], campaign.moves.to == stage
        else { return nil }
        return campaign
    }

    private static func best(of runs: [Enrollment]) -> Enrollment? {
        func rank(_ run: Enrollment) -> (Int, Timestamp, EnrollmentID) {
            (run.state == .active ? 1 : 0, run.enteredAt, run.id)
        }
        return runs.max { rank($0) < rank($1) }
    }
}
