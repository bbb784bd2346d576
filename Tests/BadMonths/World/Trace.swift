import Glibc
import Synchronization
import TestWorld

/// What happened, line by line, as a checksum and on demand as text. Two plays of one seed have the same.
package final class Trace: Sendable {
    private struct State {
        var sum = Checksum()
        var count = 0
        var lines: [String] = []
    }

    private let state = Mutex(State())
    private let keepsLines: Bool
    /// A folder with another name in each play.
    private let folder: String

    init(keepsLines: Bool, folder: String) { (self.keepsLines, self.folder) = (keepsLines, folder) }

    /// The same of a line in which the folder may be named.
    func noteLog(_ line: String) {
        let isNamed = line.withCString { line in folder.withCString { strstr(line, $0) != nil } }
        note(isNamed ? line.replacing(folder, with: "HOME") : line)
    }

    func note(_ line: String) {
        state.withLock { state in
            var line = line
            line.withUTF8 { state.sum.add(UnsafeRawBufferPointer($0)) }
            state.count += 1
            if keepsLines { state.lines.append(line) }
        }
    }

    /// Of every line so far.
    package var sum: UInt64 { state.withLock { $0.sum.value } }
    package var count: Int { state.withLock { $0.count } }
    package var lines: [String] { state.withLock { $0.lines } }
}
