extension JourneyReport {
    /// `from` and `to` are UTC days, for people to read. Campaigns that did nothing in the period are listed all the
    /// same; those that the files have no longer, when they did something.
    package init(_ counts: JourneyCounts, plan: Plan, from: String, to: String) {
        self.from = from
        self.to = to
        withoutStage = counts.standing[nil] ?? 0
        arrows = Self.arrows(counts, plan)
        stages = Self.stages(counts, arrows, plan.journey)
        campaigns = Self.campaigns(counts, plan)
        sources = Self.sources(campaigns)
    }

    private static func arrows(_ counts: JourneyCounts, _ plan: Plan) -> [ArrowLine] {
        let aims = Set(plan.campaigns.values.map(\.moves.to))
        var lines: [Move: ArrowLine] = [:]
        for (arrow, count) in counts.arrows where count != 0 {
            let move = Move(from: arrow.from, to: arrow.to)
            var line =
                lines[move]
                ?? ArrowLine(
                    from: arrow.from, to: arrow.to, intended: 0, accidental: 0, stated: 0, wantsCampaign: false)
            switch arrow.kind {
            case .intended: line.intended += count
            case .accidental: line.accidental += count
            case .stated: line.stated += count
            }
            line.wantsCampaign = line.accidental > 0 && !aims.contains(line.to)
            lines[move] = line
        }
        return lines.values.sorted { ($0.from?.index ?? -1, $0.to) < ($1.from?.index ?? -1, $1.to) }
    }

    private static func stages(_ counts: JourneyCounts, _ arrows: [ArrowLine], _ journey: Journey) -> [StageLine] {
        var lines = Stage.allCases.map { stage in
            StageLine(
                stage: stage, label: journey.stageLabels[stage] ?? stage.rawValue,
                people: counts.standing[stage] ?? 0, came: arrows.reduce(0) { $0 + ($1.to == stage ? $1.count : 0) },
                left: arrows.reduce(0) { $0 + ($1.from == stage ? $1.count : 0) },
                medianStayMilliseconds: counts.medianStay[stage], stalls: false)
        }
        let stalling = Stalling.stage(counts) { stage in lines.first { $0.stage == stage }?.left ?? 0 }
        if let index = lines.firstIndex(where: { $0.stage == stalling }) { lines[index].stalls = true }
        return lines
    }

    private static func campaigns(_ counts: JourneyCounts, _ plan: Plan) -> [CampaignLine] {
        let ids = Set(plan.campaigns.keys).union(counts.campaigns.keys)
        return ids.map { id in
            let campaign = plan.campaigns[id]
            let count = counts.campaigns[id] ?? JourneyCounts.CampaignCount()
            // What it claims besides, the listeners whom its promoters brought to `aware`, stands in the arrows.
            let moved =
                campaign.map { campaign in
                    counts.arrows.reduce(0) { sum, arrow in
                        let isAim = arrow.key.campaign == id && arrow.key.to == campaign.moves.to
                        return sum + (isAim ? arrow.value : 0)
                    }
                } ?? count.moved
            return CampaignLine(
                name: plan.catalog.campaignName(id) ?? "campaign \(id)", moves: campaign?.moves.description,
                source: campaign?.trafficSource, visits: count.visits,
                scannerVisits: count.scannerVisits, entered: count.entered, moved: moved,
                heldOut: count.heldOut, heldOutMoved: count.heldOutMoved, steps: steps(id, count, plan),
                money: count.money.sorted { $0.key < $1.key }.map { Money(minorUnits: $0.value, currency: $0.key) })
        }
        .sorted { $0.name < $1.name }
    }

    private static func steps(
        _ id: CampaignID, _ count: JourneyCounts.CampaignCount, _ plan: Plan
    ) -> [StepLine] {
        let today = (plan.campaigns[id]?.steps ?? []).indices.compactMap { plan.stepID(id, $0) }
        let gone = Set(count.sent.keys).union(count.clicked.keys).union(count.returned.values.flatMap(\.keys))
            .subtracting(today).sorted()
        return (today + gone).map { step in
            StepLine(
                name: plan.catalog.stepName(step, in: id) ?? "step \(step)", sent: count.sent[step] ?? 0,
                clicked: count.clicked[step] ?? 0, scanned: count.scanned[step] ?? 0,
                bounced: count.returned[.bounced]?[step] ?? 0, cameBack: cameBack(count, step),
                complained: count.returned[.complained]?[step] ?? 0)
        }
    }

    private static func cameBack(_ count: JourneyCounts.CampaignCount, _ step: StepID) -> Int {
        ReturnEffect.allCases.filter { $0.state == .failed }.reduce(0) { $0 + (count.returned[$1]?[step] ?? 0) }
    }

    private static func sources(_ campaigns: [CampaignLine]) -> [SourceLine] {
        let groups = Dictionary(grouping: campaigns.filter { $0.source != nil }) { $0.source ?? .other }
        return groups.map { source, lines in
            SourceLine(
                source: source, campaigns: lines.count, visits: lines.reduce(0) { $0 + $1.visits },
                entered: lines.reduce(0) { $0 + $1.entered }, moved: lines.reduce(0) { $0 + $1.moved },
                money: Money.sums(lines.flatMap(\.money)))
        }
        .sorted { ($1.moved, $1.visits, $0.source.rawValue) < ($0.moved, $0.visits, $1.source.rawValue) }
    }
}
