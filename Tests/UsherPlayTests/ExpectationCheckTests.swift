import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherHome
@testable import UsherPlay

@Suite("What must happen, played")
struct ExpectationCheckTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
    }

    private func expect(_ campaign: String, _ text: String) throws {
        try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: folder("config/campaigns/\(campaign).expect")))
    }

    private func errors() -> [String] { HomeCheck.run(folder.path).errors.map(\.description) }

    @Test("each shipped campaign that sends e-mail has expectations, and all come true")
    func shipped() throws {
        let files = try #require(HomeCheck.run(folder.path).files)
        let mailed = Set(files.campaigns.filter { !$0.steps.isEmpty }.map(\.name))
        #expect(!mailed.isEmpty && Set(files.expectations.map(\.campaign)) == mailed)
        #expect(ExpectationCheck.problems(files) == [])
    }

    @Test("an edit that breaks a promise is an error at the line that made it, with what happens instead")
    func broken() throws {
        try folder.edit("config/campaigns/welcome.yaml", "wait: 2 days", "wait: 3 days")
        #expect(
            errors() == [
                "config/campaigns/welcome.expect:6:67: error: joerg gets 'crisp-folds' on Thu 2026-11-26 09:30, not on Wed 2026-11-25 09:30"
            ])
    }

    @Test("a stop that is no longer one is found by the steps that go after it")
    func stop() throws {
        try folder.edit("config/campaigns/excite.yaml", "stops_when: [ { event: refunded } ]", "")
        #expect(
            errors() == [
                "config/campaigns/excite.expect:2:82: error: sam gets 'show-me' on Wed 2026-06-17 09:30, after 'refunded'",
                "config/campaigns/excite.expect:2:82: error: sam gets 'three-snags' on Fri 2026-06-12 09:30, after 'refunded'",
                "config/campaigns/excite.expect:5:3: error: aroha gets 'show-me' on Wed 2026-12-02 09:30, after 'refunded'",
                "config/campaigns/excite.expect:5:3: error: aroha gets 'three-snags' on Fri 2026-11-27 09:30, after 'refunded'",
            ])
    }

    @Test("a refund of an amount stops nothing, and one of the rest does")
    func partRefund() throws {
        let story = "sam buys 48.00 EUR Friday 23:50 -> thanks at once; after a refund 5.00 EUR Saturday 10:00; "
        try expect("excite", "\(story)first-seam on Monday 09:30; nothing after a refund 43.00 EUR")
        #expect(errors() == [])
        try expect("excite", "\(story)nothing after a refund 43.00 EUR Saturday 11:00")
        #expect(errors() == [])
        try expect("excite", "\(story)nothing after a refund 42.99 EUR Saturday 11:00")
        #expect(errors().count == 3)
    }

    @Test("a step that nobody expects is found, however late it goes")
    func late() throws {
        try folder.edit(
            "config/campaigns/promote.yaml", "steps:", "steps:\n  - { name: x, wait: 400 days, kind: transactional }")
        try Data("---\nsubject: x\n---\nHello\n".utf8)
            .write(to: URL(fileURLWithPath: folder("templates/promote/x.md")))
        #expect(errors().contains { $0.contains("aroha gets 'x' on") && $0.hasSuffix("which is not expected") })
    }

    @Test("what stands after a step of the same minute comes after it, what stands before it before it")
    func sameMinute() throws {
        try expect(
            "welcome",
            """
            sam enters welcome on 2026-11-20 23:50 -> download at once; crisp-folds on 2026-11-23 09:30;
              nothing after purchased on 2026-11-23 09:30
            """)
        #expect(errors() == [])
        try expect(
            "welcome",
            "sam enters welcome on 2026-11-20 23:50 -> download at once; nothing after purchased on 2026-11-23 09:30")
        #expect(errors() == [])
    }

    @Test("nobody is held out, and sample people are known")
    func known() throws {
        try folder.edit("config/campaigns/excite.yaml", "traffic_source: email", "traffic_source: email\nholdout: 50%")
        #expect(errors() == [])
        try folder.edit("config/journey.yaml", "unknown_people: add", "unknown_people: refuse")
        #expect(errors() == [])
    }

    @Test("a reload with a wrong expectation is refused, and names it")
    func reload() async throws {
        let home = try OpenHome.open(folder.path, environment: [:])
        try folder.edit("config/campaigns/welcome.expect", "Mon 2026-11-23 09:30", "Mon 2026-11-23 09:31")
        let outcome = await Reloader(home: home, environment: [:]).reload(yes: true, serving: try home.edition)
        #expect(
            outcome.sentence
                == "refused, the old files keep serving: config/campaigns/welcome.expect:2:65: error: sam gets 'crisp-folds' "
                + "on Mon 2026-11-23 09:30, not on Mon 2026-11-23 09:31")
        #expect(!outcome.isTakenUp)
    }
}
