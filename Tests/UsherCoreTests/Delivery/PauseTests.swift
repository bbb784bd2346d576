import Testing
import UsherCore

@Suite("A pause")
struct PauseTests {
    private static let minute: Int64 = 60_000
    private static let start = Timestamp(milliseconds: 1_800_000_000_000)

    private static func pause(minutes: Int64?) -> Pause {
        Pause(
            scope: .relay, reason: .slowerPace, since: start,
            until: minutes.map { start.adding(milliseconds: $0 * minute) })
    }

    @Test(
        "keeps its length when the calendar is set back behind its beginning",
        arguments: [
            (minutes: 15 as Int64?, at: 5 as Int64, end: nil as Int64?),
            (15, 0, nil), (15, -1, nil),
            (15, -2, 13), (15, -1440, -1425), (360, -60, 300),
            (nil, -1440, nil), (15, 20, nil),
        ])
    func setBack(minutes: Int64?, at: Int64, end: Int64?) {
        let now = Self.start.adding(milliseconds: at * Self.minute)
        let moved = Self.pause(minutes: minutes).afterCalendarWasSetBack(to: now)
        #expect(moved?.until == end.map { Self.start.adding(milliseconds: $0 * Self.minute) })
        if let moved { #expect(moved.since == now && moved.scope == .relay && moved.isInForce(at: now)) }
    }
}
