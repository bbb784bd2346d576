import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// What events cause, told by the command line while the daemon runs.
    @Suite("What events cause")
    struct EventScenario {
        private func mail(_ home: ScenarioHome, to address: String) async throws -> [String] {
            let lines: [InboxLine] = try await home.json("inbox", "list")
            return lines.filter { $0.recipients == [address] }.map { line in
                let bytes = FileManager.default.contents(atPath: home("state/inbox/\(line.name).eml")) ?? Data()
                return String(decoding: bytes, as: UTF8.self)
            }
        }

        @Test("a low score tells the shop, once, and stops the public ask")
        func lowScore() async throws {
            let home = try await ScenarioHome()
            let daemon = try await home.runStepped()
            try await home.done("contact", "add", "ada@example.org", "--name", "Ada")
            try await home.done("contact", "stage", "ada@example.org", "ascend", "--because", "bought twice")
            // Or the calendar would jump to the first e-mail.
            try await home.done("pause", "relay")
            try await home.done("enqueue", "advocate", "ada@example.org")
            for _ in 1...2 {
                _ = try await home.usher(
                    "event", "review_given", "ada@example.org", "--key", "r-1", "--data", "score=2", "--data",
                    "text=It tore in half.")
            }
            try await home.done("resume", "relay")
            try await home.drained()
            let notices = try await mail(home, to: "hello@paperheron.example")
            #expect(notices.count == 1)
            #expect(notices.first?.contains("Subject: Ada was not happy: 2 points") == true)
            #expect(notices.first?.contains("It tore in half.") == true)
            #expect(notices.first?.contains("List-Unsubscribe") == false)
            #expect(try await mail(home, to: "ada@example.org").isEmpty)
            #expect(await daemon.stop().end == .exit(0))
        }
    }
}
