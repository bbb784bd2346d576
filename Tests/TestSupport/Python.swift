import Foundation

/// Runs Python scripts; for tests that want a second opinion.
package enum Python {
    /// False when there is no python3, so that tests are skipped by name; with CI=true they run, and fail.
    package static let isThereOrMustBe: Bool = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }
            || ProcessInfo.processInfo.environment["CI"] == "true"
    }()

    /// What `script` printed, errors included.
    package static func run(_ script: String, _ arguments: String...) async throws -> String {
        let result = try await Program("/usr/bin/env", ["python3", "-c", script] + arguments).wait()
        return result.output + result.errors
    }
}
