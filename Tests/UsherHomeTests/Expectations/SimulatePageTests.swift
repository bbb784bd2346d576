import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("docs/simulate.md")
struct SimulatePageTests {
    @Test("Its example is a file that the shipped campaign may have")
    func example() throws {
        let page = try Repository.text("docs/simulate.md")
        let blocks = page.components(separatedBy: "```\n")
        let example = try #require(blocks.first { $0.hasPrefix("# ") && $0.contains(" enters ") })
        let files = try HomeReader.read(Repository.path)
        let log = ProblemLog()
        let names = ExpectationNames(
            samples: files.samples.map(\.handle),
            steps: ["welcome": files.campaign("welcome")?.steps.map(\.name) ?? []],
            events: files.journey.events.keys.sorted())
        let list = ExpectationReader.read(example, file: "a", campaign: "welcome", names: names, log: log)
        #expect(log.sorted == [])
        #expect(list.map(\.person) == ["sam", "joerg"])
    }
}
