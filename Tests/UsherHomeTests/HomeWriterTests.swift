import Foundation
import Testing
import TestSupport

@testable import UsherHome

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
        let fault = #expect(throws: HomeWriter.Fault.self) { try HomeWriter.write(files, to: folder.path) }
        #expect(fault?.description.contains("/templates cannot be written: Not a directory; what was begun") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["templates"])
    }

    @Test("Says in the system's own words what keeps it from writing, and leaves no folder behind")
    func systemsWords() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "x", count: 300)
        let fault = #expect(throws: HomeWriter.Fault.self) {
            try HomeWriter.write(files + [(long, "x")], to: folder("new/shop"))
        }
        let path = folder("new/shop/\(long)")
        #expect(fault?.description == "\(path) cannot be written: File name too long; what was begun is removed")
        #expect(fault?.isFullDisk == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("Stays inside its folder", arguments: ["../x", "/etc/x", "a//b", "a/./b", "", "a/.."])
    func inside(_ path: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: HomeWriter.Fault.badPath(path)) { try HomeWriter.write([(path, "x")], to: folder("in")) }
    }
}
