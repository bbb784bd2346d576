import Foundation
import TestHomes
import TestSupport
import Testing
import UsherCore

@testable import UsherDaemon
@testable import UsherHome
@testable import UsherPlay

@Suite("What a warm-up may do to a simulated calendar")
struct WarmUpRemarkTests {
    private func remark(_ warmUp: WarmUp?, _ campaigns: [String], days: Int = 60) throws -> String? {
        let folder = try TemporaryFolder("warm-up")
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        var files = try HomeReader.read(folder.path)
        files.settings.smtp = SMTPSettings(host: "relay.example", port: 587, warmUp: warmUp)
        let person = SimulatedContact(try #require(try files.sample("joerg")))
        let simulation = try Simulation(
            files: files, campaigns: campaigns, people: [person], from: "2026-11-20T10:00", days: days)
        return WarmUpRemark.line(try simulation.run(), files: files)
    }

    @Test("is said of the marketing that goes before it is over at the latest, and of nothing else")
    func said() throws {
        #expect(try remark(nil, ["welcome"]) == nil)
        let whole = try #require(try remark(WarmUp(firstDay: 50, doublesEvery: 2), ["welcome"]))
        #expect(whole.hasPrefix("warm-up: before 2026-12-19 smtp.warm_up lets only so many messages go in a day"))
        #expect(whole.contains(", 50 on the first. "))
        #expect(whole.contains("4 e-mails of marketing above may go later"), "\(whole)")
        // 300,000 on the first day, 600,000 on the second, and then it is over.
        let short = try #require(try remark(WarmUp(firstDay: 300_000, doublesEvery: 1), ["welcome"]))
        #expect(short.contains("before 2026-11-22") && short.contains("1 e-mail of marketing"), "\(short)")
    }

    @Test("orders' mail never waits for it")
    func transactional() throws {
        let said = try remark(WarmUp(firstDay: 300_000, doublesEvery: 1), ["excite"], days: 1)
        #expect(said == nil, "the thanks for an order are transactional: \(said ?? "")")
    }

    @Test("lasts until a million may go", arguments: [(50, 2, 29), (1, 1, 20), (999_999, 1, 1), (1_000_000, 1, 0)])
    func length(firstDay: Int, doublesEvery: Int, days: Int) {
        #expect(WarmUpRemark.days(of: WarmUp(firstDay: firstDay, doublesEvery: doublesEvery)) == days)
    }
}
