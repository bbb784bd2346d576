import Testing

extension Scenarios {
    @Suite("Advocate to promote: friends and rewards")
    struct PromoteScenario {
        private struct Code: Decodable {
            let code: String
            let link: String?
        }

        private static let heading = "state,promoter,friend,amount,currency,rule,earned,payable_from"

        /// A promoter who was asked.
        private func promoter(_ home: ScenarioHome) async throws -> String {
            try await home.person("mia@example.org", at: "ascend")
            try await home.done("event", "review_given", "mia@example.org", "--data", "score=10")
            try await home.pass(to: "2026-03-06T08:00:00Z")
            #expect(try await home.post(to: "mia@example.org") == ["2026-03-05T09:00:00Z promote/invitation"])
            let code: Code = try await home.json("code", "mia@example.org")
            #expect(
                code.link?.hasPrefix("https://paperheron.example/") == true && code.link?.contains(code.code) == true)
            return code.code
        }

        private func order(_ home: ScenarioHome, _ who: String, _ key: String, _ more: String...) async throws -> String
        {
            try await home.done(
                [
                    "event", "purchased", who, "--key", key, "--value", "5.00", "--currency", "EUR", "--product",
                    "starter",
                ] + more)
        }

        @Test(
            "who came with the code, what they bought and what is owed; payable when the hold is over, and not before")
        func reward() async throws {
            let home = try await ScenarioHome.shop()
            let code = try await promoter(home)
            #expect(try await home.done("code", "mia@example.org").contains(code))
            // As a person writes it down.
            let story = try await order(home, "noor@example.org", "1", "--code", " \(code.uppercased())")
            #expect(story.contains("moves to convert: intended, with a promoter's code"))
            #expect(try await home.life(of: "mia@example.org").moves.last == "advocate -> promote intended")
            try await home.pass(to: "2026-03-20T10:00:00Z")
            try await home.done(
                "event", "purchased_again", "noor@example.org", "--key", "2", "--value", "48.99", "--currency", "EUR")

            #expect(
                try await home.done("rewards", "--csv").split(separator: "\n").map(String.init) == [
                    Self.heading,
                    "on_hold,mia@example.org,noor@example.org,5.00,EUR,first-order,2026-03-06T08:00:00Z,2026-04-05T08:00:00Z",
                    "on_hold,mia@example.org,noor@example.org,4.89,EUR,next-orders,2026-03-20T10:00:00Z,2026-04-19T10:00:00Z",
                ])
            try await home.pass(to: "2026-04-05T08:00:00Z")
            let ledger = try await home.done("rewards", "--csv").split(separator: "\n")
            #expect(ledger.dropFirst().map { $0.prefix { $0 != "," } } == ["payable", "on_hold"])
        }

        @Test(
            "a refund within the hold takes it back; a friend's friend is the friend's; nobody can be brought by themselves; name who brought the person, or nobody"
        )
        func fairness() async throws {
            let home = try await ScenarioHome.shop()
            let code = try await promoter(home)
            let own = try await home.usher("event", "purchased", "mia@example.org", "--key", "9", "--code", code)
            #expect(
                own.end == .exit(65)
                    && own.errors.contains(
                        "nobody can be brought by themselves; name who brought the person, or nobody"),
                "\(own.errors)")
            let nobody = try await home.usher("event", "purchased", "eve@example.org", "--key", "9", "--code", "nosuch")
            #expect(nobody.end == .exit(65) && nobody.errors.contains("nobody has the code"), "\(nobody.errors)")

            _ = try await order(home, "noor@example.org", "1", "--code", code)
            // Brought by Noor first: Mia's code does not take them over.
            try await home.done("event", "recommended", "eve@example.org", "--by", "noor@example.org")
            _ = try await order(home, "eve@example.org", "2", "--code", code)
            try await home.pass(to: "2026-03-10T08:00:00Z")
            try await home.done("event", "refunded", "noor@example.org", "--key", "1")
            try await home.pass(to: "2026-05-01T08:00:00Z")
            let rows = try await home.done("rewards", "--csv").split(separator: "\n").dropFirst()
            #expect(
                rows.map { $0.split(separator: ",").prefix(4).joined(separator: " ") } == [
                    "revoked mia@example.org noor@example.org 5.00", "payable noor@example.org eve@example.org 5.00",
                ])
        }
    }
}
