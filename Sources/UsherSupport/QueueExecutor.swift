import Dispatch

/// Lets an actor live on a serial Dispatch queue, so that the queue's sources and blocks may enter it with
/// `assumeIsolated`.
///
/// Linux has no `DispatchSerialQueue`, which would be one already.
package final class QueueExecutor: Lane {
    package let queue: DispatchQueue

    package init(label: String) { queue = DispatchQueue(label: label) }

    /// Runs a job on the queue. A task that prefers the queue is told that it is on it: else it would be sent through
    /// the queue once more at each step that it takes inside of its actor.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async {
            job.runSynchronously(
                isolatedTo: self.asUnownedSerialExecutor(), taskExecutor: self.asUnownedTaskExecutor())
        }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }

    package var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    package func run(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }

    package func run(after time: Duration, _ work: @escaping @Sendable () -> Void) {
        let (seconds, attoseconds) = time.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        queue.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds), execute: work)
    }

    package func timer(_ work: @escaping @Sendable () -> Void) -> any LaneTimer { QueueTimer(queue: queue, work) }
}

private final class QueueTimer: LaneTimer {
    private let source: any DispatchSourceTimer

    init(queue: DispatchQueue, _ work: @escaping @Sendable () -> Void) {
        source = DispatchSource.makeTimerSource(queue: queue)
        source.setEventHandler(handler: work)
        source.activate()
    }

    deinit { source.cancel() }

    func arm(milliseconds: Int, leeway: Int) {
        source.schedule(deadline: .now() + .milliseconds(milliseconds), leeway: .milliseconds(leeway))
    }
}
