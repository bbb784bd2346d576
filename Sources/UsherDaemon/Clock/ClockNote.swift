import UsherCore

/// The stepped calendar's line in the store: it makes a restart go on where the calendar stood, and every command read
/// the same clock.
package enum ClockNote {
    package static let name = "clock"

    package static func text(_ moment: Timestamp) -> String { "stepped:\(moment.milliseconds)" }

    /// The moment that a line of the store names; nil for anything but a stepped calendar's line.
    package static func moment(_ text: String?) -> Timestamp? {
        guard let text, text.hasPrefix("stepped:") else { return nil }
        return Int64(text.dropFirst("stepped:".count)).map(Timestamp.init(milliseconds:))
    }
}
