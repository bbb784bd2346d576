import Foundation
import Synchronization
import UsherCore

/// Shows that a command goes on: how much it has looked through. On a terminal in one line that is painted anew;
/// elsewhere a line now and then.
struct LongWork {
    /// After "looked through N": `e-mails that wait`.
    let what: String
    private let isTerminal = Output.isTerminal(.standardError)
    private var shown = ContinuousClock.now
    private var told = 0

    /// How many lie between two lines where there is no terminal.
    private static let stride = 100_000

    init(_ what: String) { self.what = what }

    mutating func show(_ count: Int) {
        if isTerminal {
            guard shown.duration(to: .now) > .milliseconds(100) else { return }
            shown = .now
            Output.write("\r\u{1B}[Klooked through \(count) \(what)", to: .standardError)
        } else if count / Self.stride > told {
            told = count / Self.stride
            Output.note("looked through \(count) \(what), and goes on")
        }
    }

    func clear() {
        if isTerminal { Output.write("\r\u{1B}[K", to: .standardError) }
    }
}

/// Says on standard error that a command which can take long goes on: after a few seconds, then now and then, and at
/// once what it waits for.
final class LongWait: Sendable {
    private struct State {
        var what: String
        var isOver = false
    }

    private let state: Mutex<State>
    /// Seconds until the first word, and between two.
    private static let (first, stride) = (5, 20)

    init(_ what: String) {
        state = Mutex(State(what: what))
        Thread { [self] in
            for seconds in 1... {
                Thread.sleep(forTimeInterval: 1)
                let now = state.withLock(\.self)
                if now.isOver { return }
                if seconds == Self.first || seconds % Self.stride == 0 { Output.note("\(now.what) (\(seconds) s)") }
            }
        }.start()
    }

    /// From now on it does something else; said at once where it is new.
    func say(_ what: String) {
        let isNew = state.withLock { state in
            defer { state.what = what }
            return state.what != what
        }
        if isNew { Output.note(what) }
    }

    func end() { state.withLock { $0.isOver = true } }
}
