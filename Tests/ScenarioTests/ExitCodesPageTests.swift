import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// Every line of the table of exit codes in docs/commands.md is an example here, or names the test that has it.
    @Suite("The exit codes of the page")
    struct ExitCodesPageTests {
        /// Code and what it means, clause by clause.
        private static let elsewhere: Set<String> = [
            // DatabaseScenario, DiskFullScenario.
            "75 the database is busy", "74 the disk does not take what is to be recorded",
            // FaultyIOScenario.
            "74 a file or the database cannot be read at the moment",
            // ConsentScenario.
            "75 something of a person is not erased yet",
            // BackupScenario, HomeRestoreTests.
            "65 a backup is none, damaged, or does not belong together",
            // DashboardScenario
            "75 no daemon serves the dashboard",
            // What nobody can bring about on purpose.
            "70 a defect in Usher",
        ]

        private func clauses() throws -> Set<String> {
            let page = try Repository.text("docs/commands.md")
            let section = try #require(page.components(separatedBy: "## Exit codes").dropFirst().first)
            let rows = section.split(separator: "\n").drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
            var found: Set<String> = []
            for row in rows.dropFirst(2) {
                let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                for clause in cells[1].replacing("not now: ", with: "").components(separatedBy: "; ") {
                    found.insert("\(cells[0]) \(clause)")
                }
            }
            return found
        }

        private final class Seen {
            var clauses: Set<String> = []
        }

        private func expect(
            _ clause: String, _ seen: Seen, _ runs: [Program.Result],
            sourceLocation: SourceLocation = #_sourceLocation
        ) {
            seen.clauses.insert(clause)
            let code = clause.prefix { $0 != " " }
            for run in runs {
                #expect(
                    "\(run.end)" == "\(Program.End.exit(Int32(code) ?? -1))",
                    "\(clause): \(run.errors)\(run.output)",
                    sourceLocation: sourceLocation)
                #expect(
                    code == "0" || !run.errors.contains("defect"), "\(run.errors)",
                    sourceLocation: sourceLocation)
            }
        }

        @Test("are what commands end with")
        func codes() async throws {
            let seen = Seen()
            try await withoutDaemon(seen)
            try await withDaemon(seen)
            try await closed(seen)
            let page = try clauses()
            #expect(seen.clauses.union(Self.elsewhere) == page)
        }

        private func withoutDaemon(_ seen: Seen) async throws {
            let home = try await ScenarioHome()
            try home.configure(mode: "live", settings: ["smtp: { host: localhost, port: 1, tls: none }"])
            try home.addCourse([("one", "0")])
            let ada = ["enqueue", "course", "ada@example.org"]
            expect("0 done", seen, [try await home.usher("status"), try await home.usher(ada)])
            expect(
                "64 the command line is wrong: an option, an address, a time zone, an attribute", seen,
                [
                    try await home.usher("status", "--nonsense"), try await home.usher("enqueue", "course", "ada"),
                    try await home.usher(ada + ["--zone", "Mars/Utopia"]),
                    try await home.usher(ada + ["--attr", "nonsense=1"]),
                ])
            expect(
                "65 what it names is not there", seen,
                [
                    try await home.usher("why", "nobody@example.org"), try await home.usher("queue", "show", "99"),
                    try await home.usher("enqueue", "nothing", "ada@example.org"),
                ])
            try await home.done("suppress", "add", "no@example.org", "--because", "by phone")
            expect("65 the person may not enter", seen, [try await home.usher("enqueue", "course", "no@example.org")])
            let bad = try home.write("address\nnonsense\n", to: "bad.csv")
            expect("65 rows of a file are bad", seen, [try await home.usher("import", bad)])
            expect(
                "66 the home, the file or the message to read is not there", seen,
                [
                    try await home.usher("status", "--home", home("nowhere")),
                    try await home.usher("import", home("none.csv")), try await home.usher("inbox", "show", "99"),
                ])
            expect("69 no daemon runs here", seen, [try await home.usher("reload")])
            expect(
                "69 the relay cannot be reached", seen,
                [try await home.usher("send-test", "me@example.org", "--direct")])
            expect(
                "73 `init`, `demo`, `dkim create`, `backup` or `restore` would overwrite something", seen,
                [
                    try await home.usher("init", home.path),
                    try await home.usher("backup", home("config/usher.yaml")),
                ])
            expect("73 it may not write there", seen, [try await home.usher("init", "/proc/shop")])
            let full = try await Program(
                "/bin/sh", ["-c", "\"$0\" queue list --json > /dev/full", UsherProcess.binary],
                environment: ["USHER_HOME": home.path]
            ).wait()
            expect("74 the output cannot be written", seen, [full])
            let peer = try ScriptedPeer(PeerScript([.init(.rcpt, .reply("451 4.3.0 later"))]))
            try home.goLive(port: peer.port)
            expect(
                "75 the relay said later", seen, [try await home.usher("send-test", "me@example.org", "--direct")])
            try home.edit("config/usher.yaml", "mode: live", "mode: bogus")
            expect("78 the files have errors", seen, [try await home.usher(ada), try await home.usher("check")])
        }

        private func withDaemon(_ seen: Seen) async throws {
            let home = try await ScenarioHome()
            try home.configure(mode: "rehearsal")
            try home.addCourse([("one", "20 days")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(25))
            expect("75 a daemon runs already", seen, [try await home.usher("run")])
            let course = "config/campaigns/course.yaml"
            try home.write(try home.read(course).replacing("20 days", with: "0"), to: course)
            for folder in ["config", "templates"] {
                try FileManager.default.createDirectory(atPath: home("draft"), withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: home(folder), toPath: home("draft/\(folder)"))
            }
            expect("75 a reload is held", seen, [try await home.usher("reload")])
            try home.write(try home.read(course).replacing("wait: 0", with: "wait: 20 days"), to: course)
            expect("75 `plan` says that it would be", seen, [try await home.usher("plan", home("draft"))])
            try home.edit("config/usher.yaml", "mode: rehearsal", "mode: live")
            try home.edit("config/usher.yaml", "cap: 0", "cap: 0\nsmtp: { host: localhost, port: 1, tls: none }")
            let other = try await home.usher("enqueue", "course", "late@example.org")
            expect("75 the daemon runs in another mode than `usher.yaml` says", seen, [other])
            #expect(other.errors.contains("the daemon still runs rehearsal: restart it"), "\(other.errors)")
            let status = try await home.done("status")
            #expect(status.contains(": rehearsal, a daemon is running since"), "\(status)")
            #expect(status.contains("config/usher.yaml says live since"), "\(status)")
            // A no reaches the daemon that sends, whatever the files say.
            try await home.done("suppress", "add", "person1@example.org", "--because", "by phone")
            #expect(try await home.done("why", "person1@example.org").contains("by phone"))
            #expect(await daemon.stop().end == .exit(0))
        }

        /// What is not there, not Usher's alone, or no file.
        private func closed(_ seen: Seen) async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            let files = FileManager.default
            let database = home("state/rehearsal.sqlite")
            try files.moveItem(atPath: database, toPath: home("kept"))
            var lost: [Program.Result] = []
            for command in [["status"], ["run"], ["suppress", "add", "a@b.example", "--because", "x"]] {
                lost.append(try await home.usher(command))
            }
            #expect(!files.fileExists(atPath: database))
            try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: database))
            chmod(database, 0o600)
            lost.append(try await home.usher("status"))
            expect("65 a database is damaged, lost or another home's", seen, lost)
            try files.removeItem(atPath: database)
            try files.moveItem(atPath: home("kept"), toPath: database)

            var open: [Program.Result] = []
            for (name, mode) in [("state", 0o777), ("state/keys.json", 0o644), ("state/rehearsal.sqlite", 0o640)] {
                let before = try files.attributesOfItem(atPath: home(name))[.posixPermissions] as? Int
                chmod(home(name), mode_t(mode))
                open.append(try await home.usher("status"))
                open.append(try await home.usher("run"))
                chmod(home(name), mode_t(before ?? 0o600))
            }
            try files.moveItem(atPath: home("state/keys.json"), toPath: home("kept"))
            #expect(mkfifo(home("state/keys.json"), 0o600) == 0)
            open.append(try await home.usher("status"))
            unlink(home("state/keys.json"))
            try files.moveItem(atPath: home("kept"), toPath: home("state/keys.json"))
            try home.configure(
                mode: "live",
                settings: ["smtp: { host: localhost, port: 1, tls: required, username: u, password_file: secret }"])
            try home.write("x", to: "secret")
            chmod(home("secret"), 0o644)
            open.append(try await home.usher("run"))
            expect(
                "77 the state folder, a file in it or the password's file is another user's, open to others, or no file",
                seen, open)
        }
    }
}
