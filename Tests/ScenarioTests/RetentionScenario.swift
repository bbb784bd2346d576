import Foundation
import TestSupport
import Testing

extension Scenarios {
    @Suite("Letting go of old rows")
    struct RetentionScenario {
        /// Seven lots, one each second: a loaded machine needs some for a look and a kill.
        private static let people = 1400
        /// 2029-03-12 08:00 UTC.
        private static let later = "stepped:1867996800000"

        private struct Kept: Decodable {
            struct Enrollment: Decodable { var gone: Int? }
            struct Journey: Decodable {
                struct Gone: Decodable { var count: Int }
                var gone: [Gone]
            }
            var enrollments: [Enrollment]
            var journey: Journey
        }

        /// The calendar goes on from there.
        private func pass(_ home: ScenarioHome) async throws {
            let change = try await Program(
                "/usr/bin/env",
                [
                    "python3", "-c",
                    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
                        + "c.execute('UPDATE notes SET text = ? WHERE name = ?', (sys.argv[2], 'clock')); c.commit()",
                    home("state/usher.sqlite"), Self.later,
                ]
            ).wait()
            #expect(change.end == .exit(0), "\(change.errors)")
        }

        private func gone(_ person: Int, _ home: ScenarioHome) async throws -> Bool {
            let story: Kept = try await home.json("why", ScenarioHome.address(person))
            return story.enrollments.first?.gone == 1
        }

        @Test(
            "kill -9 in the middle of it: every count is as before, the rest goes the next time, and a link still says no"
        )
        func killed() async throws {
            let peer = try ScriptedPeer()
            let home = try await ScenarioHome()
            let address = try home.publish(relay: peer.port)
            let settings = try home.read("config/usher.yaml")
            try home.write("\(settings)\nkeep: { deliveries: 2 years, events: 2 years }\n", to: "config/usher.yaml")
            try home.addCourse([("one", "0")])
            let first = try await home.runStepped()
            try await home.enter("course", "--from", try home.contacts(Self.people))
            try await home.done("event", "question_asked", ScenarioHome.address(1), "--key", "a")
            try await home.done("event", "question_asked", ScenarioHome.address(1), "--key", "b")
            try await home.done("event", "question_asked", ScenarioHome.address(2), "--key", "c")
            try await home.drained()
            #expect(await first.stop().end == .exit(0))
            let report = ["report", "--from", "2026-03-01", "--to", "2026-03-31", "--json"]
            let before = try await home.done(report)

            try await pass(home)
            let daemon = try await home.runStepped()
            try await eventually("the first lot is gone") { try await gone(1, home) }
            await daemon.kill()
            let isInTheMiddle = try await !gone(Self.people - 1, home)
            #expect(isInTheMiddle, "all went before the kill")
            try await home.done("report", "--from", "2026-01-01", "--verify")
            #expect(try await home.done(report) == before)
            #expect(try await home.done("prune", "--dry-run").hasPrefix("Would go: "))

            // Another that is killed at once goes on by itself as well.
            let second = try UsherProcess(["prune"], environment: ["USHER_HOME": home.path])
            await second.kill()
            try await home.done("report", "--from", "2026-01-01", "--verify")
            try await home.done("prune")
            #expect(try await home.done("prune", "--dry-run").hasPrefix("Nothing is old enough."))
            #expect(try await gone(Self.people - 1, home))
            #expect(try await home.done(report) == before)
            try await home.done("report", "--from", "2026-01-01", "--verify")
            let story: Kept = try await home.json("why", ScenarioHome.address(1))
            #expect(story.journey.gone.map(\.count) == [2])

            let again = try await home.runStepped()
            let message = try #require(peer.accepted.first { $0.recipient.contains(ScenarioHome.address(7)) })
            let link = try MailText(message.bytes).unsubscribeLink()
            let reply = try await WebClient(.port(address.port))
                .post(ScenarioHome.path(of: link), "List-Unsubscribe=One-Click")
            #expect(reply.status == 200)
            let suppressed: [SuppressedLine] = try await home.json("suppress", "list")
            #expect(suppressed.map(\.address) == [ScenarioHome.address(7)])
            let known = try await home.done("event", "question_asked", ScenarioHome.address(1), "--key", "b")
            #expect(known.contains("recorded already"))
            #expect(await again.stop().end == .exit(0))
        }
    }
}
