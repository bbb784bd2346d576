import Synchronization

/// A bell that any thread may ring; several rings before it is heard count as one. One listens to it at a time.
///
/// An asynchronous stream would do the same, and goes through the listener's queue five times for each ring.
final class WakeSignal: Sendable {
    private struct State {
        var isRung = false
        var isOver = false
        var listener: CheckedContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    func ring() {
        let listener = state.withLock { state in
            guard !state.isOver else { return CheckedContinuation<Bool, Never>?.none }
            defer { state.listener = nil }
            state.isRung = state.listener == nil
            return state.listener
        }
        listener?.resume(returning: true)
    }

    /// Ends the bell: nothing is heard any more but what was already rung.
    func end() {
        let listener = state.withLock { state in
            defer { state.listener = nil }
            state.isOver = true
            return state.listener
        }
        listener?.resume(returning: false)
    }

    /// Waits until it is rung, unless it was since it was heard last. False once it is over, or the task is cancelled,
    /// which is the bell's end.
    func isHeard(isolation: isolated (any Actor)? = #isolation) async -> Bool {
        await withTaskCancellationHandler(
            operation: {
                await withCheckedContinuation(isolation: isolation) { listener in
                    if let answer = answer(listener) { listener.resume(returning: answer) }
                }
            }, onCancel: { end() }, isolation: isolation)
    }

    /// The answer that can be given at once; nil where the listener has to wait.
    private func answer(_ listener: CheckedContinuation<Bool, Never>) -> Bool? {
        state.withLock { state in
            if state.isRung {
                state.isRung = false
                return true
            }
            if state.isOver || state.listener != nil { return false }
            state.listener = listener
            return nil
        }
    }
}
