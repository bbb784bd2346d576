import Testing
import UsherCore

@Suite("When a delivery is tried again")
struct RetryScheduleTests {
    private static let minute: Int64 = 60_000

    @Test(
        "the table, each wait up to a tenth longer",
        arguments: [
            (0, 5), (1, 5), (2, 15), (3, 30), (4, 60), (5, 120), (6, 240), (7, 240), (1000, 240),
        ] as [(Int, Int64)])
    func table(attempt: Int, minutes: Int64) {
        for delivery in 1...500 as ClosedRange<Int64> {
            let wait = RetrySchedule.wait(attempt: attempt, delivery: DeliveryID(delivery))
            #expect(wait >= minutes * Self.minute && wait < minutes * Self.minute * 11 / 10)
        }
    }

    @Test("many that failed together do not come back together, and a replay is identical")
    func spread() {
        let waits = (1...1000).map { RetrySchedule.wait(attempt: 1, delivery: DeliveryID($0)) }
        #expect(waits == (1...1000).map { RetrySchedule.wait(attempt: 1, delivery: DeliveryID($0)) })
        var tenths = [Int](repeating: 0, count: 10)
        for wait in waits { tenths[Int((wait - 5 * Self.minute) * 10 / (Self.minute / 2))] += 1 }
        #expect(tenths.allSatisfy { $0 > 60 }, "\(tenths)")
    }

    @Test("gives up rather than go past the deadline")
    func deadline() throws {
        let first = Timestamp(seconds: 1_800_000_000)
        var now = first
        var attempts = 1
        while let next = RetrySchedule.next(
            attempt: attempts, delivery: DeliveryID(7), firstAttemptAt: first, now: now,
            deadlineMilliseconds: 48 * 60 * Self.minute)
        {
            try #require(next > now && attempts < 100)
            now = next
            attempts += 1
        }
        #expect((14...16).contains(attempts))
        #expect(now.since(first) <= 48 * 60 * Self.minute)
        #expect(now.since(first) > 43 * 60 * Self.minute)
    }
}
