import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// Months of the whole daemon, simulated, in processes of their own: `bad-months` has what is promised.
    @Suite("Bad months")
    struct BadMonthsScenario {
        /// The months of each process, which play beside each other.
        static let months = [1...25, 26...50]

        private static func play(_ arguments: [String]) async throws -> Program.Result {
            let binary = URL(fileURLWithPath: UsherProcess.binary).deletingLastPathComponent()
            return try await Program(binary.appendingPathComponent("bad-months").path, arguments).wait()
        }

        @Test("Whatever a seed does to it, the daemon keeps what it promised")
        func months() async throws {
            let results = try await withThrowingTaskGroup(of: (ClosedRange<Int>, Program.Result).self) { group in
                for months in Self.months {
                    group.addTask {
                        (months, try await Self.play(["--from", "\(months.lowerBound)", "--seeds", "\(months.count)"]))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (months, result) in results {
                #expect(result.end == .exit(0), "\(result.output)\(result.errors)")
                #expect(result.output.contains("months=\(months.count) "))
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
