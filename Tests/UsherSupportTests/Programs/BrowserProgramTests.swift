import Foundation
import TestSupport
import Testing

@testable import UsherSupport

@Suite("A link shown in a browser")
struct BrowserProgramTests {
    @Test(
        "xdg-open is asked where there is a screen and it is there",
        arguments: [
            ([:], nil), (["PATH": "/a:/b"], nil), (["DISPLAY": ":0"], nil), (["DISPLAY": "", "PATH": "/b"], nil),
            (["DISPLAY": ":0", "PATH": "/a"], nil), (["DISPLAY": ":0", "PATH": "/a:/b"], "/b/xdg-open"),
            (["WAYLAND_DISPLAY": "wayland-0", "PATH": "b:/b"], "/b/xdg-open"),
            (["DISPLAY": ":0", "PATH": ".:b:"], nil),
        ] as [([String: String], String?)])
    func place(environment: [String: String], expected: String?) {
        #expect(BrowserProgram.place(environment: environment) { $0 == "/b/xdg-open" } == expected)
    }

    @Test("It is told a file that this user alone may read, which leads to the link, and which goes away")
    func shows() throws {
        let folder = try TemporaryFolder()
        let link = "http://127.0.0.1:1/enter/secret"
        // Says what it was told when it ends: the other end of the pipe is read until then.
        try mkfifo(at: folder("told"))
        let script = "#!/bin/sh\nprintf '%s' \"$1\" > '\(folder("told"))'\n"
        try Data(script.utf8).write(to: URL(fileURLWithPath: folder("xdg-open")))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder("xdg-open"))
        let environment = ["DISPLAY": ":0", "PATH": folder.path, "XDG_RUNTIME_DIR": folder.path]
        let made = try #require(BrowserProgram.show(link, environment: environment))
        let pipe = try #require(FileHandle(forReadingAtPath: folder("told")))
        let told = String(decoding: try pipe.readToEnd() ?? Data(), as: UTF8.self)
        #expect(told == "\(made)/preview.html" && !told.contains("secret"))
        #expect(PrivateFile.fault(at: told) == nil)
        #expect(try String(contentsOfFile: told, encoding: .utf8).contains("url=\(link)\""))
        BrowserProgram.forget(made)
        #expect(!FileManager.default.fileExists(atPath: made))
        #expect(BrowserProgram.show(link, environment: ["DISPLAY": ":0", "PATH": "/nowhere"]) == nil)
    }

    private func mkfifo(at path: String) throws {
        guard Foundation.mkfifo(path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
