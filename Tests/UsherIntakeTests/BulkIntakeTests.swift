import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherIntake

@Suite("A bulk run")
struct BulkIntakeTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        (folder, home) = try OpenHome.shipped()
    }

    private func request(_ number: Int, _ campaign: CampaignID?) throws -> EntryRequest {
        EntryRequest(
            told: ContactDraft(address: try EmailAddress("p\(number)@example.org")), campaign: campaign,
            wording: "at the fair", source: "test", now: home.clock.now())
    }

    @Test("Records a few hundred at a time and the rest at the end, and adds nobody twice")
    func transactions() throws {
        let campaign = try home.campaignID(named: "welcome")
        for round in 0..<2 {
            var bulk = BulkIntake(intake: home.intake, isDaemonRunning: { false })
            for number in 0..<(BulkIntake.rowsPerTransaction + 5) {
                #expect(try bulk.add(request(number, campaign), line: number + 2).isEmpty)
            }
            #expect(bulk.tally.count == BulkIntake.rowsPerTransaction)
            #expect(try home.store.totals(now: home.clock.now()).contacts == (round == 0 ? 300 : 305))
            #expect(try bulk.flush().isEmpty)
            #expect(try bulk.flush().isEmpty)
            #expect(bulk.tally.entered == (round == 0 ? 305 : 0))
            #expect(bulk.tally.already == (round == 0 ? 0 : 305))
        }
        #expect(try home.store.totals(now: home.clock.now()).byState[.queued] == 305)
    }

    @Test("Tells new people from known ones when no campaign is asked for")
    func imported() throws {
        var bulk = BulkIntake(intake: home.intake, isDaemonRunning: { false })
        for number in [1, 2, 1] { _ = try bulk.add(request(number, nil), line: 2) }
        _ = try bulk.flush()
        #expect(bulk.tally.added == 2)
        #expect(bulk.tally.updated == 1)
    }

    @Test("Names the line of somebody who may not enter")
    func refused() throws {
        let no = try EmailAddress("p2@example.org")
        _ = try home.store.suppress(
            no.key, scope: .everything, reason: .unsubscribed, until: nil, by: "operator", note: nil,
            now: home.clock.now())
        let campaign = try home.campaignID(named: "welcome")
        var bulk = BulkIntake(intake: home.intake, isDaemonRunning: { false })
        for number in 1...3 { #expect(try bulk.add(request(number, campaign), line: number * 10).isEmpty) }
        let refused = try bulk.flush()
        #expect(refused.map(\.line) == [20])
        #expect(refused.map(\.request.person.address) == [no])
        #expect(bulk.tally.entered == 2)
        #expect(bulk.tally.refused == 1)
    }

    @Test("Rests after a transaction while a daemon runs, and only then")
    func rests() throws {
        for isRunning in [true, false] {
            var rests = 0
            var bulk = BulkIntake(
                intake: home.intake, isDaemonRunning: { isRunning },
                rest: { duration in
                    rests += 1
                    #expect(duration > .zero)
                })
            _ = try bulk.add(request(1, nil), line: 2)
            _ = try bulk.flush()
            #expect(rests == (isRunning ? 1 : 0))
        }
    }

    @Test("Is summed up in one line that says only what happened")
    func summary() {
        var report = BulkReport(file: "people.csv")
        #expect(report.summary == "no rows below the first line")
        report.rows = 1
        report.tally.added = 1
        #expect(report.summary == "1 row: 1 new")
        report.rows = 9
        report.tally.updated = 2
        report.tally.refused = 3
        report.badCount = 3
        #expect(report.summary == "9 rows: 1 new, 2 known already, 3 refused, 3 bad")
    }
}
