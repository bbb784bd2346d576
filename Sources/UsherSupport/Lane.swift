import Synchronization

/// The one lane that an actor lives on: its jobs run there one after the other. Its monotonic clock and its timers come
/// with it, so that an actor whose lane is driven by hand never waits for real time.
///
/// A task that the actor begins prefers the lane (`Task(executorPreference:)`): otherwise it goes through another
/// thread whenever it waited for something.
package protocol Lane: SerialExecutor, TaskExecutor {
    /// The monotonic clock's time, in nanoseconds.
    var now: UInt64 { get }

    /// Runs `work` behind what the lane holds already. It may enter the lane's actor with `assumeIsolated`.
    func run(_ work: @escaping @Sendable () -> Void)

    /// Runs `work` in the same way, when that time is over.
    func run(after time: Duration, _ work: @escaping @Sendable () -> Void)

    /// A timer that runs `work` on the lane each time that it was armed for.
    func timer(_ work: @escaping @Sendable () -> Void) -> any LaneTimer
}

/// A timer of a lane. It belongs to the actor that arms it, and fires no more when its last reference is gone.
package protocol LaneTimer: AnyObject {
    /// Arms the timer: it fires once, `milliseconds` from now and at most `leeway` later; replaces what was armed
    /// before.
    func arm(milliseconds: Int, leeway: Int)
}

extension Lane {
    /// The lane's monotonic clock as an instant: only the time between two of them means anything.
    package var instant: ContinuousClock.Instant { LaneOrigin.instant.advanced(by: .nanoseconds(Int64(clamping: now))) }

    /// Returns after that time of the lane's clock; at once, with `CancellationError`, when the task is cancelled.
    package func sleep(for time: Duration) async throws {
        let sleeper = Sleeper()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                sleeper.begin(continuation)
                run(after: time) { sleeper.end(.success(())) }
            }
        } onCancel: {
            sleeper.end(.failure(CancellationError()))
        }
    }
}

private enum LaneOrigin {
    static let instant = ContinuousClock.now
}

/// One sleep: it ends once, at its time or by a cancel, whichever comes first.
private final class Sleeper: Sendable {
    private enum State {
        case notBegun
        case sleeping(CheckedContinuation<Void, any Error>)
        case over(Result<Void, any Error>)
    }

    private let state = Mutex(State.notBegun)

    func begin(_ continuation: CheckedContinuation<Void, any Error>) {
        let result: Result<Void, any Error>? = state.withLock { state in
            if case .over(let result) = state { return result }
            state = .sleeping(continuation)
            return nil
        }
        if let result { continuation.resume(with: result) }
    }

    func end(_ result: Result<Void, any Error>) {
        let sleeping: CheckedContinuation<Void, any Error>? = state.withLock { state in
            defer { if case .over = state {} else { state = .over(result) } }
            if case .sleeping(let continuation) = state { return continuation }
            return nil
        }
        sleeping?.resume(with: result)
    }
}
