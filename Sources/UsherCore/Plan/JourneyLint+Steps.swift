extension JourneyLint {
    func stepProblems(_ campaign: Campaign) -> [Problem] {
        campaign.steps.flatMap { step -> [Problem] in
            var problems: [Problem] = []
            if step.kind == .marketing, linksCallToAction(campaign.name, step.name) == false {
                problems.append(
                    Problem(
                        .warning, file: "templates/\(campaign.name)/\(step.name).md",
                        "this e-mail does not link the call to action; add [{{call_to_action.text}}]({{call_to_action.url}})"
                    ))
            }
            if let condition = step.onlyIf, isImpossible(condition, in: campaign) {
                problems.append(
                    Problem(
                        .warning, file: Self.file(campaign), line: step.line,
                        "nobody can get to step '\(step.name)': its only_if is never true while a person is in the campaign"
                    ))
            }
            return problems
        }
    }

    /// Whether it is never true of a person who is in an enrollment. Says so only where it is sure.
    func isImpossible(_ condition: Condition, in campaign: Campaign) -> Bool {
        switch condition {
        case .attribute, .tag: false
        // Each key is about its own order: those enrollments go on when the person moves.
        case .event(let name, _):
            campaign.reEntry != .eachKey && campaign.movesPeople
                && (journey.stage(reachedBy: name).map { $0 >= campaign.moves.to } ?? false)
        case .stage(let test): isImpossible(test, in: campaign)
        case .not(let inner): isCertain(inner, in: campaign)
        case .all(let conditions): conditions.contains { isImpossible($0, in: campaign) }
        case .any(let conditions): conditions.allSatisfy { isImpossible($0, in: campaign) }
        }
    }

    /// Whether it is always true of a person who is in an enrollment.
    private func isCertain(_ condition: Condition, in campaign: Campaign) -> Bool {
        switch condition {
        case .attribute, .tag, .event: false
        case .stage(let test):
            switch test {
            case .exactly(let stage): isFixed(campaign) && stage == campaign.moves.from
            case .atLeast(let stage): campaign.moves.from.map { stage <= $0 } ?? false
            case .atMost(let stage): isFixed(campaign) && (campaign.moves.from.map { stage >= $0 } ?? false)
            }
        case .not(let inner): isImpossible(inner, in: campaign)
        case .all(let conditions): conditions.allSatisfy { isCertain($0, in: campaign) }
        case .any(let conditions): conditions.contains { isCertain($0, in: campaign) }
        }
    }

    private func isImpossible(_ test: Condition.StageTest, in campaign: Campaign) -> Bool {
        guard let from = campaign.moves.from else { return false }
        return switch test {
        case .exactly(let stage): stage < from || (stage > from && isFixed(campaign))
        case .atLeast(let stage): stage > from && isFixed(campaign)
        case .atMost(let stage): stage < from
        }
    }

    /// Whether a person in an enrollment stands at `from` as long as the enrollment goes on: a move ends it.
    private func isFixed(_ campaign: Campaign) -> Bool { campaign.reEntry != .eachKey && campaign.movesPeople }
}
