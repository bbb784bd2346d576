import Testing
import UsherCore

@testable import UsherHome

@Suite("What happens beside what must")
struct ExpectationDifferencesTests {
    private static let auckland = ZoneClock.named("Pacific/Auckland") ?? .utc

    /// What differs for `sam enters welcome on 2026-11-20 23:50 -> PARTS`, when these steps go: `name 2026-11-23
    /// 09:30`.
    private static func differences(_ parts: String, _ steps: [String]) throws -> [String] {
        let log = ProblemLog()
        let names = ExpectationNames(samples: [String]?.none, steps: [:], events: nil)
        let text = "sam enters welcome on 2026-11-20 23:50 ->\n \(parts)"
        let list = ExpectationReader.read(
            text, file: "a.expect", campaign: "welcome", names: names, log: log)
        #expect(log.sorted == [])
        let expectation = try #require(list.first)
        let timeline = try steps.map { step in
            let words = step.split(separator: " ", maxSplits: 1).map(String.init)
            return (step: words[0], at: try Timestamp(parsing: words[1], clock: auckland), clock: auckland)
        }
        return expectation.differences(timeline: timeline).map(\.description)
    }

    private static let parts = "download at once; crisp-folds on Mon 2026-11-23 09:30"
    private static let once = "download 2026-11-20 23:50:14"
    private static let folds = "crisp-folds 2026-11-23 09:30"

    @Test("Nothing differs when each step goes in its minute on the person's clock")
    func same() throws {
        #expect(try Self.differences(Self.parts, [Self.once, Self.folds]) == [])
        #expect(try Self.differences("nothing", []) == [])
        #expect(
            try Self.differences("\(Self.parts); and so on", [Self.once, Self.folds, "last 2026-11-30 09:30"]) == [])
        let bought = "\(Self.parts); nothing after purchased on 2026-11-25 10:00"
        #expect(try Self.differences(bought, [Self.once, Self.folds]) == [])
    }

    @Test(
        "What differs is named with the place that says otherwise",
        arguments: [
            (parts, [folds], ["a.expect:2:2: error: sam does not get 'download', expected at once"]),
            (
                parts, [once, "crisp-folds 2026-11-24 09:31"],
                [
                    "a.expect:2:20: error: sam gets 'crisp-folds' on Tue 2026-11-24 09:31, not on Mon 2026-11-23 09:30"
                ]
            ),
            (
                parts, ["download 2026-11-21 09:00", folds],
                ["a.expect:2:2: error: sam gets 'download' on Sat 2026-11-21 09:00, not at once"]
            ),
            (
                parts, [once, folds, "last 2026-11-30 09:30"],
                ["a.expect:1:1: error: sam gets 'last' on Mon 2026-11-30 09:30, which is not expected"]
            ),
            (
                parts, [once, once, folds],
                ["a.expect:1:1: error: sam gets 'download' on Fri 2026-11-20 23:50, which is not expected"]
            ),
            (
                "nothing", [once],
                ["a.expect:1:1: error: sam gets 'download' on Fri 2026-11-20 23:50, which is not expected"]
            ),
            (
                "\(parts); nothing after purchased on 2026-11-25 10:00", [once, folds, "last 2026-11-25 10:00"],
                ["a.expect:2:57: error: sam gets 'last' on Wed 2026-11-25 10:00, after 'purchased'"]
            ),
            (
                "\(parts); nothing after purchased on 2026-11-25 10:00", [once, folds, "last 2026-11-25 09:59"],
                ["a.expect:1:1: error: sam gets 'last' on Wed 2026-11-25 09:59, which is not expected"]
            ),
            (
                "\(parts); and so on", [once, "last 2026-11-22 09:30", folds],
                ["a.expect:1:1: error: sam gets 'last' on Sun 2026-11-22 09:30, which is not expected"]
            ),
        ])
    func differs(_ parts: String, _ steps: [String], _ expected: [String]) throws {
        #expect(try Self.differences(parts, steps) == expected)
    }
}
