/// One transition at a time: which of the campaigns that want a contact has it.
///
/// A newcomer is an enrollment that may be entered otherwise. The first row that fits decides:
///
/// | What is so | Answer |
/// | --- | --- |
/// | the newcomer has no marketing step | enters; it moves nobody by asking |
/// | the contact has a stage, and it is not the newcomer's `from` | refused: stage |
/// | an enrollment of the same campaign goes on (another key: another order) | enters beside it |
/// | another campaign's enrollment goes on, of the same or a higher priority | waits for its end |
/// | another campaign's enrollment waits, of the same or a higher priority, and could still begin | waits for its turn |
/// | enrollments go on, all of a lower priority | enters, and they end: replaced |
/// | else | enters |
///
/// *Another campaign's enrollment* is one that is active and has a marketing step. One that has nothing left to move,
/// because the contact stands where it leads or beyond, is replaced whatever its priority; not so with `re_entry: each
/// key`, where each enrollment is about its own order. A waiting enrollment is never replaced: it keeps its turn, as
/// long as the contact stands where it starts.
package enum Arbiter {
    package enum Ruling: Hashable, Sendable {
        case enter
        case wait(behind: EnrollmentID)
        /// Enters, and these end as replaced.
        case replace([EnrollmentID])
        case refuse(EntryRefusal)
    }

    /// Decides about an entry. `enrollments` are the contact's, in every campaign; those that ended or are held out do
    /// not matter.
    package static func rule(_ id: CampaignID, stage: Stage?, enrollments: [Enrollment], plan: Plan) -> Ruling {
        guard let campaign = plan.campaigns[id] else { return .refuse(.noSteps) }
        guard campaign.movesPeople else { return .enter }
        if let stage, stage != campaign.moves.from { return .refuse(.stage(stage, needed: campaign.moves.from)) }
        let others = enrollments.filter { $0.campaign != id && holds($0, plan) }
        let stronger = others.filter {
            priority($0, plan) >= campaign.priority && !hasArrived($0, stage: stage, plan: plan)
        }
        if let holder = stronger.max(by: { comesAfter($0, $1, plan) }) { return .wait(behind: holder.id) }
        if !enrollments.contains(where: { $0.campaign == id && $0.state == .active }) {
            let queue = enrollments.filter {
                $0.campaign != id && canBegin($0, stage: stage, plan: plan)
                    && priority($0, plan) >= campaign.priority
            }
            if let ahead = queue.max(by: { comesAfter($0, $1, plan) }) { return .wait(behind: ahead.id) }
        }
        return others.isEmpty ? .enter : .replace(others.map(\.id))
    }

    /// Whether an enrollment is active in a campaign that moves people.
    package static func holds(_ enrollment: Enrollment, _ plan: Plan) -> Bool {
        enrollment.state == .active && plan.campaigns[enrollment.campaign]?.movesPeople == true
    }

    /// Whether the enrollment has nothing left to move: the contact stands where it leads, or beyond.
    static func hasArrived(_ enrollment: Enrollment, stage: Stage?, plan: Plan) -> Bool {
        guard let stage, let campaign = plan.campaigns[enrollment.campaign], campaign.reEntry != .eachKey else {
            return false
        }
        return stage >= campaign.moves.to
    }

    /// Whether an enrollment waits, and its campaign still starts where the contact stands.
    static func canBegin(_ enrollment: Enrollment, stage: Stage?, plan: Plan) -> Bool {
        guard enrollment.state == .waiting, let campaign = plan.campaigns[enrollment.campaign] else { return false }
        return stage == nil || stage == campaign.moves.from
    }

    static func priority(_ enrollment: Enrollment, _ plan: Plan) -> Int {
        plan.campaigns[enrollment.campaign]?.priority ?? 0
    }

    /// The order of turns: the higher priority first, then the older enrollment.
    static func comesAfter(_ left: Enrollment, _ right: Enrollment, _ plan: Plan) -> Bool {
        let priorities = (priority(left, plan), priority(right, plan))
        if priorities.0 != priorities.1 { return priorities.0 < priorities.1 }
        return (left.enteredAt, left.id) > (right.enteredAt, right.id)
    }
}
