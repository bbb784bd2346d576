import Foundation
import TestHomes
import TestSupport
import Testing
import UsherCore

@testable import UsherDaemon

@Suite("What grows")
struct GrowthTests {
    private static let hour: Int64 = 3_600_000
    private static let start = Timestamp(seconds: 1_795_000_000)

    private static func growth(_ looks: [(hours: Int64, rows: Int)]) -> Growth? {
        var growth: Growth?
        for look in looks {
            let (now, rows) = (start.adding(milliseconds: look.hours * hour), ["events": look.rows])
            growth =
                growth.map { $0.looking(rows, now: now) ?? $0 } ?? Growth(first: nil, last: .init(at: now, rows: rows))
        }
        return growth
    }

    @Test(
        "is told for a day, from two looks a day apart",
        arguments: [
            ([(0, 100)], nil), ([(0, 100), (19, 500)], nil), ([(0, 100), (24, 500)], 400),
            ([(0, 100), (24, 500), (25, 9000)], 400), ([(0, 100), (48, 500)], 200),
            ([(0, 100), (24, 500), (48, 510)], 10), ([(0, 500), (24, 100)], 0),
            ([(0, 100), (24, 500), (-9, 500)], nil),
        ] as [([(Int64, Int)], Int?)])
    func daily(_ looks: [(Int64, Int)], _ daily: Int?) {
        #expect(Self.growth(looks.map { (hours: $0.0, rows: $0.1) })?.daily?["events"] == daily)
    }

    @Test("is remembered in the database, and shown by the status")
    func remembered() throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        try Growth.look(home.store, now: Self.start)
        #expect(try Growth.read(home.store)?.daily == nil)
        _ = try home.intake.enter([home.entry("ada@example.org"), home.entry("bob@example.org")])
        try Growth.look(home.store, now: Self.start.adding(milliseconds: 24 * Self.hour))
        #expect(try Growth.read(home.store)?.daily?["contacts"] == 2)
        #expect(try home.status().lines.contains { $0.hasPrefix("database") && $0.contains("contacts 2 (2 a day)") })
        try home.store.setNote("growth", "{")
        try Growth.look(home.store, now: Self.start)
        #expect(try Growth.read(home.store)?.last.rows["contacts"] == 2)
    }
}
