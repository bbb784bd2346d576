/// E-mails that will go each day, from what waits now: each is followed through the steps that come after it, by the
/// same schedule as in the daemon, with windows, the cap, limits and the relay's warm-up. What is put off goes on no
/// day on which the window is shut on the shop's clock, and a limit lets go what it lets go while the window is open.
///
/// What waits counts whole, but for what a no forbids. A later step counts as the part of people who so far got from
/// each e-mail to the next one: the others reach the goal before, leave, or do not meet its condition. What is put off
/// to a later day puts off what follows it.
package struct UpcomingMail: Sendable {
    /// One day on the shop's clock.
    package struct Day: Hashable, Sendable, Codable {
        package var day: String
        /// How many messages of those that wait now are expected to go, in whole messages.
        package var waiting: Int
        /// Steps that come after those.
        package var following: Int
        /// How many may go at most, by the warm-up and the limits; nil without any.
        package var most: Int?
        /// How many are due by then, and put off to the next day by that.
        package var putOff: Int

        package var total: Int { waiting + following }
    }

    /// The parts of those who got a step that go on.
    package struct GoingOn: Hashable, Sendable {
        /// The part that comes to the next step.
        package var reached: Double
        /// The part of these that gets it.
        package var mailed: Double

        package init(reached: Double, mailed: Double = 1) {
            self.reached = reached
            self.mailed = mailed
        }
    }

    private let plan: Plan
    private let now: Timestamp
    private let days: Int
    private let goOn: [StepID: GoingOn]
    /// How many people go each way that somebody's e-mails may go.
    private var ways: [[MailDay.Stop]: Double] = [:]
    /// Whether some of the messages keep the send window.
    private var keepsWindow = false
    private var recipients = RecipientDomains()
    /// How many messages wait under a pause of their campaign or their relay that only somebody ends.
    package private(set) var paused = 0
    private let first: CivilDay
    private let pauses: Set<PauseScope>

    /// A person's steps that are followed at most.
    private static let mostSteps = 50
    package static let mostDays = 90
    package static let usualDays = 30

    package init(plan: Plan, now: Timestamp, days: Int, goOn: [StepID: GoingOn], pauses: [Pause] = []) {
        self.plan = plan
        self.now = now
        self.days = min(Self.mostDays, max(1, days))
        self.goOn = goOn
        first = plan.settings.clock.wall(at: now).day
        self.pauses = Set(pauses.filter { $0.until == nil }.map(\.scope))
    }

    package mutating func add(_ candidate: Candidate) {
        guard let enrollment = candidate.subject.enrollment else { return }
        let relay: PauseScope =
            candidate.kind == .transactional && plan.settings.hasTwoStreams ? .transactionalRelay : .relay
        guard !pauses.contains(relay), !pauses.contains(.campaign(enrollment.campaign)) else {
            paused += 1
            return
        }
        let way = way(of: candidate)
        guard !way.isEmpty else { return }
        ways[way, default: 0] += 1
        keepsWindow = keepsWindow || way.contains(where: \.keepsWindow)
        if hasDomainLimits { recipients.count(candidate.contact.address.domain) }
    }

    /// Step by step, each when it is due if nothing is put off.
    private func way(of candidate: Candidate) -> [MailDay.Stop] {
        var (candidate, way) = (candidate, [MailDay.Stop]())
        var (part, reached, mailed) = (1.0, 1.0, 1.0)
        var moment = max(now, candidate.due)
        var before = 0
        for _ in 0..<Self.mostSteps {
            let day = max(0, plan.settings.clock.wall(at: moment).day.number - first.number)
            guard day < days, case .step(let step, var enrollment, _) = candidate.subject else { break }
            let no = ClearancePolicy.no(
                to: candidate.kind, campaign: enrollment.campaign, standing: candidate.standing,
                settings: plan.settings.consent, now: moment)
            way.append(
                MailDay.Stop(
                    gap: day - before, kind: candidate.kind, keepsWindow: keepsWindow(candidate, step),
                    reached: reached, mailed: no == nil ? mailed : 0))
            guard case .next(let next) = advance(candidate, no?.enrollment, at: moment) else { break }
            let onward = goOn[step] ?? GoingOn(reached: 1)
            (reached, mailed) = (no == nil ? onward.reached : 1, onward.mailed)
            part *= reached
            guard part > 0.001 else { break }
            if no == nil, candidate.kind == .marketing { candidate.standing.lastMarketingAt = moment }
            enrollment.lastStep = step
            enrollment.anchorAt = next.anchor
            candidate.subject = .step(next.step, enrollment, anchor: next.anchor)
            candidate.kind = next.kind
            candidate.composition = nil
            (before, moment) = (day, max(moment, next.due))
        }
        return way.contains { $0.mailed > 0 } ? way : []
    }

    /// Whether a step keeps the window, as `Schedule` decides it.
    private func keepsWindow(_ candidate: Candidate, _ step: StepID) -> Bool {
        guard candidate.kind == .marketing, plan.settings.window != nil else { return false }
        guard let place = plan.place(step) else { return true }
        let isImmediate =
            candidate.composition == nil && Schedule.isImmediate(place.step, isFirst: place.index == 0)
        return !place.step.anyTime && !isImmediate
    }

    private func advance(
        _ candidate: Candidate, _ no: ClearancePolicy.Aftermath?, at moment: Timestamp
    ) -> Advance {
        switch no {
        case nil: Progress.after(candidate, settled: .sent, plan: plan, now: moment)
        case .goesOn: Progress.after(candidate, settled: .withheld, plan: plan, now: moment)
        case .livesForOrder: OrderMail.after(candidate, plan: plan, now: moment)
        case .ends: .end(.suppressed)
        }
    }

    /// Day by day from today. Marketing that may not go on a day goes on the next, what was due first before the rest;
    /// orders' mail never waits.
    package func lines(warmUp: WarmUpStanding?) -> [Day] {
        let limits = plan.settings.limits
        let groups = recipients.shares(limits, seconds: (0..<days).map(seconds).min() ?? 0)
        var queue = MailDay(ways, shares: groups.map(\.share))
        return (0..<days).map { index in
            let most = most(index, warmUp)
            let sums = queue.pass(
                index,
                .init(
                    isOpen: openSeconds(index).map { $0 > 0 } ?? true, most: most.map(Double.init),
                    mostOfGroup: groups.map { $0.perSecond * seconds(index) }))
            return Day(
                day: first.adding(days: index).date.description, waiting: Int(sums.waiting.rounded()),
                following: Int(sums.following.rounded()), most: most, putOff: Int(sums.putOff.rounded()))
        }
    }

    private func most(_ index: Int, _ warmUp: WarmUpStanding?) -> Int? {
        var most: Int?
        if let warmUp, let day = warmUp.plan.most(onDay: warmUp.day.number + index) {
            most = index == 0 ? max(0, day - warmUp.day.gone) : day
        }
        if let rate = plan.settings.limits.perSecond, rate > 0 {
            let limit = Int(min(1e9, rate * seconds(index)))
            most = min(most ?? limit, limit)
        }
        return most
    }

    // MARK: How long a day is

    /// The seconds in which marketing may go: the window's, where something keeps one that is open on the day; else the
    /// day's.
    private func seconds(_ index: Int) -> Double {
        if keepsWindow, let open = openSeconds(index), open > 0 { return open }
        return Self.seconds(from: beginning(index), to: WallTime.dayLength)
    }

    /// How many seconds the window is open on the day, of today from now on; nil without a window.
    private func openSeconds(_ index: Int) -> Double? {
        guard let window = plan.settings.window else { return nil }
        guard window.weekdays.contains(first.adding(days: index).weekday) else { return 0 }
        let opens = Int64(window.from.minutes) * 60_000
        return Self.seconds(from: max(opens, beginning(index)), to: Int64(window.to.minutes) * 60_000)
    }

    /// The millisecond of the day from which on anything can go.
    private func beginning(_ index: Int) -> Int64 {
        guard index == 0 else { return 0 }
        return plan.settings.clock.wall(at: now).milliseconds - Int64(first.number) * WallTime.dayLength
    }

    private static func seconds(from: Int64, to: Int64) -> Double { max(0, Double(to - from) / 1000) }

    private var hasDomainLimits: Bool {
        plan.settings.limits.perDomainPerSecond != nil || !plan.settings.limits.domains.isEmpty
    }
}
