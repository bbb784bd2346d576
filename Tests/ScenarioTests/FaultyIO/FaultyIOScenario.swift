import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    /// Promises 1, 2 and 3 on a machine whose calls fail: at the real binary, from its first call to its last.
    @Suite("Faults of the machine")
    struct FaultyIOScenario {
        /// By `scripts/faulty-io`: from which seed, and how many.
        private static let environment = ProcessInfo.processInfo.environment
        private static let first = environment["USHER_FAULTY_FROM"].flatMap { UInt64($0) } ?? 1
        private static let seeds = environment["USHER_FAULTY_SEEDS"].flatMap { UInt64($0) } ?? 4

        @Test(
            "Whatever call fails, stops half-way, or is the last: what was answered is there, and no step comes twice")
        func stories() async throws {
            var (faults, ends, lives): ([String: Int], [String: Int], Int) = ([:], [:], 0)
            for seed in Self.first..<(Self.first + Self.seeds) {
                let story = try await FaultyStory.play(seed)
                for violation in story.violations { Issue.record("\(violation)") }
                faults.merge(story.faults, uniquingKeysWith: +)
                ends.merge(story.ends, uniquingKeysWith: +)
                lives += story.lives.count
                if Self.environment["USHER_FAULTY_SEEDS"] != nil {
                    let sum = story.faults.values.reduce(0, +)
                    print("faulty-io: seed \(seed): \(story.lives.count) lives, \(sum) faults,", terminator: " ")
                    print("\(story.letters.count) letters\(story.violations.isEmpty ? "" : ", WRONG")")
                    for violation in story.violations { print("faulty-io: \(violation)") }
                    fflush(nil)
                }
            }
            #expect(faults.values.reduce(0, +) > 0, "the library does nothing")
            guard Self.environment["USHER_FAULTY_SEEDS"] != nil else { return }
            print("faulty-io: \(lives) lives")
            for (what, count) in (Array(faults) + Array(ends)).sorted(by: { $0.key < $1.key }) {
                print("faulty-io: \(what): \(count)")
            }
        }

        @Test("The library breaks what lies in its folder and nothing else, and the same again for the same seed")
        func library() async throws {
            let folder = try TemporaryFolder("faulty")
            try Data("inside".utf8).write(to: URL(fileURLWithPath: folder("in")))
            let outside = try TemporaryFolder("outside")
            try Data("outside".utf8).write(to: URL(fileURLWithPath: outside("out")))
            func cat(_ seed: Int, _ kinds: String, _ path: String) async throws -> Program.Result {
                try await Program(
                    "/usr/bin/env", ["cat", path],
                    environment: [
                        "LD_PRELOAD": FaultyMachine.library, "FAULTY_IO_SEED": "\(seed)",
                        "FAULTY_IO_HOME": folder.path, "FAULTY_IO_LOG": folder("log-\(seed)"),
                        "FAULTY_IO_FILES": "1", "FAULTY_IO_KINDS": kinds,
                    ]
                ).wait()
            }
            #expect(try await cat(1, "fail", folder("in")).end == .exit(1))
            #expect(FaultyLog(folder("log-1")).faults.first?.hasPrefix("open file E") == true)
            let untouched = try await cat(2, "fail short kill", outside("out"))
            #expect(untouched.end == .exit(0) && untouched.output == "outside")
            #expect(FaultyLog(folder("log-2")).faults.isEmpty)
            let inParts = try await cat(3, "short delay", folder("in"))
            #expect(inParts.end == .exit(0) && inParts.output == "inside")
            #expect(FaultyLog(folder("log-3")).faults.contains("read file short"))
            #expect(try await cat(4, "kill", folder("in")).end == .signal(SIGKILL))
            #expect(FaultyLog(folder("log-4")).hasKill)
            for seed in 5...20 {
                let (first, second) = (
                    try await cat(seed, "fail short interrupt", folder("in")),
                    try await cat(seed, "fail short interrupt", folder("in"))
                )
                let lines = FaultyLog(folder("log-\(seed)")).faults
                #expect(first.end == second.end && first.output == second.output)
                #expect(Array(lines.prefix(lines.count / 2)) == Array(lines.suffix(lines.count / 2)))
            }
        }
    }
}
