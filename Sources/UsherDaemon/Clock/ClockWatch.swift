import UsherCore

/// Notices when somebody sets the machine's clock: the calendar then goes otherwise than time does.
struct ClockWatch {
    private var calendar: Timestamp
    private var elapsed: ContinuousClock.Instant

    /// By how many milliseconds the calendar may differ without a jump: a clock is steered, or waits for a second.
    private static let tolerance: Int64 = 5000

    init(calendar: Timestamp, elapsed: ContinuousClock.Instant) {
        self.calendar = calendar
        self.elapsed = elapsed
    }

    /// By how many milliseconds the calendar has jumped since the last look, forward or back; nil when it has not.
    mutating func jump(calendar now: Timestamp, elapsed instant: ContinuousClock.Instant) -> Int64? {
        let passed = Int64((elapsed.duration(to: instant).seconds * 1000).rounded())
        let jump = now.since(calendar) - passed
        (calendar, elapsed) = (now, instant)
        return abs(jump) > Self.tolerance ? jump : nil
    }

    /// The sentence about a jump for the log.
    static func sentence(_ jump: Int64, now: Timestamp) -> String {
        "the machine's clock was set \(jump > 0 ? "forward" : "back") by \(Wording.duration(milliseconds: abs(jump))), "
            + "to \(Wording.time(now, clock: .utc)); due times follow it"
    }
}
