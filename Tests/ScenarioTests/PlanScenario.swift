import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// `usher plan` beside a running daemon.
    @Suite("What an edit would change")
    struct PlanScenario {
        private struct PlanLine: Decodable, Equatable {
            struct Person: Decodable, Equatable {
                let address: String
                let message: String
                let effect: String
            }

            let isTakenUp: Bool
            let isHeld: Bool
            let unchanged: Int
            let later: Int
            let sooner: Int
            let mailedAtOnce: Int
            let mailed: Int
            let stranded: Int
            let people: [Person]
            let more: Int
        }

        /// More than two of the lots that the plan reads.
        private static let people = 1_100

        /// A home whose daemon runs, with everybody waiting for the second letter, and a draft of its files.
        private func home() async throws -> (ScenarioHome, UsherProcess) {
            let home = try await ScenarioHome()
            try home.configure(mode: "rehearsal")
            try home.addCourse([("one", "20 days"), ("two", "30 days")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(Self.people))
            try redraft(home)
            return (home, daemon)
        }

        /// The files as they are.
        private func redraft(_ home: ScenarioHome) throws {
            try? FileManager.default.removeItem(atPath: home("draft"))
            try FileManager.default.createDirectory(atPath: home("draft"), withIntermediateDirectories: true)
            for folder in ["config", "templates"] {
                try FileManager.default.copyItem(atPath: home(folder), toPath: home("draft/\(folder)"))
            }
        }

        private func plan(_ home: ScenarioHome, _ more: String...) async throws -> (PlanLine, Program.End) {
            let result = try await home.usher(["plan", home("draft"), "--json"] + more)
            #expect(result.errors == "")
            return (try JSONDecoder().decode(PlanLine.self, from: Data(result.output.utf8)), result.end)
        }

        private static let course = "draft/config/campaigns/course.yaml"

        @Test("counts everybody who waits, in lots, beside the daemon, and says what a reload then does")
        func counts() async throws {
            let (home, daemon) = try await home()
            let before = try await home.done("queue", "list", "--limit", "2000", "--json")

            let (same, ends) = try await plan(home, "--names")
            #expect(same.unchanged == Self.people && same.isTakenUp && same.people.isEmpty && ends == .exit(0))

            try home.edit(Self.course, "wait: 20 days", "wait: 25 days")
            let (later, laterEnds) = try await plan(home)
            #expect(later.later == Self.people && later.isTakenUp && laterEnds == .exit(0))

            try home.edit(Self.course, "wait: 25 days", "wait: 0")
            let (soon, soonEnds) = try await plan(home, "--names", "--limit", "2")
            #expect(soon.mailedAtOnce == Self.people && soon.mailed == Self.people && soon.isHeld)
            #expect(soon.people.count == 2 && soon.more == Self.people - 2 && soonEnds == .exit(75))
            #expect(
                soon.people.first
                    == .init(address: ScenarioHome.address(1), message: "course/one", effect: "mailed at once"))

            #expect(try await home.done("queue", "list", "--limit", "2000", "--json") == before, "nothing is changed")
            try home.write(try home.read(Self.course), to: "config/campaigns/course.yaml")
            let held = try await home.usher("reload")
            #expect(held.end == .exit(75) && held.output.contains("\(Self.people) people"), "\(held.output)")
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("says when the last goes of those whom an edit mails at once, where the relay is warmed up")
        func warmedUp() async throws {
            let home = try await ScenarioHome()
            let peer = try ScriptedPeer()
            try home.goLive(port: peer.port, smtp: ["tls: none", "warm_up: { first_day: 10, doubles_every: 1 day }"])
            try home.addCourse([("one", "20 days")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(35))
            try redraft(home)
            let warning = /smtp\.warm_up lets 10 more go today: the last of 35 goes on \d{4}-\d\d-\d\d\n/
            #expect(try await !home.usher("plan", home("draft")).output.contains(warning))
            try home.edit(Self.course, "wait: 20 days", "wait: 0")
            let plan = try await home.usher("plan", home("draft")).output
            #expect(plan.contains(warning), "\(plan)")
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("names who would lose the step that they wait for")
        func stranded() async throws {
            let (home, daemon) = try await home()
            try home.edit(Self.course, "  - { name: one, wait: 20 days }\n", "")
            try FileManager.default.removeItem(atPath: home("draft/templates/course/one.md"))
            let (gone, ends) = try await plan(home, "--names", "--limit", "1")
            #expect(gone.stranded == Self.people && gone.isHeld && ends == .exit(75))
            #expect(gone.people.map(\.effect) == ["stranded"] && gone.people.map(\.message) == ["course/one"])
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("ends with 78 and the place for files with errors, and with 66 where there are none")
        func wrong() async throws {
            let (home, daemon) = try await home()
            try home.edit(Self.course, "wait: 30 days", "wait: a month")
            let broken = try await home.usher("plan", home("draft"))
            #expect(broken.end == .exit(78) && broken.output == "")
            #expect(broken.errors.contains("config/campaigns/course.yaml:7:"), "\(broken.errors)")
            #expect(try await home.usher("plan", home("nowhere")).end == .exit(66))
            #expect(await daemon.stop().end == .exit(0))
        }
    }
}
