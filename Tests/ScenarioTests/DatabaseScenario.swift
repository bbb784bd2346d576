import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// A database that cannot be used: one clear sentence and a stable exit code, for commands and the daemon alike.
    @Suite("A state folder that cannot be used")
    struct DatabaseScenario {
        private let database = "state/rehearsal.sqlite"

        private func expect(_ code: Int32, saying words: String, _ home: ScenarioHome) async throws {
            for command in ["status", "run"] {
                let result = try await home.usher(command)
                #expect(result.end == .exit(code), "\(command): \(result.errors)")
                #expect(result.errors.split(separator: "\n").count == 1, "\(command): \(result.errors)")
                #expect(result.errors.contains(words), "\(command): \(result.errors)")
            }
        }

        @Test("is no database: 65, and the file stays as it is")
        func notADatabase() async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            let text = String(repeating: "This is somebody's letter. ", count: 400)
            try home.write(text, to: database)
            chmod(home(database), 0o600)
            try await expect(65, saying: "not a database", home)
            #expect(try home.read(database) == text)
        }

        @Test("is damaged: 65")
        func damaged() async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: home(database)))
            try file.seek(toOffset: 100)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 8000))
            try file.close()
            try await expect(65, saying: "damaged", home)
        }

        @Test("was written by a newer Usher: 65, with both versions")
        func newer() async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            let change = try await Program(
                "/usr/bin/env",
                [
                    "python3", "-c",
                    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA user_version = 9999'); c.commit()",
                    home(database),
                ]
            ).wait()
            #expect(change.end == .exit(0), "\(change.errors)")
            try await expect(65, saying: "9999", home)
        }

        @Test("was written by a version that was never released: 65, and how to begin anew")
        func older() async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            let change = try await Program(
                "/usr/bin/env",
                [
                    "python3", "-c",
                    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA application_id = 1433626738'); c.commit()",
                    home(database),
                ]
            ).wait()
            #expect(change.end == .exit(0), "\(change.errors)")
            try await expect(65, saying: "never released", home)
        }

        @Test("belongs to other keys: 65")
        func othersKeys() async throws {
            let (home, other) = (try await ScenarioHome(), try await ScenarioHome())
            for each in [home, other] { try await each.done("status") }
            try FileManager.default.removeItem(atPath: home("state/keys.json"))
            try FileManager.default.copyItem(atPath: other("state/keys.json"), toPath: home("state/keys.json"))
            try await expect(65, saying: "do not belong together", home)
        }

        @Test("is moved away under the daemon: 65, no defect, and nothing is lost when it is put back")
        func moved() async throws {
            let home = try await ScenarioHome()
            try home.configure(mode: "rehearsal")
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            try await home.enter("course", "ada@example.org")
            try await home.drained()
            try FileManager.default.moveItem(atPath: home(database), toPath: home("kept"))
            let result = await daemon.program.wait()
            #expect(result.end == .exit(65), "\(result.errors)")
            let log = result.output + result.errors
            #expect(log.contains("moved away or deleted while it was in use"), "\(log)")
            #expect(!log.contains("defect"), "\(log)")
            try await expect(65, saying: "is not there, but its log (-wal) is", home)
            try FileManager.default.moveItem(atPath: home("kept"), toPath: home(database))
            let status: StatusLine = try await home.json("status")
            #expect(status.deliveries["sent"] == 1)
        }

        @Test(
            "is another user's, and what lies in it is not: 77, and what to do",
            .enabled(if: getuid() == 0, "it takes root to play another"))
        func anotherUsers() async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            chown(home("state"), 65534, 65534)
            try await expect(77, saying: "belongs to the user root; give it to who runs Usher: chown it", home)
        }

        @Test("may not be written: 77", .enabled(if: SmallDisk.isAvailable, "a small disk cannot be mounted here"))
        func unwritable() async throws {
            let disk = try await SmallDisk(megabytes: 64)
            let home = try await ScenarioHome(environment: ["STATE_DIRECTORY": disk.path])
            try await home.done("status")
            try await disk.forbidWriting()
            try await expect(77, saying: "the state folder \(disk.path) cannot be used: Read-only file system", home)
            try await disk.remove()
        }

        @Test(
            "that another process keeps locked stops sending, says so once, and goes on; nothing is lost or sent twice")
        func locked() async throws {
            let people = 150
            // After twenty letters each connection waits for an answer until the database is locked.
            let held = (21...60).map { PeerScript.Rule(.dot, time: $0, .hold) }
            let peer = try ScriptedPeer(PeerScript(held + [.init(.dot, .drip(milliseconds: 1))]))
            let home = try await ScenarioHome()
            try home.goLive(port: peer.port)
            try home.addCourse([("one", "0"), ("two", "0")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(people))
            try await eventually("messages under way", every: .milliseconds(1)) { peer.accepted.count >= 20 }
            let lock = try Program(
                "/usr/bin/env", ["python3", "-c", Self.locking, home("state/usher.sqlite")], holdsInput: true)
            try await eventually("a lock", every: .milliseconds(1)) {
                lock.output.hasPrefix("locked") || lock.end != nil
            }
            #expect(lock.end == nil, "\(lock.errors)")
            peer.release()
            var log: String { daemon.program.output + daemon.program.errors }
            try await eventually("a daemon that stands still") { log.contains("sending stands still") }
            let refused = try await home.usher("enqueue", "course", "late@example.org")
            #expect(refused.end == .exit(75), "\(refused.errors)")
            #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
            #expect(peer.accepted.count < 2 * people)

            try lock.closeInput()
            await lock.wait()
            try await eventually("everybody's letters") { peer.accepted.count >= 2 * people }
            try await home.drained()
            #expect(await daemon.stop().end == .exit(0))
            #expect(log.components(separatedBy: "sending stands still").count == 2, "\(log)")
            #expect(log.components(separatedBy: "can be written again").count == 2, "\(log)")
            let letters = peer.accepted.map { "\($0.recipient) \(MailText($0.bytes).message ?? "")" }
            #expect(letters.count == 2 * people && Set(letters).count == 2 * people)
            let status: StatusLine = try await home.json("status")
            #expect(status.deliveries["sent"] == 2 * people)
        }

        /// Begins to write to the database, and does not end before its standard input does.
        private static let locking = """
            import sqlite3, sys
            database = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
            database.execute("BEGIN IMMEDIATE")
            print("locked", flush=True)
            sys.stdin.read()
            """
    }
}
