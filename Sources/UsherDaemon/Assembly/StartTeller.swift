import Foundation
import Logging
import Synchronization

/// Says what a daemon is at that has not begun to send yet: nothing where that takes less than half a second, else
/// what it does then, each new thing at once, and every ten seconds that it goes on.
final class StartTeller: Sendable {
    private struct State {
        var doing: String
        var isSpeaking = false
        var isOver = false
    }

    private let state: Mutex<State>
    private let logger: Logger
    private let since = ContinuousClock.now

    init(_ doing: String, logger: Logger, patience: Duration = .milliseconds(500), stride: Duration = .seconds(10)) {
        state = Mutex(State(doing: doing))
        self.logger = logger
        Thread { [self] in
            var wait = patience
            while true {
                Thread.sleep(forTimeInterval: wait.seconds)
                let isOver = state.withLock { state in
                    if !state.isOver { say(state.isSpeaking ? "still \(state.doing)" : state.doing) }
                    state.isSpeaking = true
                    return state.isOver
                }
                if isOver { return }
                wait = stride
            }
        }.start()
    }

    /// Notes that the daemon does something else from now on.
    func goesOn(_ doing: String) {
        state.withLock { state in
            state.doing = doing
            if state.isSpeaking { say(doing) }
        }
    }

    /// Ends the telling. A second call changes nothing.
    func end() { state.withLock { $0.isOver = true } }

    private func say(_ doing: String) {
        logger.notice("starting: \(doing)", metadata: ["seconds": "\(Int(since.duration(to: .now).seconds))"])
    }
}
