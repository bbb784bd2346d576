import Dispatch

/// The Dispatch timer that wakes the worker: armed for the next due delivery, at the latest a second away, so that what
/// another process wrote is noticed.
///
/// Belongs to the actor that arms it.
final class WakeTimer {
    /// How long at most until another process's command is noticed.
    static let longestMilliseconds: Int64 = 1000
    private let source: any DispatchSourceTimer

    init(queue: DispatchQueue, rings bell: WakeSignal) {
        source = DispatchSource.makeTimerSource(queue: queue)
        source.setEventHandler { bell.ring() }
        source.schedule(deadline: .now())
        source.activate()
    }

    deinit { source.cancel() }

    /// Fires once after `milliseconds`, a second at most; replaces what was armed before.
    func arm(milliseconds: Int64) {
        let delay = min(max(milliseconds, 1), Self.longestMilliseconds)
        let leeway = delay == Self.longestMilliseconds ? 50 : 1
        source.schedule(deadline: .now() + .milliseconds(Int(delay)), leeway: .milliseconds(leeway))
    }
}
