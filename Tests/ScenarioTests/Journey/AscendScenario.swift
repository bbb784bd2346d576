import Testing

extension Scenarios {
    @Suite("Excite to ascend: the ladder")
    struct AscendScenario {
        /// The offer's letter to somebody who has bought these.
        private func offer(_ home: ScenarioHome, _ address: String) async throws -> String {
            let letters = try await home.letters(to: address).filter { $0.message == "ascend/second-book" }
            #expect(letters.count == 1)
            return letters.first?.text ?? ""
        }

        @Test("the next package, its extra benefits and its price are each person's own")
        func ladder() async throws {
            let home = try await ScenarioHome.shop()
            let bought = [
                "one@example.org": ["starter"], "two@example.org": ["starter", "bench"],
                "all@example.org": ["starter", "bench", "year"],
            ]
            for (address, products) in bought {
                try await home.person(address, at: "convert", "--language", "en")
                for product in products {
                    // One order with several lines.
                    try await home.done(
                        "event", "purchased", address, "--product", product, "--key", "\(address) \(product)", "--data",
                        "order=\(address)")
                }
                // An accidental first success begins it as well.
                try await home.done("event", "quickstart_opened", address)
            }
            try await home.pass(to: "2026-03-10T12:00:00Z")

            let one = try await offer(home, "one@example.org")
            #expect(one.contains("From the Starter kit the next step is the *Bench box*, for €48.00"), "\(one)")
            #expect(one.contains("Bone folder, awl, paste brush") && !one.contains("Four boxes, one each season"))
            let two = try await offer(home, "two@example.org")
            #expect(two.contains("From the Bench box the next step is the *Workshop year*, for €168.00"), "\(two)")
            #expect(two.contains("Four boxes, one each season") && !two.contains("Bone folder"))
            let all = try await offer(home, "all@example.org")
            #expect(!all.contains("the next step is"), "\(all)")
        }

        @Test("a repeat purchase moves, ends the asking, and each one counts")
        func repeats() async throws {
            let home = try await ScenarioHome.shop()
            try await home.person("ada@example.org", at: "convert")
            // The shop tells every order alike.
            func buys(_ key: String, _ value: String) async throws -> String {
                try await home.done(
                    "event", "purchased", "ada@example.org", "--key", key, "--value", value, "--currency", "EUR")
            }
            try await home.done("event", "purchased", "ada@example.org", "--key", "6", "--product", "starter")
            try await home.done("event", "quickstart_opened", "ada@example.org")
            try await home.pass(to: "2026-03-10T12:00:00Z")
            let second = try await buys("7", "48.00")
            #expect(second.contains("it is not the first: it counts as purchased_again"), "\(second)")
            #expect(second.contains("moves from excite to ascend: intended, the goal of ascend"), "\(second)")
            #expect(try await buys("7", "48.00").contains("recorded already"), "told twice, it counts once")
            #expect(try await buys("8", "168.00").contains("it counts as purchased_again"))
            let life = try await home.life(of: "ada@example.org")
            #expect(life.moves.last == "excite -> ascend intended")
            #expect(
                life.journey.events.filter { $0.event == "purchased_again" }.compactMap(\.value) == [
                    "48.00 EUR", "168.00 EUR",
                ])
            try await home.pass(to: "2026-03-14T12:00:00Z")
            #expect(try await home.post(to: "ada@example.org").map { $0.suffix(18) } == ["ascend/second-book"])

            // The campaign has the money of the order that it asked for, until that is given back.
            func money() async throws -> [Int] {
                try await home.report().campaign("ascend")?.money.map(\.minorUnits) ?? []
            }
            #expect(try await money() == [4800])
            let refund = try await home.done(
                "event", "refunded", "ada@example.org", "--key", "r", "--data", "order=7")
            #expect(refund.contains("1 purchase is given back"), "\(refund)")
            #expect(try await money() == [])
            try await home.done("report", "--from", "2026-03-01", "--verify")
        }

        @Test("a product that is on no ladder is refused, with the nearest name")
        func unknown() async throws {
            let home = try await ScenarioHome.shop()
            let typo = try await home.usher("event", "purchased", "ada@example.org", "--product", "benhc")
            #expect(typo.end == .exit(65) && typo.errors.contains("'bench'"), "\(typo.errors)")
            #expect(try await home.report().standing.isEmpty)
        }
    }
}
