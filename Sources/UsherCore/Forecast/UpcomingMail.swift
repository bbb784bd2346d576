/// E-mails that will go each day, from what waits now: each is followed through the steps that come after it, by the same
/// schedule as in the daemon, with windows, the cap, limits and the relay's warm-up.
///
/// What waits counts whole. A later step counts as the part of people who so far got from each e-mail to the next one: the
/// others reach the goal before, leave, or do not meet its condition.
package struct UpcomingMail: Sendable {
    /// One day on the shop's clock.
    package struct Day: Hashable, Sendable, Codable {
        package var day: String
        /// Of those that wait now; in whole messages, as expected.
        package var waiting: Int
        /// Steps that come after those.
        package var following: Int
        /// At most so many may go, by the warm-up and the limits; nil without any.
        package var most: Int?
        /// Due by then, and put off to the next day by that.
        package var putOff: Int

        package var total: Int { waiting + following }
    }

    private struct Sum {
        var waiting = 0.0
        var following = 0.0
        var all: Double { waiting + following }
    }

    private let plan: Plan
    private let now: Timestamp
    private let days: Int
    private let goOn: [StepID: Double]
    private var marketing: [Sum]
    private var transactional: [Sum]
    /// Waits under a pause of its campaign or its relay that only somebody ends.
    package private(set) var paused = 0
    private let first: CivilDay
    private let pauses: Set<PauseScope>

    /// A person's steps that are followed at most.
    private static let mostSteps = 50
    package static let mostDays = 90

    /// `goOn` is the part of those who got a step and get the next one as well.
    package init(plan: Plan, now: Timestamp, days: Int, goOn: [StepID: Double], pauses: [Pause] = []) {
        self.plan = plan
        self.now = now
        self.days = min(Self.mostDays, max(1, days))
        self.goOn = goOn
        first = plan.settings.clock.wall(at: now).day
        marketing = Array(repeating: Sum(), count: self.days)
        transactional = marketing
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
        var candidate = candidate
        var part = 1.0
        var moment = max(now, candidate.due)
        for number in 0..<Self.mostSteps {
            let day = plan.settings.clock.wall(at: moment).day.number - first.number
            guard day < days else { return }
            count(candidate.kind, max(0, day), part, isWaiting: number == 0)
            guard case .next(let next) = Progress.after(candidate, settled: .sent, plan: plan, now: moment),
                case .step(let step, var enrollment, _) = candidate.subject
            else { return }
            part *= goOn[step] ?? 1
            guard part > 0.001 else { return }
            if candidate.kind == .marketing { candidate.standing.lastMarketingAt = moment }
            enrollment.lastStep = step
            enrollment.anchorAt = next.anchor
            candidate.subject = .step(next.step, enrollment, anchor: next.anchor)
            candidate.kind = next.kind
            candidate.composition = nil
            moment = max(moment, next.due)
        }
    }

    private mutating func count(_ kind: MessageKind, _ day: Int, _ part: Double, isWaiting: Bool) {
        func add(_ sum: inout Sum) { if isWaiting { sum.waiting += part } else { sum.following += part } }
        if kind == .marketing { add(&marketing[day]) } else { add(&transactional[day]) }
    }

    /// Day by day from today. Marketing that may not go on a day goes on the next; orders' mail never waits.
    package func lines(warmUp: WarmUpStanding?) -> [Day] {
        var late = Sum()
        return (0..<days).map { index in
            var sum = marketing[index]
            sum.waiting += late.waiting
            sum.following += late.following
            let fixed = transactional[index]
            let most = most(index, warmUp)
            let room = most.map { max(0, Double($0) - fixed.all) } ?? .infinity
            let part = sum.all > room ? room / sum.all : 1
            late = Sum(waiting: sum.waiting * (1 - part), following: sum.following * (1 - part))
            return Day(
                day: first.adding(days: index).date.description,
                waiting: Int((sum.waiting * part + fixed.waiting).rounded()),
                following: Int((sum.following * part + fixed.following).rounded()), most: most,
                putOff: Int(late.all.rounded()))
        }
    }

    private func most(_ index: Int, _ warmUp: WarmUpStanding?) -> Int? {
        var most: Int?
        if let warmUp, let day = warmUp.plan.most(onDay: warmUp.day.number + index) {
            most = index == 0 ? max(0, day - warmUp.day.gone) : day
        }
        if let rate = plan.settings.limits.perSecond, rate > 0 {
            let limit = Int(min(1e9, rate * 86_400))
            most = min(most ?? limit, limit)
        }
        return most
    }
}
