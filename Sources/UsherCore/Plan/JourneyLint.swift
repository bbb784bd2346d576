/// What `usher check` says about the journey as a whole: each file is right, and together they lead people nowhere.
///
/// | What is so | |
/// | --- | --- |
/// | a move skips a stage | error |
/// | a goal is no event of `journey.yaml`, or one that reaches another stage than the campaign's | error |
/// | its goal stops it as well | warning |
/// | nothing reaches the stage where a campaign leads | warning |
/// | people come to a stage, and no campaign leads on from it, but for where a shop's only campaign leads | warning |
/// | two campaigns that send e-mails want the same people for the same move, at the same priority | warning |
/// | an event that starts a campaign takes people past where the campaign starts | warning |
/// | a marketing e-mail does not link its call to action | warning |
/// | a step's condition cannot be true while a person is in the campaign | warning |
package struct JourneyLint {
    let campaigns: [Campaign]
    let journey: Journey
    /// Whether the e-mail of a campaign's step links the call to action; nil when that is not known.
    let linksCallToAction: (_ campaign: String, _ step: String) -> Bool?

    package init(
        campaigns: [Campaign], journey: Journey,
        linksCallToAction: @escaping (_ campaign: String, _ step: String) -> Bool? = { _, _ in nil }
    ) {
        self.campaigns = campaigns.sorted { $0.name < $1.name }
        self.journey = journey
        self.linksCallToAction = linksCallToAction
    }

    /// The problems, by file.
    package func problems() -> [Problem] {
        campaigns.flatMap { moveProblems($0) + endProblems($0) + entryProblems($0) + stepProblems($0) } + fights()
            + deadEnds()
    }

    static func file(_ campaign: Campaign) -> String { "config/campaigns/\(campaign.name).yaml" }

    private func moveProblems(_ campaign: Campaign) -> [Problem] {
        let file = Self.file(campaign)
        var problems: [Problem] = []
        let to = campaign.moves.to
        if !campaign.moves.isOneStep {
            problems.append(
                Problem(
                    file: file, line: campaign.lines["moves"],
                    "'moves: \(campaign.moves)' is not one step of the journey; a campaign leads to the next stage only"
                ))
        }
        let reaching = journey.events.filter { $0.value.reaches == to }.keys.sorted()
        if let goal = campaign.doneWhen {
            if let event = journey.events[goal.event] {
                if event.reaches != to {
                    let reached = event.reaches.map { "reaches \($0.rawValue)" } ?? "reaches no stage"
                    problems.append(
                        Problem(
                            file: file, line: campaign.lines["done_when"],
                            "done_when: '\(goal.event)' \(reached), and the campaign moves people to \(to.rawValue)"))
                }
            } else {
                let hint = Suggestion.phrase(for: goal.event, in: journey.events.keys.sorted())
                problems.append(
                    Problem(
                        file: file, line: campaign.lines["done_when"],
                        "done_when: config/journey.yaml has no event '\(goal.event)'\(hint)"))
            }
        } else if reaching.isEmpty {
            problems.append(
                Problem(
                    .warning, file: file, line: campaign.lines["moves"],
                    "nobody can be moved to \(to.rawValue): no event of config/journey.yaml reaches it, and there is no done_when"
                ))
        } else if campaign.trafficSource == .email {
            problems.append(
                Problem(
                    .warning, file: file, line: campaign.lines["moves"],
                    "this campaign has no done_when, so nothing tells that it moved somebody; perhaps '\(reaching.joined(separator: "' or '"))'"
                ))
        }
        return problems
    }

    private func endProblems(_ campaign: Campaign) -> [Problem] {
        guard let goal = campaign.doneWhen?.event, campaign.stopsWhen.contains(where: { $0.event == goal }) else {
            return []
        }
        return [
            Problem(
                .warning, file: Self.file(campaign), line: campaign.lines["done_when"],
                "'\(goal)' is its goal and stops it as well; the goal counts, so leave it out of stops_when")
        ]
    }

    private func entryProblems(_ campaign: Campaign) -> [Problem] {
        guard let start = campaign.startsOn?.event, let from = campaign.moves.from,
            let reached = journey.stage(reachedBy: start), reached > from
        else { return [] }
        return [
            Problem(
                .warning, file: Self.file(campaign), line: campaign.lines["starts_on"],
                "nobody can get into this campaign: '\(start)' takes people to \(reached.rawValue), and it starts at \(from.rawValue)"
            )
        ]
    }

    private func fights() -> [Problem] {
        var problems: [Problem] = []
        for (index, one) in campaigns.enumerated() where one.movesPeople {
            for other in campaigns.dropFirst(index + 1)
            where other.movesPeople && other.moves == one.moves && other.priority == one.priority {
                problems.append(
                    Problem(
                        .warning, file: Self.file(other), line: other.lines["moves"],
                        "this campaign fights with '\(one.name)' for \(one.moves) at priority \(one.priority): "
                            + "whichever comes second waits for the first; give one of them another priority"))
            }
        }
        return problems
    }

    private func deadEnds() -> [Problem] {
        let starts = Set(campaigns.compactMap(\.moves.from))
        // A shop begins with one campaign: where it leads is as far as the shop has come, and nobody's mistake.
        let furthest = campaigns.count == 1 ? campaigns[0].moves.to : nil
        return Stage.allCases.compactMap { stage in
            guard let next = stage.next, !starts.contains(stage), stage != furthest else { return nil }
            let events = journey.events.filter { $0.value.reaches == stage }.keys.sorted()
            guard let event = events.first else { return nil }
            return Problem(
                .warning, file: "config/journey.yaml",
                "no way out of \(stage.rawValue): '\(event)' brings people there, and no campaign moves \(stage.rawValue) -> "
                    + next.rawValue)
        }
    }
}
