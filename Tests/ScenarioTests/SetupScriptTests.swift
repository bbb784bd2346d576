import Foundation
import TestSupport
import Testing

extension Scenarios {
    @Suite("scripts/setup")
    struct SetupScriptTests {
        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder("setup") }

        /// What it says with a `swift` that is this shell script. Every package counts as installed.
        private func setUp(swift script: String) async throws -> Program.Result {
            try FileManager.default.createDirectory(atPath: folder("clone/scripts"), withIntermediateDirectories: true)
            try FileManager.default.createDirectory(atPath: folder("bin"), withIntermediateDirectories: true)
            try await ScriptFile.write(script, to: folder("bin/swift"))
            try await ScriptFile.write("exit 0", to: folder("clone/scripts/install-packages"))
            try await ScriptFile.write(try Repository.text("scripts/setup"), to: folder("clone/scripts/setup"))
            return try await Program(
                "/bin/sh", [folder("clone/scripts/setup")], environment: ["PATH": "\(folder("bin")):/usr/bin:/bin"]
            ).wait()
        }

        @Test("Says what swift said when it does not start")
        func notStarting() async throws {
            let loader = "swift: error while loading shared libraries: libncurses.so.6: cannot open shared object file"
            let result = try await setUp(swift: "echo '\(loader)' >&2; exit 127")
            #expect(result.end == .exit(69) && result.errors == "swift does not start: \(loader)\n")
        }

        @Test("Refuses a swift that is too old, and names both")
        func old() async throws {
            let result = try await setUp(swift: "echo 'Swift version 6.1.2 (swift-6.1.2-RELEASE)'")
            #expect(result.end == .exit(69) && result.errors.contains("6.3 or newer; the swift on the PATH is 6.1.2"))
        }

        @Test("Tries once whether swift build starts, and says why it does not")
        func packageManager() async throws {
            let version = "case $1 in --version) echo 'Swift version 6.3.1';; *)"
            let broken = try await setUp(swift: "\(version) echo no libxml2 >&2; exit 1;; esac")
            #expect(broken.end == .exit(69) && broken.errors == "swift build does not start: no libxml2\n")
            let whole = try await setUp(swift: "\(version) echo x >> '\(folder("tries"))';; esac")
            #expect(whole.end == .exit(0) && whole.errors == "" && whole.output == "")
            let again = try await setUp(swift: "\(version) echo x >> '\(folder("tries"))';; esac")
            #expect(again.end == .exit(0))
            #expect(try String(contentsOfFile: folder("tries"), encoding: .utf8) == "x\n")
        }
    }
}
