import UsherCore

/// The past and what waits, asked of a store, and the forecast that is made of it.
package struct Forecasting {
    private let plan: Plan
    private let store: any Store
    private let now: Timestamp

    package init(plan: Plan, store: any Store, now: Timestamp) {
        self.plan = plan
        self.store = store
        self.now = now
    }

    /// What will come: e-mails on so many days, people and money. `progress` is told how many e-mails that wait were
    /// looked at. Throws one sentence for a condition about what there is not. Changes nothing. Blocks.
    package func forecast(
        days: Int, condition: ForecastCondition? = nil, progress: (Int) -> Void = { _ in }
    ) throws -> Forecast {
        let ground = try ground(days: days, progress: progress)
        return try condition.map { try forecast(on: ground, condition: $0) } ?? ground.forecast()
    }

    /// Looks at everybody who waits, which takes long where many do. Changes nothing. Blocks.
    package func ground(days: Int, progress: (Int) -> Void = { _ in }) throws -> ForecastGround {
        let until = ZoneClock.utc.wall(at: now).day.adding(days: -1)
        let day = until.date.description
        var mail = UpcomingMail(
            plan: plan, now: now, days: days, goOn: try goOn(), pauses: try store.pauses())
        var (cursor, looked) = (DeliveryID?.none, 0)
        repeat {
            cursor = try store.waiting(after: cursor, limit: 500) { candidate in
                mail.add(candidate)
                looked += 1
            }
            progress(looked)
        } while cursor != nil
        let history = try store.journeyHistory(to: day)
        return ForecastGround(
            at: now, until: until, plan: plan, history: history,
            rates: JourneyRates(history) { plan.campaigns[$0]?.moves.to },
            mail: mail.lines(warmUp: try store.warmUp(of: plan.settings, now: now)), paused: mail.paused)
    }

    /// On ground that was looked at before: with its files, as of its moment.
    package init(on ground: ForecastGround, store: any Store) {
        self.init(plan: ground.plan, store: store, now: ground.at)
    }

    /// What if, on the same ground. Throws one sentence for a condition about what there is not. Blocks.
    package func forecast(on ground: ForecastGround, condition: ForecastCondition) throws -> Forecast {
        ground.forecast(try change(condition, ground.until, ground.history))
    }

    /// The last days by which it is judged how people get from one e-mail to the next.
    private static let daysOfMail = 90
    /// With fewer messages of a step, everybody is taken to go on.
    private static let fewest = 10

    /// So many of a step's last messages are looked at.
    private static let mostMessages = 10_000

    /// Of those who have had the time to get to the next step. Where nobody got there yet, it may be a new one.
    private func goOn() throws(StoreError) -> [StepID: UpcomingMail.GoingOn] {
        var parts: [StepID: UpcomingMail.GoingOn] = [:]
        let start = now.adding(milliseconds: -Int64(Self.daysOfMail) * 86_400_000)
        for (id, campaign) in plan.campaigns {
            for index in campaign.steps.indices.dropLast() {
                guard let step = plan.stepID(id, index), let next = plan.stepID(id, index + 1) else { continue }
                let wait = campaign.steps[index + 1].wait
                let flow = try store.flow(
                    from: step, to: next, start: start,
                    end: now.adding(milliseconds: -Int64(wait.days) * 86_400_000 - wait.milliseconds),
                    limit: Self.mostMessages)
                guard flow.decided >= Self.fewest, flow.reached > 0 else { continue }
                parts[step] = UpcomingMail.GoingOn(
                    reached: Double(flow.reached) / Double(flow.decided),
                    mailed: Double(flow.mailed) / Double(flow.reached))
            }
        }
        return parts
    }

    private func change(
        _ condition: ForecastCondition, _ until: CivilDay, _ history: JourneyHistory
    ) throws -> (words: String, change: JourneyRates.Change) {
        guard let id = plan.catalog.campaigns[condition.campaign], let campaign = plan.campaigns[id] else {
            throw UnknownName.noCampaign(condition.campaign, known: plan.campaigns.values.map(\.name).sorted())
        }
        guard let index = campaign.steps.firstIndex(where: { $0.name == condition.step }),
            let step = plan.stepID(id, index)
        else {
            let hint = Suggestion.phrase(for: condition.step, in: campaign.steps.map(\.name))
            throw Misreading("'\(campaign.name)' has no step '\(PlainText.shown(condition.step))'\(hint)")
        }
        guard let from = campaign.moves.from else {
            throw Misreading("'\(campaign.name)' moves strangers: how many there are is not known")
        }
        let to = campaign.moves.to
        let moves = history.arrivals.reduce(0) { sum, arrival in
            let isIt = arrival.from == from && arrival.to == to && arrival.day >= history.days - Self.daysOfMail
            return sum + (isIt ? arrival.count : 0)
        }
        let results = try store.campaignResults(
            id, from: until.adding(days: 1 - Self.daysOfMail).date.description, to: until.date.description,
            goal: campaign.goal, overBefore: now)
        let byIt = results.steps[step]?.last ?? 0
        guard byIt > 0 else {
            throw Misreading(
                "nobody moved right after '\(campaign.name)/\(condition.step)' in \(Self.daysOfMail) days: there is nothing to have more of"
            )
        }
        let percent = Int(((condition.factor - 1) * 100).rounded())
        return (
            "\(campaign.name)/\(condition.step) moved \(abs(percent)) % \(percent < 0 ? "fewer" : "more")",
            JourneyRates.Change(from: from, to: to, factor: condition.factor, byIt: byIt, of: max(byIt, moves))
        )
    }
}
