import Foundation
import Testing
import TestSupport
import UsherCore
import UsherSupport

@testable import UsherHome

@Suite("The relay's password")
struct SecretResolverTests {
    private let home: TemporaryFolder

    init() throws { home = try TemporaryFolder() }

    private func write(_ text: String, _ name: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: home(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: home(name))
    }

    private func find(
        file: String? = nil, username: String? = "relay", _ environment: [String: String] = [:]
    ) throws(SecretResolver.Fault) -> SecretResolver.Found? {
        let smtp = SMTPSettings(host: "smtp.example", port: 587, username: username, passwordFile: file)
        return try SecretResolver.password(for: smtp, home: home.path, environment: environment)
    }

    @Test("Comes from the file, else the credential, else the variable")
    func order() throws {
        try write("from file\n", "secret")
        try write("from credential\r\n", "smtp-password")
        let environment = ["CREDENTIALS_DIRECTORY": home.path, "USHER_SMTP_PASSWORD": "from variable"]
        #expect(try find(file: "secret", environment)?.secret.reveal() == "from file")
        #expect(try find(environment)?.secret.reveal() == "from credential")
        let elsewhere = ["CREDENTIALS_DIRECTORY": home("none"), "USHER_SMTP_PASSWORD": "from variable"]
        #expect(try find(elsewhere)?.secret.reveal() == "from variable")
        #expect(try find(elsewhere)?.source == "$USHER_SMTP_PASSWORD")
        #expect(throws: SecretResolver.Fault.nowhere(.smtp)) { try find(["USHER_SMTP_PASSWORD": ""]) }
        #expect(try find(username: nil, environment) == nil)
    }

    @Test("A mailbox has one of its own, in the same places")
    func mailbox() throws {
        try write("from credential\n", "imap-password")
        let imap = IMAPSettings(host: "mail.example", port: 143, username: "bounces")
        func find(_ environment: [String: String]) throws -> String {
            try SecretResolver.password(for: imap, home: home.path, environment: environment).secret.reveal()
        }
        #expect(try find(["CREDENTIALS_DIRECTORY": home.path]) == "from credential")
        #expect(try find(["USHER_IMAP_PASSWORD": "from variable"]) == "from variable")
        let fault = #expect(throws: SecretResolver.Fault.nowhere(.imap)) { try find(["USHER_SMTP_PASSWORD": "x"]) }
        #expect(fault?.description.contains("'receive.imap.password_file'") == true)
    }

    @Test("One that is named and cannot be used is never passed over")
    func faults() throws {
        let variable = ["USHER_SMTP_PASSWORD": "from variable"]
        #expect(throws: SecretResolver.Fault.unreadable(path: home("none"), .missing)) {
            try find(file: "none", variable)
        }
        try write("two\nlines\n", "two")
        #expect(throws: SecretResolver.Fault.malformed(source: "password_file")) { try find(file: "two", variable) }
        try write("\n", "empty")
        #expect(throws: SecretResolver.Fault.malformed(source: "password_file")) { try find(file: "empty", variable) }
        #expect(throws: SecretResolver.Fault.nowhere(.smtp)) { try find() }
    }

    @Test(
        "A file that others can read or change is refused with the command that mends it",
        arguments: [0o644, 0o604, 0o660])
    func openFile(mode: Int) throws {
        try write("x", "open", mode: mode)
        let fault = #expect(throws: SecretResolver.Fault.self) { try find(file: "open") }
        #expect(fault == .open(path: home("open"), mode: UInt32(mode)))
        #expect(fault?.description.hasSuffix("run 'chmod 600 \(home("open"))'") == true)
        for closed in [0o600, 0o400, 0o640] {
            try write("x", "closed", mode: closed)
            #expect(try find(file: "closed")?.secret.reveal() == "x")
        }
    }

    @Test("A pipe or a folder in its place is refused and never hangs")
    func notAFile() throws {
        #expect(mkfifo(home("pipe"), 0o600) == 0)
        #expect(throws: SecretResolver.Fault.unreadable(path: home("pipe"), .notAFile)) { try find(file: "pipe") }
        #expect(throws: SecretResolver.Fault.unreadable(path: home.path, .isFolder)) { try find(file: home.path) }
    }

    @Test("Is never printed")
    func hidden() throws {
        let found = try #require(try find(["USHER_SMTP_PASSWORD": "hunter2"]))
        var dumped = ""
        dump(found, to: &dumped)
        for text in ["\(found)", "\(found.secret)", String(reflecting: found), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }
}
