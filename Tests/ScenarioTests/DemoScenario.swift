import TestSupport
import Testing

extension Scenarios {
    @Suite("The demo")
    struct DemoScenario {
        @Test("plays a dozen people's way from a link to a reward, and leaves a home whose commands tell the same")
        func demo() async throws {
            let folder = try TemporaryFolder("demo")
            let home = folder("shop")
            let demo = try await UsherProcess.run(["demo", "--pace", "0", "--in", home])
            #expect(demo.end == .exit(0), "\(demo.output.suffix(2000))\(demo.errors)")
            for words in [
                "Mia buys the Starter kit\n    moves from subscribe to convert: intended, the goal of welcome",
                "Yuki buys the Starter kit at once; nobody asked her to\n    moves to convert: accidental",
                "yuki@example.net moves from excite to promote: accidental",
                "promote/invitation       to mia@example.org        250  ",
                "low-score                to hello@paperheron.example 250  Aroha Ngata was not happy: 3 points",
                "mia@example.org: 9.80 EUR payable",
                "welcome        subscribe -> convert  0       8        6 (75 %)",
                "print   1          31 ",
            ] { #expect(demo.output.contains(words), "no '\(words)'") }
            #expect(!demo.output.contains("missing:") && !demo.output.contains("unexpected:"))

            func usher(_ arguments: String...) async throws -> Program.Result {
                try await UsherProcess.run(arguments, environment: ["USHER_HOME": home])
            }
            let ledger = try await usher("rewards", "--csv").output
            #expect(
                ledger.contains("payable,mia@example.org,noor@example.org,5.00,EUR,first-order,2026-04-10T16:05:00Z"))
            // Its calendar is remembered: what was the report is the report.
            let report = try await usher("report", "--from", "2026-03-02").output
            #expect(demo.output.contains(report.split(separator: "\n\nmode:").first ?? "?"), "\(report)")
            #expect(try await usher("report", "--from", "2026-03-02", "--verify").end == .exit(0))
            #expect(try await usher("check").end == .exit(0))
            let no = try await usher("why", "nobody@example.net").output
            #expect(no.contains("unsubscribed") && no.contains("crisp-folds"), "\(no)")
        }
    }
}
