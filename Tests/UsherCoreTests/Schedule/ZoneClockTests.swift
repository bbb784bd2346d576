import Foundation
import Testing
import TestSupport

@testable import UsherCore

@Suite("A zone's wall clock")
struct ZoneClockTests {
    private static func moment(_ text: String) throws -> Timestamp { try Timestamp(parsing: text, clock: .utc) }

    @Test(
        "gaps and overlaps have one answer each",
        arguments: [
            // Berlin 2026-03-29: 02:00 becomes 03:00 at 01:00 UTC.
            ("Europe/Berlin", "2026-03-29T01:59Z", "2026-03-29T00:59Z"),
            ("Europe/Berlin", "2026-03-29T02:00Z", "2026-03-29T01:00Z"),
            ("Europe/Berlin", "2026-03-29T02:30Z", "2026-03-29T01:00Z"),
            ("Europe/Berlin", "2026-03-29T03:00Z", "2026-03-29T01:00Z"),
            ("Europe/Berlin", "2026-03-29T03:01Z", "2026-03-29T01:01Z"),
            // Berlin 2026-10-25: 03:00 becomes 02:00 at 01:00 UTC.
            ("Europe/Berlin", "2026-10-25T01:59Z", "2026-10-24T23:59Z"),
            ("Europe/Berlin", "2026-10-25T02:00Z", "2026-10-25T00:00Z"),
            ("Europe/Berlin", "2026-10-25T02:59Z", "2026-10-25T00:59Z"),
            ("Europe/Berlin", "2026-10-25T03:00Z", "2026-10-25T02:00Z"),
            // Half an hour on Lord Howe Island.
            ("Australia/Lord_Howe", "2026-10-04T02:10Z", "2026-10-03T15:30Z"),
            // A day that Samoa never had.
            ("Pacific/Apia", "2011-12-30T12:00Z", "2011-12-30T10:00Z"),
            ("Pacific/Apia", "2011-12-31T00:00Z", "2011-12-30T10:00Z"),
            ("Pacific/Apia", "2011-12-29T23:00Z", "2011-12-30T09:00Z"),
            ("UTC", "2026-03-29T02:30Z", "2026-03-29T02:30Z"),
        ])
    func gapsAndOverlaps(zone: String, wall: String, expected: String) throws {
        let clock = try #require(ZoneClock.named(zone))
        let wall = WallTime(milliseconds: try Self.moment(wall).milliseconds)
        #expect(clock.moment(of: wall) == (try Self.moment(expected)))
    }

    @Test("agrees with Foundation at random moments and around each change", arguments: TestZones.names)
    func agreesWithFoundation(name: String) throws {
        let seed: UInt64 = 41
        var random = SeededGenerator(seed: seed)
        let clock = try #require(ZoneClock.named(name))
        let zone = try #require(TimeZone(identifier: name))
        var moments = TestZones.changes(zone).flatMap { [$0.adding(milliseconds: -1), $0, $0.adding(milliseconds: 1)] }
        for _ in 0..<1000 {
            moments.append(Timestamp(milliseconds: .random(in: 0..<4_000_000_000_000, using: &random)))
        }
        for moment in moments where clock.wall(at: moment) != TestZones.wall(moment, zone) {
            Issue.record("\(name) at \(moment.milliseconds), seed \(seed)")
        }
    }

    @Test("a wall time is the first minute that shows it or a later one, searched by hand", arguments: TestZones.names)
    func firstMinute(name: String) throws {
        let seed: UInt64 = 42
        var random = SeededGenerator(seed: seed)
        let clock = try #require(ZoneClock.named(name))
        let zone = try #require(TimeZone(identifier: name))
        for change in TestZones.changes(zone).shuffled(using: &random).prefix(8) {
            let near = TestZones.wall(change, zone).milliseconds / 60_000 + .random(in: -150...150, using: &random)
            let wanted = WallTime(milliseconds: near * 60_000)
            var minute = Timestamp(milliseconds: change.milliseconds - 8 * 3_600_000)
            while TestZones.wall(minute, zone) < wanted { minute = minute.adding(seconds: 60) }
            #expect(clock.moment(of: wanted) == minute, "\(name), \(Wording.wall(wanted)), seed \(seed)")
        }
    }

    @Test("goes on before 1970 and after 2100")
    func beyondTheTable() throws {
        let clock = try #require(ZoneClock.named("Europe/Berlin"))
        for milliseconds in [Int64.min / 4, -1, 5_000_000_000_000, Int64.max / 4] {
            let moment = Timestamp(milliseconds: milliseconds)
            #expect(clock.moment(of: clock.wall(at: moment)) == moment)
        }
    }

    @Test(
        "there is none for what is not an IANA name",
        arguments: [
            "", "Berlin", "europe/berlin", "Europe/Berlinn", "PST", "CST", "GMT+3", "UTC+2", "../../etc/passwd",
            "Europe/", "/",
            "Europe/Berlin ", String(repeating: "Europe/", count: 100),
        ])
    func unknown(name: String) {
        #expect(ZoneClock.named(name) == nil)
    }

    @Test(
        "there is one for each IANA name",
        arguments: ["UTC", "GMT", "CET", "Japan", "Asia/Kolkata", "US/Pacific", "Etc/GMT+3"])
    func known(name: String) {
        #expect(ZoneClock.named(name)?.name == name)
    }

    @Test(
        "a mistyped name is answered with the one that was meant",
        arguments: [
            ("europe/berlin", "; did you mean 'Europe/Berlin'?"), ("Berlin", "; did you mean 'Europe/Berlin'?"),
            ("Europe/Berlni", "; did you mean 'Europe/Berlin'?"), ("new york", "; did you mean 'America/New_York'?"),
            ("utc", "; did you mean 'UTC'?"), ("Middle-earth/Bree", ""),
        ])
    func suggestion(name: String, phrase: String) {
        #expect(ZoneClock.suggestion(for: name) == phrase)
    }
}
