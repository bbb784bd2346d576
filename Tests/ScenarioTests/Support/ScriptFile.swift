import TestSupport

/// A program that is a shell script, written for one test.
enum ScriptFile {
    /// Writes it by another process: a descriptor that this one has open for writing goes along with whatever another
    /// test starts at that moment, and the system runs no file that somebody may still write to ("Text file busy").
    static func write(_ text: String, to path: String) async throws {
        let result = try await Program(
            "/bin/sh", ["-c", #"printf '#!/bin/sh\n%s\n' "$1" > "$2" && chmod 755 "$2""#, "sh", text, path]
        ).wait()
        guard result.end == .exit(0) else { throw UsherProcess.Trouble(description: result.errors) }
    }
}
