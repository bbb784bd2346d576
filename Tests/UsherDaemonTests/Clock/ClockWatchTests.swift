import Testing
import UsherCore

@testable import UsherDaemon

@Suite("A clock that somebody sets")
struct ClockWatchTests {
    private static let start = Timestamp(seconds: 1_795_431_600)

    @Test(
        "is told from one that goes",
        arguments: [
            (1000, 1000, nil), (1000, 5900, nil), (600_000, 600_000, nil), (1000, 3_601_000, 3_600_000),
            (1000, -86_399_000, -86_400_000), (600_000, 0, -600_000),
        ] as [(Int, Int64, Int64?)])
    func jumps(_ elapsed: Int, _ calendar: Int64, _ expected: Int64?) {
        let now = ContinuousClock.now
        var watch = ClockWatch(calendar: Self.start, elapsed: now)
        let (then, instant) = (Self.start.adding(milliseconds: calendar), now + .milliseconds(elapsed))
        #expect(watch.jump(calendar: then, elapsed: instant) == expected)
        // Once: what it was set to is what counts from then on.
        let later = then.adding(milliseconds: 1000)
        #expect(watch.jump(calendar: later, elapsed: instant + .milliseconds(1000)) == nil)
    }

    @Test("is named with the way and the time")
    func sentence() {
        #expect(
            ClockWatch.sentence(-7_200_000, now: Self.start)
                == "the machine's clock was set back by 2 hours, to Mon 2026-11-23 11:00 UTC; due times follow it")
    }
}
