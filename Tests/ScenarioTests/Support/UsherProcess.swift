import Foundation
import Glibc
import TestSupport

/// The built `usher` binary, run as a user would run it.
final class UsherProcess: Sendable {
    struct Trouble: Error, CustomStringConvertible {
        let description: String
    }

    let program: Program
    private let folder: TemporaryFolder
    private let listener: NotifyListener

    /// Starts `usher ARGUMENTS` with a notify socket of its own.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        folder = try TemporaryFolder("usher")
        listener = try NotifyListener(folder("notify"))
        program = try Program(
            Self.binary, arguments,
            environment: environment.merging(["NOTIFY_SOCKET": folder("notify")]) { own, _ in own })
    }

    /// Runs `usher ARGUMENTS` to its end.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], input: String = ""
    ) async throws -> Program.Result {
        try await Program(binary, arguments, environment: environment, input: input).wait()
    }

    /// `$USHER_BINARY`, or the one that the build put beside the running tests.
    static var binary: String {
        if let given = ProcessInfo.processInfo.environment["USHER_BINARY"] { return given }
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("usher").path
    }

    /// Waits until the daemon has said `READY=1`; what it said before is passed over.
    func ready() async throws { try await notified("READY=1") }

    /// Waits for a message to the service manager that has the line `line`, and returns the whole message.
    @discardableResult
    func notified(_ line: String) async throws -> String {
        var patience = Patience()
        while !patience.isOver() {
            // Before it is listened to: what it said last was said before its end.
            let end = program.end
            while let message = listener.next() {
                if message.split(separator: "\n").contains(Substring(line)) { return message }
            }
            if let end {
                throw Trouble(description: "usher ended (\(end)) before \(line): \(program.errors)")
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Trouble(description: "usher did not say \(line), and nothing moves any more: \(program.errors)")
    }

    /// Asks the daemon to stop and waits for its end.
    func stop() async -> Program.Result {
        program.send(SIGTERM)
        return await program.wait()
    }

    /// kill -9, and waits until the process is gone.
    func kill() async {
        program.send(SIGKILL)
        await program.wait()
    }
}
