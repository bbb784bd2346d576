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
            try await home.enter("advocate", "ada@example.org")
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

        /// `usher event --json`, as far as this reads it.
        private struct Told: Decodable {
            let result: String
            let moved: String?
            let intended: Bool?
            let by: String?
            let followed: [String]
        }

        private struct Code: Decodable {
            let code: String
            let link: String
        }

        @Test(
            "the invitation carries the promoter's own code, and a friend who brings it is the promoter's, on purpose")
        func promoterCode() async throws {
            let home = try await ScenarioHome()
            let daemon = try await home.runStepped()
            try await home.done("pause", "relay")
            try await home.done("contact", "add", "ada@example.org", "--consent", "by phone")
            try await home.done("contact", "stage", "ada@example.org", "ascend", "--because", "bought twice")
            try await home.done("event", "review_given", "ada@example.org", "--data", "score=10")
            try await home.done("resume", "relay")
            try await eventually("the invitation") { try await mail(home, to: "ada@example.org").count == 2 }
            let code: Code = try await home.json("code", "ada@example.org")
            for letter in try await mail(home, to: "ada@example.org") {
                #expect(letter.replacing("=\r\n", with: "").contains(code.code))
            }
            let friend: Told = try await home.json("event", "signed_up", "bob@example.org", "--code", code.code)
            #expect(friend.moved == "- -> engage" && friend.intended == true && friend.by == code.code)
            let again: Code = try await home.json("code", "ada@example.org")
            #expect(again.code == code.code && again.link == code.link && code.link.contains(code.code))
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("a recommendation moves two people: by accident, with a code, or for a running campaign that asked")
        func recommended() async throws {
            let home = try await ScenarioHome()
            for (address, stage) in [("ada@example.org", "ascend"), ("eve@example.org", "advocate")] {
                try await home.done("contact", "add", address, "--consent", "by phone")
                try await home.done("contact", "stage", address, stage, "--because", "as before")
            }
            let plain: Told = try await home.json("event", "recommended", "l1@example.org", "--by", "ada@example.org")
            #expect(plain.moved == "- -> aware" && plain.intended == false && plain.by == nil)
            let why = try await home.done("why", "ada@example.org")
            #expect(why.contains("to promote: accidental"), "\(why)")

            try await home.enter("promote", "eve@example.org")
            let asked: Told = try await home.json("event", "recommended", "l2@example.org", "--by", "eve@example.org")
            #expect(asked.moved == "- -> aware" && asked.intended == true && asked.by == "promote")
            #expect(try await home.done("why", "eve@example.org").contains("to promote: intended, the goal of promote"))

            let code: Code = try await home.json("code", "ada@example.org")
            let coded: Told = try await home.json("event", "recommended", "l3@example.org", "--code", code.code)
            #expect(coded.moved == "- -> aware" && coded.intended == true && coded.by == code.code)
            let own = try await home.usher("event", "recommended", "ada@example.org", "--by", "ada@example.org")
            #expect(
                own.end == .exit(65)
                    && own.errors.contains(
                        "nobody can be brought by themselves; name who brought the person, or nobody")
            )
        }

        @Test("a refund takes back one order: its package, its enrollment, what it earned, and nothing else")
        func refund() async throws {
            let home = try await ScenarioHome()
            try await home.done("contact", "add", "ada@example.org")
            let code: Code = try await home.json("code", "ada@example.org")
            try await home.done(
                "event", "purchased", "bob@example.org", "--key", "1001", "--product", "starter", "--value", "5.00",
                "--currency", "EUR", "--code", code.code)
            try await home.done(
                "event", "purchased_again", "bob@example.org", "--key", "1002", "--product", "bench", "--value",
                "48.00",
                "--currency", "EUR")
            try await home.done("event", "refunded", "bob@example.org", "--key", "1002")
            let rewards = try await home.done("rewards")
            #expect(rewards.contains("5.00 EUR on hold") && rewards.contains("4.80 EUR taken back"), "\(rewards)")
        }
    }
}
