import Foundation
import TestSupport
import Testing

@testable import UsherDaemon

@Suite("Writing a new home")
struct HomeWriterTests {
    private let files = [("config/usher.yaml", "mode: rehearsal\n"), ("templates/a/b.md", "Grüße\n")]

    @Test("Writes every file and the folders they need")
    func writes() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(files, to: folder("new/shop"))
        #expect(try String(contentsOfFile: folder("new/shop/templates/a/b.md"), encoding: .utf8) == "Grüße\n")
    }

    @Test("Overwrites nothing, and writes nothing when it would have to")
    func refuses() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write([files[1]], to: folder.path)
        let fault = #expect(throws: HomeWriter.Fault.self) { try HomeWriter.write(files, to: folder.path) }
        #expect(fault == .exists(["templates/a/b.md"]))
        #expect(!FileManager.default.fileExists(atPath: folder("config/usher.yaml")))
        #expect(symlink("/nowhere", folder("link")) == 0)
        #expect(throws: HomeWriter.Fault.exists(["link"])) { try HomeWriter.write([("link", "x")], to: folder.path) }
    }

    @Test("Removes what it wrote when it cannot write the rest")
    func halfWay() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write([("templates", "a file in the way")], to: folder.path)
        #expect(throws: HomeWriter.Fault.self) { try HomeWriter.write(files, to: folder.path) }
        #expect(!FileManager.default.fileExists(atPath: folder("config/usher.yaml")))
    }

    @Test("Stays inside its folder", arguments: ["../x", "/etc/x", "a//b", "a/./b", "", "a/.."])
    func inside(_ path: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: HomeWriter.Fault.badPath(path)) { try HomeWriter.write([(path, "x")], to: folder("in")) }
    }
}
