import Foundation
import Testing
import TestSupport
import UsherCore

/// Random steps, anchors, windows and caps around every change of the clocks from 2020 to 2040, judged with
/// Foundation's zones.
@Suite("Due times around every change of the clocks from 2020 to 2040")
struct ScheduleTransitionTests {
    private static let seed: UInt64 = 20_261_122

    private struct Case {
        let zone: TimeZone
        let clock: ZoneClock
        let anchor: Timestamp
        let step: Step

        func wall(_ moment: Timestamp) -> WallTime { TestZones.wall(moment, zone) }

        /// Whether `moment` shows `wanted`, or is the end of the gap that swallowed it.
        func shows(_ wanted: WallTime, at moment: Timestamp) -> Bool {
            let shown = wall(moment)
            return shown == wanted || (shown > wanted && wall(moment.adding(milliseconds: -1)) < wanted)
        }

        var name: String {
            "\(zone.identifier): wait \(step.wait), at \(step.at?.description ?? "-"), anchor \(anchor.milliseconds), seed \(seed)"
        }
    }

    private static func cases(_ name: String, each: Int = 60, _ random: inout SeededGenerator) throws -> [Case] {
        let zone = try #require(TimeZone(identifier: name))
        let clock = try #require(ZoneClock.named(name))
        let changes = TestZones.changes(zone)
        let moments = changes.isEmpty ? [Timestamp(seconds: 1_800_000_000)] : changes
        var cases: [Case] = []
        for change in moments {
            for _ in 0..<each {
                let near: Int64 =
                    [-1, 0, 1, .random(in: -7_200_000...7_200_000, using: &random)].randomElement(using: &random) ?? 0
                let far = Int64.random(in: -3...1, using: &random) * 86_400_000
                let wait = [
                    Wait.none, Wait(days: .random(in: 1...4, using: &random)),
                    Wait(days: 0, milliseconds: .random(in: 1...60, using: &random) * 1_800_000),
                    Wait(days: .random(in: 1...2, using: &random), milliseconds: 5_400_000),
                ].randomElement(using: &random)
                let minutes = [Int.random(in: 0...200, using: &random), .random(in: 0...1439, using: &random)]
                let at =
                    Bool.random(using: &random) ? nil : TimeOfDay(minutes: minutes.randomElement(using: &random) ?? 0)
                cases.append(
                    Case(
                        zone: zone, clock: clock, anchor: change.adding(milliseconds: near + far),
                        step: Step(name: "step", wait: wait ?? .none, at: at)))
            }
        }
        return cases
    }

    @Test(
        "what a step asks for is never earlier than asked, and the wall shows the right time",
        arguments: TestZones.names)
    func asked(name: String) throws {
        var random = SeededGenerator(seed: Self.seed)
        for sample in try Self.cases(name, &random) {
            let step = sample.step
            let asked = Schedule.asked(step, anchor: sample.anchor, clock: sample.clock)
            let start = sample.wall(sample.anchor)
            let isRight: Bool
            if let at = step.at {
                let day = sample.wall(asked).day
                let isOnTime = [day, day.adding(days: -1)].contains {
                    sample.shows(WallTime(day: $0, time: at), at: asked)
                }
                let isOnDay =
                    step.wait.milliseconds != 0 || step.wait.days == 0
                    || sample.shows(WallTime(day: start.day.adding(days: step.wait.days), time: at), at: asked)
                let isSoon = asked.since(sample.anchor) <= step.wait.elapsed + 50 * 3_600_000
                isRight = isOnTime && isOnDay && isSoon
            } else if step.wait.milliseconds == 0 {
                isRight =
                    sample.shows(start.adding(days: step.wait.days), at: asked)
                    || (step.wait.isNone && asked == sample.anchor)
            } else if step.wait.days == 0 {
                isRight = asked.since(sample.anchor) == step.wait.milliseconds
            } else {
                isRight = sample.shows(
                    start.adding(days: step.wait.days), at: asked.adding(milliseconds: -step.wait.milliseconds))
            }
            guard isRight, asked >= sample.anchor else {
                Issue.record("\(sample.name): \(Wording.time(asked, clock: sample.clock))")
                return
            }
        }
    }

    @Test(
        "a later anchor is never due earlier, unless the clocks were set back between the two",
        arguments: TestZones.names)
    func monotonic(name: String) throws {
        var random = SeededGenerator(seed: Self.seed)
        for sample in try Self.cases(name, &random) {
            let later = sample.anchor.adding(milliseconds: .random(in: 1...10_800_000, using: &random))
            let isSetBack =
                sample.wall(later).milliseconds - sample.wall(sample.anchor).milliseconds < later.since(sample.anchor)
            let first = Schedule.asked(sample.step, anchor: sample.anchor, clock: sample.clock)
            let second = Schedule.asked(sample.step, anchor: later, clock: sample.clock)
            guard second >= first || isSetBack else {
                Issue.record("\(sample.name): \(later.since(sample.anchor)) ms later is earlier")
                return
            }
        }
    }

    @Test("inside the window and after the cap, as soon as that is so", arguments: TestZones.names)
    func windowAndCap(name: String) throws {
        var random = SeededGenerator(seed: Self.seed)
        for sample in try Self.cases(name, each: 12, &random) {
            let from = Int.random(in: 0...300, using: &random)
            let to = from + .random(in: 1...300, using: &random)
            let days = Set((1...7).filter { _ in Int.random(in: 0...2, using: &random) > 0 })
            let opens = try #require(TimeOfDay(minutes: from))
            let closes = try #require(TimeOfDay(minutes: to))
            let window = try #require(SendWindow(weekdays: days.isEmpty ? [7] : days, from: opens, to: closes))
            let settings = Settings(sender: Mailbox(name: "", address: "a@b.example"), window: window)
            let last = sample.anchor.adding(milliseconds: .random(in: -40...0, using: &random) * 3_600_000)
            let now = sample.anchor.adding(milliseconds: .random(in: -10...10, using: &random) * 3_600_000)
            let due = Schedule.due(
                sample.step, isFirst: false, anchor: sample.anchor, clock: sample.clock, settings: settings,
                lastMarketingAt: last, now: now)
            let asked = Schedule.asked(sample.step, anchor: sample.anchor, clock: sample.clock)
            let earliest = max(asked, now, last.adding(milliseconds: settings.capMilliseconds))
            // Searched by hand: the first minute (changes and windows fall on minutes) at which the wall is inside.
            var byHand = earliest
            while !window.contains(sample.wall(byHand)) {
                byHand = Timestamp(milliseconds: (byHand.milliseconds / 60_000 + 1) * 60_000)
            }
            // On a later day at the step's own hour, where the window is open then.
            if let at = sample.step.at, sample.wall(byHand).day > sample.wall(max(asked, now)).day {
                let hour = sample.clock.moment(of: WallTime(day: sample.wall(byHand).day, time: at))
                if hour >= byHand, window.contains(sample.wall(hour)) { byHand = hour }
            }
            let again = window.next(from: due, clock: sample.clock)
            guard due == byHand, again == due else {
                Issue.record(
                    "\(sample.name), \(window), earliest \(earliest.milliseconds): \(due.milliseconds), not \(byHand.milliseconds)"
                )
                return
            }
        }
    }
}

extension SendWindow {
    /// Whether the wall shows a time at which marketing may go.
    fileprivate func contains(_ wall: WallTime) -> Bool {
        let minute = Int(wall.millisecondOfDay / 60_000)
        return from.minutes <= minute && minute < to.minutes && weekdays.contains(wall.day.weekday)
    }
}
