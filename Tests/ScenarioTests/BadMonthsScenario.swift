import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// Months of the whole daemon, simulated, in processes of their own: `bad-months` has what is promised.
    @Suite("Bad months")
    struct BadMonthsScenario {
        /// Processes beside each other, and how many months each plays.
        static let (processes, months) = (2, 25)

        private static func play(_ arguments: [String]) async throws -> Program.Result {
            let binary = URL(fileURLWithPath: UsherProcess.binary).deletingLastPathComponent()
            return try await Program(binary.appendingPathComponent("bad-months").path, arguments).wait()
        }

        @Test("Whatever a seed does to it, the daemon keeps what it promised")
        func months() async throws {
            let results = try await withThrowingTaskGroup(of: Program.Result.self) { group in
                for process in 0..<Self.processes {
                    let first = 1 + process * Self.months
                    group.addTask { try await Self.play(["--from", "\(first)", "--seeds", "\(Self.months)"]) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for result in results {
                #expect(result.end == .exit(0), "\(result.output)\(result.errors)")
                #expect(result.output.contains("months=\(Self.months) "))
            }
        }

        @Test("The same seed plays the same month, octet for octet")
        func again() async throws {
            let first = try await Self.play(["--sum", "3"])
            let second = try await Self.play(["--sum", "3"])
            let other = try await Self.play(["--sum", "4"])
            #expect(first.end == .exit(0) && !first.output.isEmpty)
            #expect(first.output == second.output)
            #expect(first.output != other.output)
        }
    }
}
