import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherHome

@Suite("Opening a home")
struct OpenHomeTests {
    private func broken() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        for step in ["download", "last-note"] {
            let path = folder("templates/welcome/\(step).md")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try "\(text)\n{{#contact.name}}\n".write(toFile: path, atomically: true, encoding: .utf8)
        }
        return folder
    }

    @Test("To work is refused with the problems of all templates together")
    func works() throws {
        let folder = try broken()
        let problems = #expect(throws: Problems.self) { try OpenHome.open(folder.path, environment: [:]) }
        let files = Set(problems?.list.map(\.file) ?? [])
        #expect(files == ["templates/welcome/download.md", "templates/welcome/last-note.md"])
    }

    @Test("To look does without what stands inside the templates, until somebody asks for it")
    func looks() throws {
        let folder = try broken()
        let home = try OpenHome.openAnyway(folder.path, environment: [:])
        #expect(home.problems.isEmpty)
        #expect(home.files.campaign("welcome") != nil && home.plan.campaignID(named: "welcome") != nil)
        #expect(throws: Problems.self) { try home.edition }
        #expect(!home.situation().contains { $0.hasPrefix("files:") })
    }

    @Test("To say how things are reads the templates as well")
    func status() throws {
        let folder = try broken()
        let home = try OpenHome.openAnyway(folder.path, environment: [:], reads: .messages)
        #expect(home.problems.count == 2)
        #expect(home.situation().contains { $0.hasPrefix("files: they have errors") })
        #expect(home.plan.campaignID(named: "welcome") != nil)
    }
}
