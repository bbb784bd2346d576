import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherMail
import UsherStore

@testable import UsherDaemon
@testable import UsherReports
@testable import UsherSupport

@Suite("A home whose files are wrong")
struct OpenAnywayTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        (folder, home) = try OpenHome.shipped()
    }

    private func append(_ text: String) throws {
        let path = folder("config/usher.yaml")
        try (String(contentsOfFile: path, encoding: .utf8) + text).write(
            toFile: path, atomically: true, encoding: .utf8)
    }

    private func openAnyway() throws -> OpenHome { try OpenHome.openAnyway(folder.path, environment: [:]) }

    @Test(
        "takes a no while usher.yaml is wrong, in the database that it names",
        arguments: ["bogus: 1\n", "links: { track: everything }\n", "\tsender: [\n", "sender:\n  - : : {\n"])
    func takesNo(mistake: String) throws {
        try append(mistake)
        #expect(throws: Problems.self) { try OpenHome.open(folder.path, environment: [:]) }
        let wrong = try openAnyway()
        #expect(!wrong.problems.isEmpty)
        let key = try EmailAddress("eve@example.org").key
        _ = try wrong.store.suppress(
            key, scope: .marketing, reason: .unsubscribed, until: nil, by: "operator", note: nil, now: home.clock.now())
        #expect(try home.store.standing(key, now: home.clock.now()).suppressions.count == 1)
    }

    @Test("opens nothing where it would have to guess the database, or make one")
    func guesses() throws {
        try folder.edit("config/usher.yaml", "mode: rehearsal", "mdoe: rehearsal")
        #expect(throws: Problems.self) { try openAnyway() }
        try folder.edit("config/usher.yaml", "mdoe: rehearsal", "mode: live\nbogus: 1")
        #expect(throws: Problems.self) { try openAnyway() }
        #expect(!FileManager.default.fileExists(atPath: folder("state/usher.sqlite")))
    }

    @Test("is opened in the mode of the daemon that runs, where usher.yaml asks for a mode that it cannot have yet")
    func daemonsMode() throws {
        let board = StatusBoard(
            DaemonReport(process: 7, since: home.clock.now(), mode: .rehearsal),
            lock: try StateLock.acquire(folder: home.folders.state))
        try folder.edit("config/usher.yaml", "mode: rehearsal", "mode: live")
        #expect(throws: Problems.self) { try OpenHome.open(folder.path, environment: [:]) }
        let opened = try openAnyway()
        #expect(opened.folders.database == home.folders.database && !opened.problems.isEmpty)
        #expect(throws: ModeMismatch.self) {
            try OpenHome.openAnyway(folder.path, environment: [:], inEitherMode: false)
        }
        withExtendedLifetime(board) {}
    }

    @Test("is refused without the keys of its database, in either mode, and nothing is made")
    func keys() throws {
        try home.store.close()
        try FileManager.default.removeItem(atPath: home.folders.keys)
        for mode in ["mode: rehearsal", "mode: live\nsmtp: { host: mail.example.org, port: 587 }"] {
            try folder.edit("config/usher.yaml", "mode: rehearsal", mode)
            let fault = #expect(throws: KeyFileFault.self) { try openAnyway() }
            #expect(fault == .missing(path: home.folders.keys, database: home.folders.database))
        }
        #expect(!FileManager.default.fileExists(atPath: home.folders.keys))
        #expect(!FileManager.default.fileExists(atPath: folder("state/usher.sqlite")))
    }
}
