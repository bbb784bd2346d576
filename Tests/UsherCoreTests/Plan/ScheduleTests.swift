import Testing
import UsherCore

@Suite("When a step is due")
struct ScheduleTests {
    static let berlin = ZoneClock.named("Europe/Berlin") ?? .utc

    static func at(_ text: String, _ clock: ZoneClock = berlin) throws -> Timestamp {
        try Timestamp(parsing: text, clock: clock)
    }

    private static func step(_ wait: String, _ at: String? = nil, kind: MessageKind = .marketing, anyTime: Bool = false)
        throws -> Step
    {
        Step(
            name: "step", wait: try Wait(parsing: wait), at: try at.map(TimeOfDay.init(parsing:)), kind: kind,
            anyTime: anyTime)
    }

    @Test(
        "wait and at, on the contact's clock",
        arguments: [
            // Friday 2026-11-20.
            ("3 days", "09:30", "2026-11-20 23:50", "2026-11-23 09:30"),
            ("3 days", nil, "2026-11-20 23:50", "2026-11-23 23:50"),
            ("1 day", "09:30", "2026-11-20 08:00", "2026-11-21 09:30"),
            ("1 week", "00:00", "2026-11-20 23:59", "2026-11-27 00:00"),
            ("0", nil, "2026-11-20 23:50", "2026-11-20 23:50"), ("0", "09:30", "2026-11-20 09:30", "2026-11-20 09:30"),
            ("0", "09:30", "2026-11-20 09:31", "2026-11-21 09:30"),
            ("0", "09:30", "2026-11-20 00:00", "2026-11-20 09:30"),
            ("4 hours", nil, "2026-11-20 23:50", "2026-11-21 03:50"),
            ("4 hours", "09:30", "2026-11-20 08:00", "2026-11-21 09:30"),
            ("90 minutes", "09:30", "2026-11-20 08:00", "2026-11-20 09:30"),
            ("90 days", "09:30", "2026-11-30 10:00", "2027-02-28 09:30"),
            // The night of 2026-03-29 has no 02:30; hours are elapsed time.
            ("1 day", "02:30", "2026-03-28 12:00", "2026-03-29 03:00"),
            ("1 day", nil, "2026-03-28 02:30", "2026-03-29 03:00"),
            ("2 days", nil, "2026-03-28 02:30", "2026-03-30 02:30"),
            ("24 hours", nil, "2026-03-28 12:00", "2026-03-29 13:00"),
            ("0", "02:30", "2026-03-29 03:10", "2026-03-30 02:30"),
            // The night of 2026-10-25 has two 02:30: 00:30 and 01:30 UTC.
            ("1 day", "02:30", "2026-10-24 12:00", "2026-10-25T00:30Z"),
            ("24 hours", nil, "2026-10-24 12:00", "2026-10-25 11:00"),
            ("0", "02:30", "2026-10-25T01:00Z", "2026-10-26 02:30"),
            ("1 hour", nil, "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
        ])
    func asked(wait: String, at: String?, anchor: String, due: String) throws {
        let asked = Schedule.asked(try Self.step(wait, at), anchor: try Self.at(anchor), clock: Self.berlin)
        #expect(asked == (try Self.at(due)), "\(Wording.time(asked, clock: Self.berlin))")
    }

    private func due(
        _ step: Step, isFirst: Bool = false, anchor: String, last: String? = nil, now: String? = nil,
        window: String? = "weekdays 09:00-18:00"
    ) throws -> Timestamp {
        let settings = Settings(
            sender: Mailbox(name: "Shop", address: "shop@shop.example"),
            window: try window.map(SendWindow.init(parsing:)))
        return Schedule.due(
            step, isFirst: isFirst, anchor: try Self.at(anchor), clock: Self.berlin, settings: settings,
            lastMarketingAt: try last.map { try Self.at($0) }, now: try Self.at(now ?? anchor))
    }

    @Test(
        "the window is part of it, on the contact's weekdays",
        arguments: [
            ("2026-11-20 17:59", "2026-11-20 17:59"), ("2026-11-20 18:00", "2026-11-23 09:00"),
            ("2026-11-21 12:00", "2026-11-23 09:00"), ("2026-11-23 08:59", "2026-11-23 09:00"),
        ])
    func window(anchor: String, expected: String) throws {
        #expect(try due(Self.step("0"), anchor: anchor) == Self.at(expected))
    }

    @Test(
        "a later day's opening is at the step's own hour where the window is open then",
        arguments: [
            ("09:30", "2026-11-20 12:00", "2026-11-23 09:30"), ("08:00", "2026-11-20 12:00", "2026-11-23 09:00"),
            ("20:00", "2026-11-19 12:00", "2026-11-23 09:00"),
        ])
    func hour(at: String, anchor: String, expected: String) throws {
        #expect(try due(Self.step("1 day", at), anchor: anchor) == Self.at(expected))
    }

    @Test("the cap is part of it, and the window after the cap")
    func cap() throws {
        let step = try Self.step("0", "09:30")
        let noon = try due(step, anchor: "2026-11-24 00:00", last: "2026-11-23 16:00")
        #expect(noon == (try Self.at("2026-11-24 12:00")))
        let nextMorning = try due(step, anchor: "2026-11-24 00:00", last: "2026-11-23 23:00")
        #expect(nextMorning == (try Self.at("2026-11-25 09:30")))
        #expect(try due(step, anchor: "2026-11-24 00:00", last: "2026-11-22 09:00") == Self.at("2026-11-24 09:30"))
    }

    @Test("transactional keeps neither, any_time keeps the cap only, a first step with wait 0 keeps neither")
    func kinds() throws {
        let night = "2026-11-21 03:00"
        let last = "2026-11-21 02:00"
        #expect(try due(Self.step("0", kind: .transactional), anchor: night, last: last) == Self.at(night))
        #expect(try due(Self.step("0", anyTime: true), anchor: night, last: last) == Self.at("2026-11-21 22:00"))
        #expect(try due(Self.step("0"), isFirst: true, anchor: night, last: last) == Self.at(night))
        #expect(try due(Self.step("0"), anchor: night, last: last) == Self.at("2026-11-23 09:00"))
        #expect(try due(Self.step("0", "03:30"), isFirst: true, anchor: night) == Self.at("2026-11-23 09:00"))
        #expect(try due(Self.step("0"), anchor: night, last: last, window: nil) == Self.at("2026-11-21 22:00"))
    }

    @Test("computed late, it is now, or the next opening of the window")
    func late() throws {
        let step = try Self.step("1 day", "09:30")
        #expect(try due(step, anchor: "2026-11-16 10:00", now: "2026-11-20 15:00") == Self.at("2026-11-20 15:00"))
        #expect(try due(step, anchor: "2026-11-16 10:00", now: "2026-11-20 19:00") == Self.at("2026-11-23 09:30"))
    }
}
