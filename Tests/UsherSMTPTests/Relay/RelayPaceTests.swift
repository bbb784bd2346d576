import Testing
import UsherCore

@testable import UsherSMTP

@Suite("A relay's pace")
struct RelayPaceTests {
    private static let millisecond: UInt64 = 1_000_000

    @Test(
        "makes the line as long as what the relay finishes in sixteen milliseconds, within bounds",
        arguments: [
            (connections: 10, aSecond: 0, line: 20),
            (10, 100, 20),
            (10, 1_250, 20),
            (10, 5_000, 80),
            (10, 8_750, 140),
            (10, 28_000, 140),
            (50, 1_000, 100),
            (1, 2_000, 14),
            (0, 5_000, 0),
        ])
    func line(connections: Int, aSecond: Int, line: Int) {
        var pace = RelayPace()
        var now: UInt64 = 7
        pace.finished(0, at: now)
        for _ in 0..<20 {
            now += 10 * Self.millisecond
            pace.finished(aSecond / 100, at: now)
        }
        #expect(pace.line(for: connections, at: now) == line)
    }

    @Test(
        "lets no more be claimed of a slow relay's work than can start soon",
        arguments: [
            (connections: 10, aSecond: 0, most: 10, atLeast: 1),
            (10, 100, 20, 2), (10, 300, 40, 6), (10, 1_000, 110, 20), (1, 100, 11, 2), (0, 100, 10, 2),
        ])
    func soon(connections: Int, aSecond: Int, most: Int, atLeast: Int) {
        var pace = RelayPace()
        var now: UInt64 = 7
        pace.finished(0, at: now)
        for _ in 0..<100 {
            now += 10 * Self.millisecond
            pace.finished(aSecond / 100, at: now)
        }
        let soon = pace.soon(for: connections, at: now)
        #expect(soon.most == most && soon.atLeast == atLeast)
        let places = RelaySlots(connections: 10, atOnce: 20, ahead: 20, all: 40)
        #expect(places.claimable(unsettled: 0, onTheWay: 0, soon: soon) == min(40, most))
        // The whole of a slow relay's work is claimed: no more, however many places are free.
        if most < 40 { #expect(!places.areWorthFilling(unsettled: most, onTheWay: 0, soon: soon)) }
    }

    @Test(
        "does not take answers that come together for a fast relay",
        arguments: [(connections: 5, think: 300, most: 7), (5, 100, 10), (20, 300, 27), (50, 1_000, 55)])
    func together(connections: Int, think: UInt64, most: Int) {
        var pace = RelayPace()
        var now: UInt64 = 60_000 * Self.millisecond
        pace.finished(0, at: now)
        var highest = 0
        for _ in 0..<40 {
            now += think * Self.millisecond
            // One write for each connection, a fifth of a millisecond apart, and a look after each.
            for _ in 0..<connections {
                now += Self.millisecond / 5
                pace.finished(1, at: now)
                highest = max(highest, pace.soon(for: connections, at: now).most)
            }
        }
        #expect(highest <= most)
    }

    @Test("knows a fast relay after its first messages, not after half a second")
    func fast() {
        var pace = RelayPace()
        var now: UInt64 = 60_000 * Self.millisecond
        pace.finished(0, at: now)
        #expect(pace.soon(for: 10, at: now).most == 10)
        for _ in 0..<80 {
            now += Self.millisecond / 10
            pace.finished(1, at: now)
        }
        #expect(pace.soon(for: 10, at: now).most >= 1_000)
    }

    @Test("is forgotten when nothing was finished for a while")
    func forgotten() {
        var pace = RelayPace()
        for tick in 1..<40 { pace.finished(100, at: UInt64(tick) * 10 * Self.millisecond) }
        #expect(pace.line(for: 10, at: 400 * Self.millisecond) == 140)
        #expect(pace.line(for: 10, at: 60_000 * Self.millisecond) == 20)
    }
}
