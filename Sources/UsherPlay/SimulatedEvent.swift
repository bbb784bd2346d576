import UsherCore

/// Something that a simulated person did, and what followed from it.
package struct SimulatedEvent: Sendable, Hashable {
    package let at: Timestamp
    package let clock: ZoneClock
    package let address: String
    package let event: String
    package let label: String?
    package let isRefused: Bool
    /// The change of stage, such as `subscribe -> convert`; nil when the person stayed.
    package let moved: String?
    package let intended: Bool?
    /// The name of the campaign, or the promoter's code, that claims the move; nil where nothing does.
    package let by: String?
    /// One sentence for each thing that followed; for an event that is refused, why.
    package let followed: [String]
}

extension SimulatedEvent: Encodable {
    private enum Key: String, CodingKey {
        case at, local, address, event, moved, intended, by, followed
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(at.iso8601, forKey: .at)
        try container.encode(Wording.wall(clock.wall(at: at)), forKey: .local)
        try container.encode(address, forKey: .address)
        try container.encode(event, forKey: .event)
        try container.encodeIfPresent(moved, forKey: .moved)
        try container.encodeIfPresent(intended, forKey: .intended)
        try container.encodeIfPresent(by, forKey: .by)
        try container.encode(followed, forKey: .followed)
    }
}

extension SimulatedEvent {
    /// The lines of a calendar: `Fri 2026-11-27 23:50 Pacific/Auckland (...)  purchased (Bought something)`, and what
    /// followed.
    package var lines: [String] {
        let what = event + (label.map { " (\($0))" } ?? "")
        return ["  \(Wording.time(at, clock: clock))  \(what)"] + followed.map { "    \($0)" }
    }
}
