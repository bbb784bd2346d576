/// Milliseconds of the monotonic clock, from an arbitrary beginning.
enum MonotonicTick {
    private static let start = ContinuousClock.now

    static func now() -> Int64 {
        let (seconds, attoseconds) = start.duration(to: .now).components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
