/// A moment of the calendar: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Due times, windows, caps, retries and Date headers are timestamps, and `now` is always passed in. Wire timeouts are
/// not: those use the monotonic clock.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(seconds: Int64) { milliseconds = seconds * 1000 }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    package func adding(milliseconds more: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds.addingReportingOverflow(more).partialValue)
    }

    package func adding(seconds: Int64) -> Timestamp { adding(milliseconds: seconds * 1000) }

    /// How many milliseconds there are from `earlier` to here; negative when `earlier` is later.
    package func since(_ earlier: Timestamp) -> Int64 { milliseconds - earlier.milliseconds }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
