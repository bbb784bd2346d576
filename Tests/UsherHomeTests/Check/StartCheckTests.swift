import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherSMTP
import UsherWeb

@testable import UsherDaemon
@testable import UsherHome
@testable import UsherTemplates

@Suite("What check passes, run starts with")
struct StartCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Added to a right `config/usher.yaml`.
        let settings: String
        var files: [(path: String, text: String)] = []
        /// The place and a word of the error; nil when both accept it.
        let error: (place: String, word: String)?
    }

    private static let pem = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"

    static let cases: [Case] = [
        Case(testDescription: "nothing wrong", settings: "smtp: { host: relay.shop.de }", error: nil),
        Case(
            testDescription: "a password that is there",
            settings: "smtp: { host: relay.shop.de, username: ida, password_file: pw }", files: [("pw", "secret\n")],
            error: nil),
        Case(
            testDescription: "a password file that is missing",
            settings: "smtp:\n  host: relay.shop.de\n  username: ida\n  password_file: pw",
            error: ("config/usher.yaml:10:18", "the file is missing")),
        Case(
            testDescription: "a password of two lines",
            settings: "smtp: { host: relay.shop.de, username: ida, password_file: pw }", files: [("pw", "a\nb\n")],
            error: ("config/usher.yaml:7:", "one line")),
        Case(
            testDescription: "an empty password",
            settings: "smtp: { host: relay.shop.de, username: ida, password_file: pw }", files: [("pw", "")],
            error: ("config/usher.yaml:7:", "one line")),
        Case(
            testDescription: "a folder as password",
            settings: "smtp: { host: relay.shop.de, username: ida, password_file: config }",
            error: ("config/usher.yaml:7:", "is a folder")),
        Case(
            testDescription: "certificates", settings: "smtp: { host: relay.shop.de, authority: ca.pem }",
            files: [("ca.pem", pem)], error: nil),
        Case(
            testDescription: "certificates that are missing",
            settings: "smtp: { host: relay.shop.de, authority: ca.pem }", error: ("config/usher.yaml:7:", "missing")),
        Case(
            testDescription: "certificates that are none", settings: "smtp: { host: relay.shop.de, authority: ca.pem }",
            files: [("ca.pem", "hello")], error: ("config/usher.yaml:7:", "no certificate")),
        Case(
            testDescription: "the password of transactional mail's own relay that is missing",
            settings: """
                smtp: { host: relay.shop.de }
                transactional: { smtp: { host: fast.shop.de, username: ida, password_file: pw } }
                """, error: ("config/usher.yaml:8:", "the file is missing")),
        Case(
            testDescription: "a mailbox's password that is missing",
            settings: """
                smtp: { host: relay.shop.de }
                receive: { imap: { host: mail.shop.de, username: ida, password_file: pw } }
                """, error: ("config/usher.yaml:8:", "the file is missing")),
        Case(
            testDescription: "a mailbox's certificates that are none",
            settings: """
                smtp: { host: relay.shop.de }
                receive: { imap: { host: mail.shop.de, username: ida, password_file: pw, authority: ca.pem } }
                """, files: [("pw", "secret\n"), ("ca.pem", "hello")],
            error: ("config/usher.yaml:8:", "no certificate")),
        Case(
            testDescription: "a state that is a file", settings: "smtp: { host: relay.shop.de }\nstate: notes",
            files: [("notes", "x")], error: ("config/usher.yaml:8:8", "is not a folder")),
        Case(
            testDescription: "a state below a file", settings: "smtp: { host: relay.shop.de }\nstate: notes/state",
            files: [("notes", "x")], error: ("config/usher.yaml:8:8", "is not a folder")),
        Case(
            testDescription: "no relay", settings: "links: { utm: true }",
            error: ("config/usher.yaml:1:7", "needs a relay")),
    ]

    @Test("Both give one answer", arguments: cases)
    func same(_ one: Case) async throws {
        let folder = try TemporaryFolder()
        let base = """
            mode: live
            sender: hello@shop.de
            postal_address: Paper Boat, Quay 1, 20095 Hamburg
            public: { url: "https://shop.de/mail", listen: "unix:\(folder("s"))" }
            attributes: { vip: { type: text } }
            shop: { name: Boat }

            """
        try HomeWriter.write(
            PaperBoat.files.dropFirst() + [("config/usher.yaml", base + one.settings + "\n")] + one.files,
            to: folder.path)
        for file in one.files { chmod(folder(file.path), 0o600) }
        let report = HomeCheck.run(folder.path)
        #expect(report.errors.count == (one.error == nil ? 0 : 1), "\(report.errors)")
        if let error = one.error, let said = report.errors.first {
            #expect(said.place.hasPrefix(error.place) && said.message.contains(error.word), "\(said)")
        }
        if one.error == nil {
            // What a start does before anything is sent.
            let home = try OpenHome.open(folder.path, environment: [:])
            _ = try RelaySettings.of(home.settings, home: folder.path, environment: [:])
            _ = try PageSet(files: home.files)
        } else {
            await #expect(throws: Problems.self) {
                try await Daemon(home: folder.path, options: DaemonOptions(), environment: [:]).run()
            }
        }
    }

    @Test("A socket whose folder is not there is advice: the service may make it")
    func socketFolder() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(PaperBoat.files, to: folder.path)
        func report(_ path: String) throws -> HomeCheck.Report {
            let copy = try TemporaryFolder()
            try HomeWriter.write(PaperBoat.files, to: copy.path)
            try copy.edit("config/usher.yaml", "listen: \"127.0.0.1:18025\"", "listen: \"unix:\(path)\"")
            return HomeCheck.run(copy.path)
        }
        let missing = try report(folder("nowhere/s"))
        #expect(missing.isUsable)
        let said = missing.warnings.filter { $0.message.contains("there is no folder \(folder("nowhere"))") }
        #expect(said.count == 1 && said.first?.place.hasPrefix("config/usher.yaml:") == true, "\(missing.warnings)")
        #expect(try !report(folder("s")).warnings.contains { $0.message.contains("there is no folder") })
    }

    @Test("A password that only the service has is advice, and none where it is in the environment")
    func service() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(PaperBoat.files, to: folder.path)
        try folder.edit("config/usher.yaml", "host: relay.shop.de", "host: relay.shop.de, username: ida")
        let report = HomeCheck.run(folder.path)
        #expect(report.isUsable)
        #expect(report.warnings.contains { $0.place == "config/usher.yaml:5:40" && $0.message.contains("no password") })
        let there = HomeCheck.run(folder.path, environment: ["USHER_SMTP_PASSWORD": "x"])
        #expect(!there.warnings.contains { $0.message.contains("password") })
    }

    @Test("Live marketing without a public address has no one-click, and check says so")
    func oneClick() throws {
        func said(_ new: String) throws -> Bool {
            let folder = try TemporaryFolder()
            try HomeWriter.write(PaperBoat.files, to: folder.path)
            try folder.edit(
                "config/usher.yaml", "public: { url: \"https://shop.de/mail\", listen: \"127.0.0.1:18025\" }", new)
            let report = HomeCheck.run(folder.path)
            #expect(report.isUsable, "\(report.errors)")
            return report.warnings.contains { $0.message.contains("RFC 8058") }
        }
        #expect(try said("unsubscribe: { mailto: no@shop.de }"))
        #expect(try !said("unsubscribe: { mailto: no@shop.de }\npublic: { url: \"https://shop.de/mail\" }"))
    }
}
