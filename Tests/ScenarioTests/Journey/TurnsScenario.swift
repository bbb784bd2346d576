import Testing

extension Scenarios {
    @Suite("One transition at a time")
    struct TurnsScenario {
        @Test(
            "of two campaigns that want somebody, one has them, the other waits, and why says so; nobody goes back unasked"
        )
        func turns() async throws {
            let home = try await ScenarioHome.shop()
            try home.write(
                try home.read("config/campaigns/welcome.yaml").replacing(
                    "event: confirmed", with: "event: question_asked"
                )
                .replacing("priority: 50", with: "priority: 40"), to: "config/campaigns/second.yaml")
            for step in ["download", "crisp-folds", "sewn-booklet", "last-note"] {
                try home.write(try home.read("templates/welcome/\(step).md"), to: "templates/second/\(step).md")
            }
            try await home.subscribe("ada@example.org")
            let waits = try await home.done("event", "question_asked", "ada@example.org")
            #expect(waits.contains("second") && waits.contains("waits"), "\(waits)")
            #expect(try await home.done("why", "ada@example.org").contains("waits"))
            try await home.pass(to: "2026-03-05T08:00:00Z")
            #expect(try await home.post(to: "ada@example.org").allSatisfy { !$0.contains("second/") })
            // Its goal is the other's too: what waited is not needed any more.
            try await home.done("event", "purchased", "ada@example.org", "--key", "1")
            try await home.pass(to: "2026-03-06T08:00:00Z")
            #expect(try await home.post(to: "ada@example.org").allSatisfy { !$0.contains("second/") })

            try await home.done("event", "confirmed", "ada@example.org")
            #expect(try await home.life(of: "ada@example.org").stage == "convert")
            let back = try await home.done(
                "contact", "stage", "ada@example.org", "engage", "--because", "the order was a test")
            #expect(back.contains("from convert to engage"))
            #expect(try await home.life(of: "ada@example.org").moves.last == "convert -> engage stated")
        }

        @Test("thousands of events from standard input are answered in order, once, with what each of them moved")
        func stream() async throws {
            let home = try await ScenarioHome.shop()
            // Of 300 people, 50 buy twice, and 50 orders are told twice.
            let lines = (1...400).map {
                #"{"event":"purchased","address":"p\#($0 % 300)@example.org","key":"\#($0 % 350)","consent":"the till"}"#
            }
            let input = (lines + [#"{"event":"bought","address":"a@example.org"}"#, "no json"]).joined(separator: "\n")
            let first = try await home.usher("event", "--from", "-", input: input)
            #expect(first.end == .exit(65))
            let answers = first.output.split(separator: "\n")
            #expect(answers.count == 402)
            #expect(answers.first == #"{"line":1,"result":"recorded","moved":"- -> convert","intended":false}"#)
            #expect(answers.suffix(2).allSatisfy { $0.contains(#""result":"refused","reason":""#) })
            #expect(answers.filter { $0.contains(#""moved":"#) }.count == 350)
            let again = try await home.usher("event", "--from", "-", input: lines.joined(separator: "\n"))
            #expect(!again.output.contains(#""moved":"#))
            #expect(try await home.report().standing == ["convert": 250, "ascend": 50])
        }
    }
}
