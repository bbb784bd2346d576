import Foundation
import TestSupport
import Testing

extension Scenarios {
    @Suite("scripts/simulate")
    struct SimulateScriptTests {
        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder("simulate") }

        /// What it says of fifty months where this shell script plays them: `$2` is the first, `$4` how many.
        private func simulate(months script: String) async throws -> Program.Result {
            let release = folder("clone/.build/release")
            for path in [release, folder("clone/scripts"), folder("bin")] {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }
            try await ScriptFile.write("exit 0", to: folder("bin/swift"))
            try await ScriptFile.write(script, to: "\(release)/bad-months")
            try await ScriptFile.write(try Repository.text("scripts/simulate"), to: folder("clone/scripts/simulate"))
            return try await Program(
                "/bin/sh", [folder("clone/scripts/simulate"), "--seeds", "50"],
                environment: ["PATH": "\(folder("bin")):/usr/bin:/bin"]
            ).wait()
        }

        @Test("Adds up what was played")
        func sums() async throws {
            let result = try await simulate(months: "echo months=$4 messages=10 kills=2 power-losses=1 wrong=0")
            #expect(result.end == .exit(0))
            #expect(result.output.hasPrefix("50 months, 20 messages, 4 kills, 2 power losses, 0 wrong, "))
        }

        @Test("Months that ended otherwise are no months that went well")
        func crashes() async throws {
            let result = try await simulate(
                months: "[ $2 = 1 ] || exit 139; echo months=$4 messages=10 kills=2 power-losses=1 wrong=0")
            #expect(result.end == .exit(1))
            #expect(result.output.contains("25 were not played to their end"))
        }
    }
}
