import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherHome
@testable import UsherIntake
@testable import UsherPlay

@Suite("A simulated calendar")
struct SimulationTests {
    private static func files() throws -> HomeFiles {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        return try HomeReader.read(folder.path)
    }

    private static func calendar(
        _ campaigns: [String], _ sample: String, from: String?, days: Int = 60, events: [String] = []
    ) throws -> [String] {
        let files = try files()
        let person = SimulatedContact(try #require(try files.sample(sample)))
        let simulation = try Simulation(
            files: files, campaigns: campaigns, people: [person], events: events, from: from, days: days)
        return try simulation.run().flatMap(\.stories).flatMap(\.lines).map { line in
            switch line {
            case .message(let message):
                "\(Wording.wall(message.clock.wall(at: message.at))) \(message.name) \(message.state.rawValue)"
            case .event(let event):
                "\(Wording.wall(event.clock.wall(at: event.at))) does \(event.event): \(event.moved ?? "stays")"
                    + (event.by.map { " by \($0)" } ?? "")
            }
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

    @Test("leads from welcome to excite to ascend where events do, in one story")
    func journey() throws {
        let calendar = try Self.calendar(
            ["welcome"], "aroha", from: "2026-11-20T10:00",
            events: [
                "purchased 2026-11-27T23:50", "quickstart_opened 2026-12-01T20:00", "purchased 2026-12-10T12:00",
            ])
        #expect(
            calendar == [
                "2026-11-20 10:00 welcome/download sent", "2026-11-23 09:30 welcome/crisp-folds sent",
                "2026-11-26 09:30 welcome/sewn-booklet sent",
                "2026-11-27 23:50 does purchased: subscribe -> convert by welcome",
                "2026-11-27 23:50 welcome/last-note cancelled", "2026-11-27 23:50 excite/thanks sent",
                "2026-11-30 09:30 excite/first-seam sent",
                "2026-12-01 20:00 does quickstart_opened: convert -> excite by excite",
                "2026-12-01 20:00 excite/three-snags cancelled",
                "2026-12-08 10:00 ascend/second-book sent",
                "2026-12-10 12:00 does purchased: excite -> ascend by ascend",
                "2026-12-10 12:00 ascend/bench-box cancelled",
                "2026-12-24 10:00 advocate/two-sentences sent", "2026-12-29 10:00 advocate/starting-points sent",
                "2027-01-05 10:00 advocate/last-ask sent",
            ])
    }

    @Test("begins with the first event where no campaign is named")
    func eventsAlone() throws {
        let calendar = try Self.calendar(
            [], "sam", from: nil, days: 5, events: ["purchased 2026-11-20T23:50 order=7", "refunded 2026-11-21T09:00"])
        #expect(
            calendar == [
                "2026-11-20 23:50 does purchased: - -> convert", "2026-11-20 23:50 excite/thanks sent",
                "2026-11-21 09:00 does refunded: stays", "2026-11-21 09:00 excite/first-seam cancelled",
            ])
    }

    @Test("a refund of an amount ends nothing; the one that takes the rest does")
    func partRefund() throws {
        let calendar = try Self.calendar(
            [], "sam", from: nil, days: 5,
            events: [
                "purchased 2026-11-20T23:50 order=7 value=48.00 currency=EUR",
                "refunded 2026-11-21T09:00 order=7 value=5.00 currency=EUR",
                "refunded 2026-11-24T09:00 order=7 value=43.00 currency=EUR",
            ])
        #expect(
            calendar == [
                "2026-11-20 23:50 does purchased: - -> convert", "2026-11-20 23:50 excite/thanks sent",
                "2026-11-21 09:00 does refunded: stays", "2026-11-23 09:30 excite/first-seam sent",
                "2026-11-24 09:00 does refunded: stays", "2026-11-24 09:00 excite/three-snags cancelled",
            ])
    }

    @Test(
        "says what is wrong with an event",
        arguments: [
            ("purchased 2026-11-27T23:50 value=48", "the value 48 has no currency; add one such as EUR"),
            (
                "purchased 2026-11-27T23:50 currency=EUR",
                "a currency without a value; add the value, or leave the currency out"
            ),
            (
                "purchased 2026-11-27T23:50 value=4.999 currency=EUR",
                "the value '4.999 EUR' must be an amount like 49.00 EUR: EUR has 2 decimals"
            ),
            ("", "the event is empty; write for example --event \"purchased 2026-11-27T23:50\""),
            ("purchasd 2026-11-27T23:50", "there is no event 'purchasd'; did you mean 'purchased'?"),
            (
                "purchased",
                "'purchased' needs an event and one moment; write for example --event \"purchased 2026-11-27T23:50\""
            ),
            (
                "purchased 2026-11-27T23:50 a=",
                "'a=' is not NAME=VALUE; write for example --event \"purchased 2026-11-27T23:50\""
            ),
            (
                "purchased yesterday",
                "'yesterday' is not a moment; write for example '2026-12-01 09:00' or '2026-12-01T09:00:00Z'"
            ),
            (
                "purchased 2026-11-19 23:50",
                "'purchased' happens Thu 2026-11-19 23:50 America/Los_Angeles (2026-11-20 07:50 UTC), before the beginning "
                    + "Fri 2026-11-20 23:50 America/Los_Angeles (2026-11-21 07:50 UTC); give an earlier --from"
            ),
        ])
    func badEvents(_ text: String, _ said: String) {
        let error = #expect(throws: Misreading.self) {
            try Self.calendar(["welcome"], "sam", from: "2026-11-20T23:50", events: [text])
        }
        #expect(error?.reason == said)
    }

    @Test("of a real person keeps to what the person said")
    func real() throws {
        let (folder, home) = try OpenHome.shipped()
        defer { withExtendedLifetime(folder) {} }
        let ada = ContactDraft(address: try EmailAddress("ada@example.org"), zone: "Europe/Madrid", stage: .excite)
        let entry = EntryRequest(
            told: ada, campaign: nil, wording: "at the fair", source: "test", now: home.clock.now())
        _ = try home.intake.enter([entry])
        func lines(_ campaign: String) throws -> [String] {
            try Simulation(
                files: home.files, campaigns: [campaign], people: [try home.simulated("ada@example.org")],
                from: "2026-11-23 12:00", days: 60
            ).run().flatMap(\.stories).flatMap(\.lines).flatMap(\.texts)
        }
        #expect(try lines("ascend").count == 3)
        #expect(
            try lines("welcome").map { $0.hasSuffix("stands at excite, and the campaign is for people at subscribe") }
                == [true])
        _ = try home.store.suppress(
            ada.address.key, scope: .marketing, reason: .unsubscribed, until: nil, by: "test", note: nil,
            now: home.clock.now())
        #expect(try lines("ascend").map { $0.contains("must not be mailed") } == [true])
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
