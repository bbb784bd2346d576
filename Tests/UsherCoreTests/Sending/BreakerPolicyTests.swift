import Testing

@testable import UsherCore

@Suite("Breakers")
struct BreakerPolicyTests {
    private static let day = CalendarDate(year: 2026, month: 11, day: 29)

    @Test(
        "complaints warn above one in a thousand and pause above three, and one or two of few are no rate",
        arguments: [
            (0, 0, false, false), (1, 1, false, false), (1, 10, false, false), (2, 3, true, false),
            (2, 1999, true, false), (2, 2000, false, false), (3, 10, true, false), (3, 3000, false, false),
            (4, 5, true, true), (4, 1000, true, true), (4, 1333, true, true), (4, 1334, true, false),
            (4, 4000, false, false), (30, 10_000, true, false), (31, 10_000, true, true), (4, 0, true, true),
            (4, -1, true, true), (-1, 100, false, false),
        ] as [(Int, Int, Bool, Bool)])
    func complaints(complained: Int, accepted: Int, warns: Bool, pauses: Bool) {
        #expect(BreakerPolicy.warns(complained: complained, of: accepted) == warns)
        #expect(BreakerPolicy.pauses(complained: complained, of: accepted) == pauses)
        let count = BreakerCount(day: Self.day, accepted: accepted, complained: complained)
        #expect((BreakerPolicy.warning(count, of: .transactional) != nil) == warns)
        #expect(
            BreakerPolicy.reason(count) == (pauses ? .complaints(complained, of: accepted, day: Self.day) : nil))
    }

    @Test(
        "hard bounces pause above one in twenty, from ten on, whoever told of them",
        arguments: [
            (0, 9, 0, false), (0, 10, 0, true), (190, 10, 0, false),
            (189, 10, 0, true), (200, 0, 10, false), (199, 0, 10, true), (95, 5, 5, true), (195, 5, 5, false),
            (450, 20, 5, true), (475, 20, 5, true), (480, 20, 5, false), (4, 0, 4, false),
        ] as [(Int, Int, Int, Bool)])
    func bounces(accepted: Int, refused: Int, returned: Int, pauses: Bool) {
        for day in [Self.day, nil] {
            let count = BreakerCount(day: day, accepted: accepted, refused: refused, returned: returned)
            let reason = PauseReason.bounces(refused + returned, of: accepted + refused, day: day)
            #expect(BreakerPolicy.reason(count) == (pauses ? reason : nil))
        }
    }

    @Test("of the first messages nobody counts complaints, and of a day they come before bounces")
    func order() {
        #expect(BreakerPolicy.reason(BreakerCount(day: nil, accepted: 100, complained: 50)) == nil)
        #expect(
            BreakerPolicy.warning(BreakerCount(day: nil, accepted: 9, complained: 9), of: .transactional) == nil)
        let both = BreakerCount(day: Self.day, accepted: 100, refused: 50, complained: 10)
        #expect(BreakerPolicy.reason(both)?.breaker == .complaints)
    }

    @Test("marketing counts for its campaign, transactional mail for its relay, and each pauses itself alone")
    func subjects() {
        let campaign = CampaignID(7)
        #expect(BreakerSubject(.marketing, of: campaign) == .campaign(campaign))
        #expect(BreakerSubject(.transactional, of: campaign) == .transactional)
        #expect(BreakerSubject(.transactional, of: nil) == .transactional)
        #expect(BreakerSubject(.marketing, of: nil) == nil)
        for subject in [BreakerSubject.campaign(campaign), .transactional] {
            #expect(BreakerSubject(subject.scope) == subject)
        }
        for scope in [PauseScope.relay, .warmUp, .domain("x.example"), .transactionalDomain("x.example")] {
            #expect(BreakerSubject(scope) == nil)
        }
    }

    @Test("a day is the sender's, also where the clocks change")
    func day() throws {
        let berlin = try #require(ZoneClock.named("Europe/Berlin"))
        for (moment, date, begins) in [
            ("2026-10-25T22:59:59Z", "2026-10-25", "2026-10-24T22:00:00Z"),
            ("2026-10-25T23:00:00Z", "2026-10-26", "2026-10-25T23:00:00Z"),
        ] {
            let day = SendingDay(at: try Timestamp(parsing: moment, clock: .utc), clock: berlin)
            #expect(day.date.description == date && day.begins.iso8601 == begins)
        }
    }
}
