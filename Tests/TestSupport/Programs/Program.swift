import Foundation
import Glibc
import Synchronization

/// Another program, started by a test and ended with it. Its output goes to files in a folder of its own: a pipe's end
/// that another program inherits by chance would keep whoever reads it waiting for that program's end.
package final class Program: Sendable {
    package struct CannotStart: Error, CustomStringConvertible {
        package let description: String
    }

    /// How a program ended.
    package enum End: Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    /// What a program left when it ended.
    package struct Result: Sendable {
        package var end: End
        package var output: String
        package var errors: String
    }

    package let pid: Int32
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
    package init(
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
    package var end: End? { state.withLock { $0.end } }

    /// What it has written so far.
    package var output: String { Self.text(folder("out")) }
    package var errors: String { Self.text(folder("err")) }

    /// Sends a signal, unless it has ended.
    package func send(_ signal: Int32) {
        // The process is reaped after its end is known here, so the number cannot be another's yet.
        state.withLock { state in
            if state.end == nil { Glibc.kill(pid, signal) }
        }
    }

    /// Ends the program's standard input, where that was held.
    package func closeInput() throws { try input?.close() }

    /// Waits for the end. What `usher run` says on a slow machine while it starts is left out.
    @discardableResult
    package func wait() async -> Result {
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

    /// Blocks until it has ended, or `isEnough`: for threads that belong to the caller.
    @discardableResult
    package func waitBlocking(until isEnough: () -> Bool = { false }) -> End? {
        while end == nil, !isEnough() { usleep(2000) }
        return end
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
