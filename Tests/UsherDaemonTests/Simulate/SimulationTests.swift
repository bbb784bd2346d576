import Foundation
import TestSupport
import Testing
import UsherCore

@testable import UsherDaemon

@Suite("A simulated calendar")
struct SimulationTests {
    private static func files() throws -> HomeFiles {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        return try HomeReader.read(folder.path)
    }

    private static func calendar(
        _ campaigns: [String], _ sample: String, from: String, days: Int = 60
    ) throws -> [String] {
        let simulation = try Simulation(
            files: try files(), campaigns: campaigns, sample: sample, from: from, days: days)
        return try simulation.run().flatMap(\.messages).map { message in
            "\(Wording.wall(message.clock.wall(at: message.at))) \(message.name) \(message.state.rawValue)"
        }
    }

    @Test("is on the person's clock and in the window, for each campaign as if it were the only one")
    func joerg() throws {
        #expect(
            try Self.calendar(["welcome", "ascend"], "joerg", from: "2026-11-20T23:50") == [
                "2026-11-20 23:50 welcome/download sent", "2026-11-23 09:30 welcome/crisp-folds sent",
                "2026-11-26 09:30 welcome/sewn-booklet sent", "2026-12-01 09:30 welcome/last-note sent",
                "2026-11-27 10:00 ascend/second-book sent", "2026-12-01 10:00 ascend/bench-box sent",
                "2026-12-07 10:00 ascend/any-questions sent",
            ])
    }

    @Test("says what is skipped, and ends when the days are over")
    func skipped() throws {
        let calendar = try Self.calendar(["ascend"], "aroha", from: "2026-11-20T23:50")
        #expect(calendar.contains { $0.hasSuffix("ascend/bench-box skipped") })
        #expect(try Self.calendar(["ascend"], "aroha", from: "2026-11-20T23:50", days: 3).isEmpty)
    }

    @Test("names a campaign, a person or a moment that is not there")
    func unknown() throws {
        #expect(throws: UnknownName.self) { try Self.calendar(["welcom"], "sam", from: "2026-11-20T09:00") }
        #expect(throws: UnknownName.self) { try Self.calendar(["welcome"], "sma", from: "2026-11-20T09:00") }
        #expect(throws: Misreading.self) { try Self.calendar(["welcome"], "sam", from: "yesterday") }
    }

    @Test("leaves nothing behind")
    func tidy() throws {
        func folders() throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory()))
        }
        var simulator: Simulator? = try Simulator(files: try Self.files())
        let name = try #require(simulator.map(\.folder))
        #expect(try folders().contains((name as NSString).lastPathComponent))
        simulator = nil
        #expect(try !folders().contains((name as NSString).lastPathComponent))
    }
}
