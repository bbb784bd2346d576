/// The one lane that an actor lives on: its jobs run there one after the other. Its monotonic clock and its timers come
/// with it, so that an actor whose lane is driven by hand never waits for real time.
///
/// A task that the actor begins prefers the lane (`Task(executorPreference:)`): otherwise it goes through another
/// thread whenever it waited for something.
package protocol Lane: SerialExecutor, TaskExecutor {
    /// Nanoseconds of the monotonic clock.
    var now: UInt64 { get }

    /// Runs `work` behind what the lane holds already. It may enter the lane's actor with `assumeIsolated`.
    func run(_ work: @escaping @Sendable () -> Void)

    /// The same, when that time is over.
    func run(after time: Duration, _ work: @escaping @Sendable () -> Void)

    /// A timer that runs `work` on the lane each time that it was armed for.
    func timer(_ work: @escaping @Sendable () -> Void) -> any LaneTimer
}

/// Belongs to the actor that arms it, and fires no more when its last reference is gone.
package protocol LaneTimer: AnyObject {
    /// Fires once, `milliseconds` from now and at most `leeway` later; replaces what was armed before.
    func arm(milliseconds: Int, leeway: Int)
}
