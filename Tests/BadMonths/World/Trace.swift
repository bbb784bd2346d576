import Synchronization

/// What happened, line by line, as a checksum and on demand as text. Two plays of one seed have the same.
package final class Trace: Sendable {
    private struct State {
        var sum = Checksum()
        var count = 0
        var lines: [String] = []
    }

    private let state = Mutex(State())
    private let keepsLines: Bool

    init(keepsLines: Bool) { self.keepsLines = keepsLines }

    func note(_ line: String) {
        state.withLock { state in
            state.sum.add(line.utf8)
            state.sum.add([10])
            state.count += 1
            if keepsLines { state.lines.append(line) }
        }
    }

    /// Of every line so far.
    package var sum: UInt64 { state.withLock { $0.sum.value } }
    package var count: Int { state.withLock { $0.count } }
    package var lines: [String] { state.withLock { $0.lines } }
}
