import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("What usher check says about everything together")
struct HomeCheckTests {
    private static let golden = "Tests/Golden/spoiled-homes.txt"
    private static let homes = BrokenHomes((try? Repository.text(golden)) ?? "")

    @Test("Every problem of a spoiled home is named with its place", arguments: homes.cases)
    func spoiled(_ spoiled: BrokenHomes.Case) throws {
        let folder = try TemporaryFolder()
        #expect(try Self.homes.make(spoiled, in: folder) == nil)
        let report = HomeCheck.run(folder.path)
        #expect(report.problems.map(\.description) == spoiled.expected)
        #expect(report.isUsable == !spoiled.expected.contains { $0.contains(": error: ") })
        #expect(spoiled.expected.isEmpty == (spoiled.name == "nothing wrong"))
    }

    @Test("The table has its cases")
    func table() { #expect(Self.homes.cases.count >= 18) }

    /// `USHER_RECORD=1` writes what is said now into the table; read the difference before you keep it.
    @Test("Records the table", .enabled(if: ProcessInfo.processInfo.environment["USHER_RECORD"] != nil))
    func record() throws {
        var blocks = try Repository.text(Self.golden).components(separatedBy: "\n== ")
        for (index, spoiled) in Self.homes.cases.enumerated() {
            let folder = try TemporaryFolder()
            #expect(try Self.homes.make(spoiled, in: folder) == nil, "\(spoiled.name)")
            let said = HomeCheck.run(folder.path).problems.map { "> \($0)" }
            let kept = blocks[index + 1].components(separatedBy: "\n").filter { !$0.hasPrefix("> ") }
            let block = kept.joined(separator: "\n").trimmingCharacters(in: .newlines)
            blocks[index + 1] = ([block] + said).joined(separator: "\n") + "\n"
        }
        try Data(blocks.joined(separator: "\n== ").utf8).write(to: URL(fileURLWithPath: Repository.file(Self.golden)))
    }

    @Test("An e-mail that Gmail cuts off is a warning for the first sample person who gets it so long")
    func clipped() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(Self.homes.files, to: folder.path)
        func said(_ paragraphs: Int) throws -> [String] {
            let text =
                "---\nsubject: Hello\n---\n[Look]({{call_to_action.url}})\n\n"
                + String(repeating: "Ä word, and another; \n\n", count: paragraphs)
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder("templates/welcome/hello.md")))
            return HomeCheck.run(folder.path).problems.map(\.description)
        }
        // Encoded it is longer than the limit, and shown it is not.
        #expect(try said(2500) == [])
        let warnings = try said(5000)
        #expect(warnings.count == 1)
        #expect(
            warnings.first?.hasPrefix("templates/welcome/hello.md: warning: its HTML is ") == true
                && warnings.first?.contains("KB for the sample person 'sam'; Gmail shows 102 KB") == true)
    }

    @Test("The last line counts what was played and what is advised")
    func summary() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(Self.homes.files, to: folder.path)
        let text = "---\nsubject: Hello\n---\nHello\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder("templates/welcome/hello.md")))
        let report = HomeCheck.run(folder.path)
        #expect(report.isUsable && report.warnings.count == 1)
        #expect(
            report.summary == [
                "ok: 5 campaigns, 4 steps, 4 messages in all languages, each filled in for 1 sample person; "
                    + "18 pages in every form; "
                    + "1 expectation played; 1 warning, which stops nothing; mode: rehearsal"
            ])
    }
}
