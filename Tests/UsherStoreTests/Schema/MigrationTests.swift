import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing
import UsherCore

@testable import UsherStore

@Suite("Schema and migrations")
struct MigrationTests {
    /// A database that version 1 wrote, in a folder of its own.
    private func version1() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let fixture = tests.deletingLastPathComponent().appendingPathComponent("Fixtures/UsherStore/version1.sql")
        let dump = try String(contentsOf: fixture, encoding: .utf8)
        let database = try DatabaseQueue(path: folder("usher.sqlite"))
        try database.writeWithoutTransaction { try $0.execute(sql: dump) }
        try database.close()
        return folder
    }

    private func open(_ folder: TemporaryFolder) throws -> SQLiteStore {
        try SQLiteStore.open(path: folder("usher.sqlite"), hash: TestHash.of)
    }

    /// The tables and indexes of a file, without their layout.
    private func schema(_ path: String) throws -> [String] {
        try DatabaseQueue(path: path).read { database in
            try String.fetchAll(
                database, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
        }.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    @Test("Version 1 is what databases out there have")
    func released() throws {
        let fresh = try TemporaryFolder()
        try DatabaseQueue(path: fresh("usher.sqlite")).writeWithoutTransaction {
            try $0.execute(sql: Schema.migrations[0])
        }
        let released = try version1()
        #expect(try schema(fresh("usher.sqlite")) == schema(released("usher.sqlite")))
    }

    @Test("A migrated database and a new one have the same tables")
    func same() throws {
        let old = try version1()
        let new = try TemporaryFolder()
        try open(old).close()
        try open(new).close()
        #expect(try schema(old("usher.sqlite")) == schema(new("usher.sqlite")))
    }

    @Test("Everything that version 1 wrote is there, and works")
    func carriedOver() throws {
        let folder = try version1()
        let store = try open(folder)
        #expect(store.databaseID == "9b025416f1f3c06f8961054096a91864")
        try TableRules.check(folder("usher.sqlite"))
        let now = Scene.start
        let totals = try store.totals(now: now)
        #expect(totals.contacts == 6 && totals.activeRuns == 4 && totals.suppressions == 1)
        #expect(totals.byState == [.sent: 1, .queued: 2, .bounced: 1, .held: 1, .parked: 1, .claimed: 1])
        let grace = try #require(try store.contact(EmailAddress("grace.hopper@example.com").key))
        #expect(grace.address.wire == "Grace.Hopper@example.com" && grace.zone == "America/New_York")
        #expect(
            grace.attributes == [
                "plan": .text("gold"), "orders": .number("4"),
                "spent": .money(Money(minorUnits: 4900, currency: "EUR")),
                "since": .date(CalendarDate(year: 2025, month: 3, day: 9)), "vip": .yesNo(true),
                "likes": .list(["tea", "maps"]),
            ])
        #expect(try store.enrollments(of: grace.id).first?.data == ["order": "7"])
        #expect(try store.consents(of: grace.id).map(\.said) == [.agreed])
        let bounced = try store.standing(EmailAddress("bounce@example.com").key, now: now)
        #expect(bounced.suppressions.map(\.reason) == [.bounced])
        #expect(try store.standing(EmailAddress("lifted@example.com").key, now: now).suppressions.isEmpty)
        #expect(try store.sources(Scene.revision) == Scene.sources)
        #expect(try store.pauses().map(\.reason) == ["by hand"])
        #expect(try store.note("clock") == "1795000000000")

        #expect(try store.recover(owner: "after", resendAt: now, now: now).count == 1)
        #expect(try store.resume(.campaign(CampaignID(2)), now: now, spacing: 0))
        let batch = try store.claim(owner: "after", now: now.adding(seconds: 100), limit: 50) { candidate, _ in
            .send(candidate.composition ?? Composition(revision: Scene.revision, inputs: "{}", composedAt: now))
        }
        #expect(batch.claimed.count == 4)
        let settlements = batch.claimed.map {
            Settlement(delivery: $0.delivery, result: .sent(countsTowardsCap: true), advance: .end(.finished))
        }
        #expect(try store.settle(settlements, owner: "after", now: now).values.allSatisfy { $0 })
        try TableRules.check(folder("usher.sqlite"))
    }

    @Test("A token of before there were scopes tells and enrolls, says nothing of consent, and has no end")
    func tokens() throws {
        let folder = try TemporaryFolder()
        let database = try DatabaseQueue(path: folder("usher.sqlite"))
        try database.writeWithoutTransaction { database in
            for migration in Schema.migrations.prefix(7) { try database.execute(sql: migration) }
            try database.execute(
                sql: """
                    INSERT INTO identity (database_id) VALUES ('00');
                    INSERT INTO api_tokens (name, hash, created_at) VALUES ('checkout', x'01', 1);
                    PRAGMA user_version = 7;
                    PRAGMA application_id = \(Schema.applicationID);
                    """)
        }
        try database.close()
        let token = try #require(try open(folder).tokens().first)
        #expect(token.scopes == [.events, .enrollments] && token.endsAt == nil)
    }

    @Test("Many that open a new file together make it once")
    func together() throws {
        let folder = try TemporaryFolder()
        let ids = Mutex<[String]>([])
        let group = DispatchGroup()
        for _ in 0..<8 {
            group.enter()
            Thread {
                let id = (try? SQLiteStore.open(path: folder("usher.sqlite"), hash: TestHash.of))?.databaseID
                ids.withLock { $0.append(id ?? "not opened") }
                group.leave()
            }.start()
        }
        group.wait()
        let all = ids.withLock { $0 }
        #expect(all.count == 8 && Set(all).count == 1 && all.first?.count == 32)
    }
}
