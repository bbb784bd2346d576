import Foundation
import Glibc
import TestSupport

/// A home of its own for one scenario, written by `usher init`, and the commands of somebody who works in it.
final class ScenarioHome: Sendable {
    let path: String
    private let folder: TemporaryFolder
    private let environment: [String: String]

    /// `environment` goes to every command and to the daemon.
    init(environment: [String: String] = [:]) async throws {
        folder = try TemporaryFolder("scenario")
        path = folder("home")
        self.environment = environment.merging(["USHER_HOME": path]) { _, home in home }
        let result = try await UsherProcess.run(["init", path])
        guard result.end == .exit(0) else { throw UsherProcess.Trouble(description: "usher init: \(result.errors)") }
    }

    /// The path of a file in the home.
    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    // MARK: Files

    func read(_ name: String) throws -> String { try String(contentsOfFile: self(name), encoding: .utf8) }

    /// Puts the file in its place at once, as an editor does; makes folders that are missing.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let url = URL(fileURLWithPath: self(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
        return url.path
    }

    /// The same for a file that is its owner's alone.
    func writeSecret(_ text: String, to name: String) throws {
        chmod(try write(text, to: name), 0o600)
    }

    /// Replaces `old`, which must be there, in a file.
    func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = try read(name)
        guard text.contains(old) else { throw UsherProcess.Trouble(description: "\(name) has no '\(old)'") }
        try write(text.replacing(old, with: new), to: name)
    }

    // MARK: Commands

    /// `usher ARGUMENTS`, to its end.
    func usher(_ arguments: String..., input: String = "") async throws -> Program.Result {
        try await UsherProcess.run(arguments, environment: environment, input: input)
    }

    func usher(_ arguments: [String]) async throws -> Program.Result {
        try await UsherProcess.run(arguments, environment: environment)
    }

    /// What a command that must succeed prints.
    @discardableResult
    func done(_ arguments: String...) async throws -> String { try await done(arguments) }

    @discardableResult
    func done(_ arguments: [String]) async throws -> String {
        let result = try await UsherProcess.run(arguments, environment: environment)
        guard result.end == .exit(0) else {
            throw UsherProcess.Trouble(
                description:
                    "usher \(arguments.joined(separator: " ")): \(result.end)\n\(result.output)\(result.errors)")
        }
        return result.output
    }

    /// `usher enqueue`, of people who agreed.
    @discardableResult
    func enter(_ campaign: String, _ more: String...) async throws -> String {
        try await done(["enqueue", campaign] + more + ["--consent", "asked at the fair"])
    }

    /// What a command that must succeed prints with `--json`.
    func json<Value: Decodable>(_ arguments: String...) async throws -> Value {
        let result = try await UsherProcess.run(arguments + ["--json"], environment: environment)
        guard result.end == .exit(0) else {
            throw UsherProcess.Trouble(description: "usher \(arguments.joined(separator: " ")): \(result.errors)")
        }
        return try JSONDecoder().decode(Value.self, from: Data(result.output.utf8))
    }

    // MARK: The daemon

    /// `usher run ARGUMENTS`, ready.
    func run(_ arguments: String..., environment more: [String: String] = [:]) async throws -> UsherProcess {
        let usher = try UsherProcess(
            ["run"] + arguments, environment: environment.merging(more) { _, own in own })
        try await usher.ready()
        return usher
    }

    /// On a stepped calendar that begins on a Monday morning in Leipzig.
    func runStepped() async throws -> UsherProcess { try await run("--clock", "stepped:2026-03-02T08:00:00Z") }

    /// Waits until nothing is queued, parked or on its way any more.
    func drained() async throws {
        try await eventually("an empty queue", every: .milliseconds(500)) {
            let status: StatusLine = try await self.json("status")
            return ["queued", "claimed", "parked"].allSatisfy { status.deliveries[$0] == 0 }
        }
    }
}
