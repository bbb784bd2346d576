/// Decides when a step is due.
///
/// | Step | Entry or previous step settled (contact's clock) | Due |
/// | --- | --- | --- |
/// | `wait: 3 days, at: "09:30"` | Friday 23:50 | Monday 09:30 |
/// | `wait: 3 days` | Friday 23:50 | Monday 23:50 |
/// | `wait: 1 day, at: "09:30"`, window on weekdays from 09:00 | Friday 12:00 | Monday 09:30 |
/// | `wait: 4 hours` | 00:30 in the night in which 02:00 becomes 03:00 | 05:30, four hours later |
/// | `wait: 4 hours, at: "09:30"` | Friday 08:00 | Saturday 09:30, the first one after 12:00 |
/// | `wait: 0, at: "09:30"` | Friday 09:30 | Friday 09:30 |
/// | `wait: 0, at: "09:30"` | Friday 09:31 | Saturday 09:30 |
///
/// That is what a step asks for. It is never due before `now`, and marketing has two more rules, in this order: not
/// before the cap's end (`capMilliseconds` after the contact's last marketing), and then not before the send window is
/// open. The result keeps both, because waiting for a window cannot undo a cap. Nothing is put off longer than its
/// rules need: a step with `at: "09:30"` that the cap holds until 11:00 goes at 11:00.
///
/// | | Cap | Window |
/// | --- | --- | --- |
/// | marketing | yes | yes |
/// | marketing, `any_time: true` | yes | no |
/// | marketing, first step, `wait: 0` without `at` | no | no |
/// | transactional | no | no |
package enum Schedule {
    /// What `wait` and `at` ask for, counted from `anchor`; never before it. A later anchor never gives an earlier
    /// answer, except where the clocks were set back between the two anchors.
    package static func asked(_ step: Step, anchor: Timestamp, clock: ZoneClock) -> Timestamp {
        var base = anchor
        if step.wait.days > 0 {
            let wall = clock.wall(at: anchor).adding(days: step.wait.days)
            if let at = step.at, step.wait.milliseconds == 0 {
                return max(anchor, clock.moment(of: WallTime(day: wall.day, time: at)))
            }
            base = max(anchor, clock.moment(of: wall))
        }
        base = base.adding(milliseconds: max(0, step.wait.milliseconds))
        guard let at = step.at else { return base }
        let day = clock.wall(at: base).day
        let today = clock.moment(of: WallTime(day: day, time: at))
        return today >= base ? today : max(base, clock.moment(of: WallTime(day: day.adding(days: 1), time: at)))
    }

    /// The moment at which `step` may go at the earliest: what it asks for, not before `now`, and inside cap and window
    /// where it keeps them.
    package static func due(
        _ step: Step, isFirst: Bool, anchor: Timestamp, clock: ZoneClock, settings: Settings,
        lastMarketingAt: Timestamp?, now: Timestamp
    ) -> Timestamp {
        allowed(
            step, isFirst: isFirst, from: max(now, asked(step, anchor: anchor, clock: clock)), clock: clock,
            settings: settings, lastMarketingAt: lastMarketingAt)
    }

    /// The moment at which `step` could go if its wait were over at `now`: inside cap and window, and, with
    /// `keepingHour`, at its time of day.
    package static func soonest(
        _ step: Step, isFirst: Bool, keepingHour: Bool, clock: ZoneClock, settings: Settings,
        lastMarketingAt: Timestamp?, now: Timestamp
    ) -> Timestamp {
        let waited = Step(name: step.name, wait: .none, at: keepingHour ? step.at : nil)
        return allowed(
            step, isFirst: isFirst, from: asked(waited, anchor: now, clock: clock), clock: clock, settings: settings,
            lastMarketingAt: lastMarketingAt)
    }

    /// The first moment from `asked` on that keeps cap and window, where the step keeps them.
    private static func allowed(
        _ step: Step, isFirst: Bool, from asked: Timestamp, clock: ZoneClock, settings: Settings,
        lastMarketingAt: Timestamp?
    ) -> Timestamp {
        guard step.kind == .marketing, !isImmediate(step, isFirst: isFirst) else { return asked }
        let uncapped = max(asked, capEnd(lastMarketingAt, settings: settings) ?? asked)
        guard !step.anyTime, let window = settings.window else { return uncapped }
        return atItsHour(step, window.next(from: uncapped, clock: clock), after: asked, window: window, clock: clock)
    }

    /// An opening of the window on a later day, at the step's own time of that day where the window is open then: what
    /// asked for Saturday 09:30 goes on Monday at 09:30, not at the window's first minute.
    private static func atItsHour(
        _ step: Step, _ opening: Timestamp, after moment: Timestamp, window: SendWindow, clock: ZoneClock
    ) -> Timestamp {
        guard let at = step.at else { return opening }
        let day = clock.wall(at: opening).day
        guard day > clock.wall(at: moment).day else { return opening }
        let hour = clock.moment(of: WallTime(day: day, time: at))
        return hour >= opening && window.next(from: hour, clock: clock) == hour ? hour : opening
    }

    /// Whether the step answers what the person just did: it goes at once, keeps neither cap nor window, and counts.
    package static func isImmediate(_ step: Step, isFirst: Bool) -> Bool {
        isFirst && step.wait.isNone && step.at == nil
    }

    /// The moment until which the cap forbids more marketing; nil when nothing was sent yet.
    package static func capEnd(_ lastMarketingAt: Timestamp?, settings: Settings) -> Timestamp? {
        lastMarketingAt?.adding(milliseconds: settings.capMilliseconds)
    }
}
