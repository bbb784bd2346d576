/// Decides when something that is being edited is worth reading: when it has differed from what was last taken up, and
/// has not moved for `length`.
///
/// | seen | answer |
/// | --- | --- |
/// | the same as last taken up | `nothing` |
/// | different, and just moved | `moving` |
/// | different, unmoved for less than `length` | `moving` |
/// | different, unmoved for `length` | `takeUp`, once |
/// | moved, then back to what was last taken up | `nothing` |
package struct QuietPeriod<Seen: Equatable & Sendable>: Sendable {
    package enum Answer: Sendable {
        case nothing
        case moving
        /// Read it now.
        case takeUp
    }

    private let length: Duration
    private var takenUp: Seen
    private var last: Seen
    private var lastMoved: ContinuousClock.Instant

    /// `seen` counts as taken up.
    package init(length: Duration = .seconds(2), seen: Seen, at now: ContinuousClock.Instant) {
        self.length = length
        takenUp = seen
        last = seen
        lastMoved = now
    }

    /// What to do about `seen`, looked at now. Call it at about every half `length`: what moves and moves back between
    /// two looks is not noticed.
    package mutating func look(_ seen: Seen, at now: ContinuousClock.Instant) -> Answer {
        if seen != last {
            last = seen
            lastMoved = now
        }
        guard seen != takenUp else { return .nothing }
        guard lastMoved.duration(to: now) >= length else { return .moving }
        takenUp = seen
        return .takeUp
    }
}
