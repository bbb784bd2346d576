import UsherCore
import UsherReports

extension OpenHome {
    /// Records one event. What it answers is durable.
    package func tell(_ request: EventRequest) throws -> EventStory {
        EventStory(try events.tell(request), plan: plan, now: clock.now())
    }
}

extension OpenHome {
    package func card(_ contact: Contact) throws(StoreError) -> ContactCard {
        ContactCard(
            contact, tags: try store.facts(of: contact.id).tags,
            standing: try store.standing(contact.address.key, now: clock.now()), consent: settings.consent)
    }

    /// The stage of this name, or of the one that `journey.yaml` gives it.
    package func stage(named text: String) throws(UnknownName) -> Stage {
        let name = text.lowercased()
        if let stage = Stage(rawValue: name) { return stage }
        if let labelled = files.journey.stageLabels.first(where: { $0.value.lowercased() == name }) {
            return labelled.key
        }
        throw .stage(text, hint: Suggestion.phrase(for: name, in: Stage.allCases.map(\.rawValue)))
    }
}

extension OpenHome {
    /// The report of a period, from the counters.
    package func report(_ period: ReportPeriod) throws(StoreError) -> JourneyReport {
        let counts = try store.journeyCounts(from: period.from, to: period.to)
        return JourneyReport(counts, plan: plan, from: period.from, to: period.to)
    }

    /// The table of what the e-mails of one campaign did that were sent in a period.
    package func table(of campaign: CampaignID, _ period: ReportPeriod) throws(StoreError) -> CampaignTable {
        try CampaignTable(of: campaign, period, in: store, plan: plan, now: clock.now())
    }

    /// The forecast: e-mails on so many days, people and money. `progress` is told how many e-mails that wait were
    /// looked at. Throws one sentence for a condition about what there is not. Changes nothing. Blocks.
    package func forecast(
        days: Int, condition: ForecastCondition? = nil, progress: (Int) -> Void = { _ in }
    ) throws -> Forecast {
        try Forecasting(plan: plan, store: store, now: clock.now()).forecast(
            days: days, condition: condition, progress: progress)
    }

    /// The report as one HTML file, with the e-mails of one campaign, or of all that sent something in the period: also
    /// of those that the files have no longer.
    package func reportPage(_ period: ReportPeriod, of campaign: CampaignID? = nil) throws(StoreError) -> ReportPage {
        let campaigns = campaign.map { [$0] } ?? plan.catalog.campaigns.sorted { $0.key < $1.key }.map(\.value)
        var tables: [CampaignTable] = []
        for id in campaigns { tables.append(try table(of: id, period)) }
        return ReportPage(
            try report(period), tables: tables.filter { campaign != nil || $0.steps.contains { $0.sent > 0 } },
            shop: settings.shop.name, mode: modeLine)
    }

    /// The differences between the counters of a period and the rows; empty when they agree. What is recorded between
    /// the two looks makes a difference that is gone the next time, so one that is found is looked for again.
    package func verify(_ period: ReportPeriod) throws(StoreError) -> [String] {
        var found: [String] = []
        for _ in 1...3 {
            let kept = try store.journeyCounts(from: period.from, to: period.to)
            let counted = try store.recount(from: period.from, to: period.to)
            found = CountsDifference.sentences(kept: kept, counted: counted, catalog: plan.catalog)
            if found.isEmpty { break }
        }
        return found
    }
}
