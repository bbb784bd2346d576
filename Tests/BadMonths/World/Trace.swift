import Synchronization

/// What happened, line by line, as a checksum and on demand as text. Two plays of one seed have the same.
package final class Trace: Sendable {
    private struct State {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        var count = 0
        var lines: [String] = []
    }

    private let state = Mutex(State())
    private let keepsLines: Bool

    init(keepsLines: Bool) { self.keepsLines = keepsLines }

    func note(_ line: String) {
        state.withLock { state in
            // FNV-1a, 64 bits.
            for octet in line.utf8 { state.sum = (state.sum ^ UInt64(octet)) &* 0x100_0000_01B3 }
            state.sum = (state.sum ^ 10) &* 0x100_0000_01B3
            state.count += 1
            if keepsLines { state.lines.append(line) }
        }
    }

    /// Of every line so far.
    package var sum: UInt64 { state.withLock { $0.sum } }
    package var count: Int { state.withLock { $0.count } }
    package var lines: [String] { state.withLock { $0.lines } }
}
