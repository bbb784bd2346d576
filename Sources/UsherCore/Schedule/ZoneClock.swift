import Foundation

/// The wall clock of one zone, with all its changes from 1970 to 2100 in a table, so that a conversion is a short
/// search and some additions.
///
/// A wall time becomes a moment by one rule: **the first moment at which the wall shows that time or a later one**. It
/// gives the two odd nights of a year one answer each:
///
/// | Wall time | Where the clocks are | Moment |
/// | --- | --- | --- |
/// | 02:30 | set forward from 02:00 to 03:00 (a gap: 02:30 is never shown) | when they show 03:00 |
/// | 02:30 | set back from 03:00 to 02:00 (an overlap: 02:30 is shown twice) | the first 02:30 |
///
/// Before 1970 and after 2100 the first and the last offset of the table go on.
package struct ZoneClock: Hashable, Sendable {
    /// IANA: `Pacific/Auckland`.
    package let name: String
    /// The moments from which on each offset holds, in milliseconds; the first is `Int64.min`. Never empty.
    let starts: [Int64]
    /// The milliseconds to add to UTC, for each start.
    let offsets: [Int64]

    package static let utc = ZoneClock(name: "UTC", starts: [.min], offsets: [0])

    private init(name: String, starts: [Int64], offsets: [Int64]) {
        self.name = name
        self.starts = starts
        self.offsets = offsets
    }

    /// Reads the table out of Foundation's copy of the zone database.
    init(name: String, zone: TimeZone) {
        var moment = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        var starts: [Int64] = [.min]
        var offsets = [Int64(zone.secondsFromGMT(for: moment)) * 1000]
        while let change = zone.nextDaylightSavingTimeTransition(after: moment), change < end, change > moment {
            let offset = Int64(zone.secondsFromGMT(for: change)) * 1000
            if offset != offsets.last {
                starts.append(Int64(change.timeIntervalSince1970.rounded()) * 1000)
                offsets.append(offset)
            }
            moment = change
        }
        self.init(name: name, starts: starts, offsets: offsets)
    }

    package static func == (left: Self, right: Self) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// The time that the wall shows at `moment`.
    package func wall(at moment: Timestamp) -> WallTime {
        WallTime(milliseconds: moment.milliseconds + offsets[index(at: moment.milliseconds)])
    }

    /// The first moment at which the wall shows `wall` or later.
    package func moment(of wall: WallTime) -> Timestamp {
        // No place on earth is more than a day and two hours away from UTC, changes of the date line included.
        var index = index(at: wall.milliseconds - 26 * 3_600_000)
        while index + 1 < starts.count, wall.milliseconds >= starts[index + 1] + offsets[index] { index += 1 }
        return Timestamp(milliseconds: max(starts[index], wall.milliseconds - offsets[index]))
    }

    /// By how many milliseconds the wall is ahead of UTC.
    package func offset(at moment: Timestamp) -> Int64 { offsets[index(at: moment.milliseconds)] }

    /// The moment at which the clocks change next; nil when they never do (until 2100).
    package func nextChange(after moment: Timestamp) -> Timestamp? {
        let following = index(at: moment.milliseconds) + 1
        return following < starts.count ? Timestamp(milliseconds: starts[following]) : nil
    }

    /// The index of the last start that is not after `milliseconds`.
    private func index(at milliseconds: Int64) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= milliseconds { low = middle } else { high = middle }
        }
        return low
    }
}

extension Timestamp {
    /// The UTC day that counters are kept by: `2026-11-22`.
    package var utcDay: String { ZoneClock.utc.wall(at: self).day.date.description }
}
