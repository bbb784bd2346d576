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

        @Test(
            "is another user's, or may not be written: 77",
            .enabled(if: getuid() == 0, "it takes root to play another user"))
        func unwritable() async throws {
            let home = try await ScenarioHome()
            try await home.done("status")
            chown(home("state"), 65534, 65534)
            try await expect(77, saying: "sudo -u nobody usher", home)
        }
    }
}
