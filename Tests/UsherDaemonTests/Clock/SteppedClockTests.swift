import Testing
import UsherCore

@testable import UsherDaemon
@testable import UsherSupport

@Suite("A stepped calendar")
struct SteppedClockTests {
    private let start = Timestamp(seconds: 1_772_438_400)

    @Test("Stands still until it jumps, and never goes back")
    func jumps() {
        let clock = SteppedClock(from: start)
        #expect(clock.now() == start)
        #expect(clock.now() == start)
        clock.jump(to: start.adding(seconds: 60))
        #expect(clock.now() == start.adding(seconds: 60))
        clock.jump(to: start)
        #expect(clock.now() == start.adding(seconds: 60))
    }

    @Test(
        "Takes its pace's part of a real second for a day",
        arguments: [(1000, 86_400, 1000), (1000, 3600, 41), (0, 86_400, 0), (1000, -60, 0)])
    func pause(_ pace: Int64, _ seconds: Int64, _ pause: Int64) {
        let clock = SteppedClock(from: start, millisecondsPerDay: pace)
        #expect(clock.pause(before: start.adding(seconds: seconds)) == pause)
    }
}
