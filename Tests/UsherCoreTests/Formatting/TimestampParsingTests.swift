import Testing
import UsherCore

@Suite("A moment as people write it")
struct TimestampParsingTests {
    @Test(
        "on the clock it is read with, unless it names an offset",
        arguments: [
            ("2026-12-01", "2026-11-30 23:00"), ("2026-12-01 09:00", "2026-12-01 08:00"),
            ("2026-12-01T09:00", "2026-12-01 08:00"),
            (" 2026-12-01 09:00:59 ", "2026-12-01 08:00"), ("2026-07-01 09:00", "2026-07-01 07:00"),
            ("2026-12-01T09:00Z", "2026-12-01 09:00"), ("2026-12-01T09:00:00+01:00", "2026-12-01 08:00"),
            ("2026-12-01 09:00-0530", "2026-12-01 14:30"), ("2024-02-29 12:00Z", "2024-02-29 12:00"),
            ("2026-03-29 02:30", "2026-03-29 01:00"), ("2026-12-01t09:00:00.123456z", "2026-12-01 09:00"),
            ("2026-12-31T23:59:60Z", "2027-01-01 00:00"),
        ])
    func reads(text: String, utc: String) throws {
        let berlin = try #require(ZoneClock.named("Europe/Berlin"))
        let moment = try Timestamp(parsing: text, clock: berlin)
        #expect(Wording.wall(ZoneClock.utc.wall(at: moment)) == utc)
    }

    @Test("to the millisecond", arguments: [("", 0), (".5", 500), (".25", 250), (".123", 123), (".1239999", 123)])
    func milliseconds(fraction: String, milliseconds: Int64) throws {
        let whole = try Timestamp(parsing: "2026-12-01T09:00:07Z", clock: .utc)
        let moment = try Timestamp(parsing: "2026-12-01T09:00:07\(fraction)Z", clock: .utc)
        #expect(moment.since(whole) == milliseconds)
    }

    @Test(
        "what is none",
        arguments: [
            "", "tomorrow", "2026-13-01", "2026-02-30", "2026-12-01 24:00", "2026-12-01 09:60", "2026-12-01 9:00",
            "2026-12-01 09",
            "2026-12-01 09:00:61", "2026-12-01T09:00:00.Z", "2026-12-01T09:00.5Z", "2026-12-01T09:00:00+1",
            "2026-12-01T09:00:00 +01:00", "01.12.2026",
            "2026-12-01 09:00Zulu",
            "2026/12/01", "٢٠٢٦-١٢-٠١",
        ])
    func refuses(text: String) {
        let reason = "'\(text)' is not a moment; write for example '2026-12-01 09:00' or '2026-12-01T09:00:00Z'"
        #expect(throws: Misreading(reason)) { try Timestamp(parsing: text, clock: .utc) }
    }
}
