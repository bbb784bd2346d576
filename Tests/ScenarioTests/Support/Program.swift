import Foundation
import Glibc
import Synchronization
import TestSupport

/// Another program, started by a scenario and ended with it. Its output goes to files in a folder of its own.
final class Program: Sendable {
    /// How a program ended.
    enum End: Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    /// What a program left when it ended.
    struct Result: Sendable {
        var end: End
        var output: String
        var errors: String
    }

    let pid: Int32
    private let folder: TemporaryFolder
    /// The writing end of its standard input, where that is held.
    private let input: FileHandle?
    private let state = Mutex(State())

    private struct State {
        var end: End?
        var waiting: [CheckedContinuation<End, Never>] = []
    }

    /// Starts the program at `path`. `environment` is all it gets, besides PATH, TMPDIR and HOME. Standard input is
    /// `input`, or a pipe that stays open for as long as the program is held, with `holdsInput`. No signal is blocked
    /// or ignored in it, whatever thread this runs on; Foundation's Process would hand on the blocked ones of a
    /// Dispatch thread, SIGTERM among them.
    init(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], input: String = "",
        holdsInput: Bool = false
    ) throws {
        folder = try TemporaryFolder("program")
        try Data(input.utf8).write(to: URL(fileURLWithPath: folder("in")))
        let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "TMPDIR", "HOME"].contains($0.key) }
        let variables = inherited.merging(environment) { _, own in own }.map { "\($0.key)=\($0.value)" }
        let spawn = Spawn(path: path, arguments: [path] + arguments, environment: variables, folder: folder)
        (pid, self.input) = try spawn.run(holdsInput: holdsInput)
        Thread { [pid, weak self] in
            let end = Spawn.awaitEnd(of: pid)
            self?.settle(end)
            Spawn.reap(pid)
        }.start()
    }

    deinit {
        // One whose input is held ends by itself when that closes, and cleans up.
        if input == nil { send(SIGKILL) }
    }

    /// Nil while it runs.
    var end: End? { state.withLock { $0.end } }

    /// What it has written so far.
    var output: String { Self.text(folder("out")) }
    var errors: String { Self.text(folder("err")) }

    /// Sends a signal, unless it has ended.
    func send(_ signal: Int32) {
        // The process is reaped after its end is known here, so the number cannot be another's yet.
        state.withLock { state in
            if state.end == nil { Glibc.kill(pid, signal) }
        }
    }

    /// Ends the program's standard input, where that was held.
    func closeInput() throws { try input?.close() }

    /// Waits for the end. What `usher run` says on a slow machine while it starts is left out.
    @discardableResult
    func wait() async -> Result {
        let end = await withCheckedContinuation { continuation in
            let known = state.withLock { state -> End? in
                if state.end == nil { state.waiting.append(continuation) }
                return state.end
            }
            if let known { continuation.resume(returning: known) }
        }
        let starting = /[^\n]* notice   starting: [^\n]*\n/
        return Result(end: end, output: output, errors: errors.replacing(starting, with: ""))
    }

    private func settle(_ end: End) {
        let waiting = state.withLock { state in
            state.end = end
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: end) }
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}
