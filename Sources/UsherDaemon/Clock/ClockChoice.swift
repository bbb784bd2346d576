import UsherCore

/// The clock that `--clock` names.
package enum ClockChoice: Hashable, Sendable {
    case system
    /// A stepped calendar, from this moment on; where the database remembers a later one, from there.
    case stepped(from: Timestamp)

    /// Reads `system` or `stepped:2026-03-02T08:00:00Z` (UTC where it names no offset); nil for anything else.
    package init?(text: String) {
        if text == "system" {
            self = .system
            return
        }
        guard text.hasPrefix("stepped:"),
            let start = try? Timestamp(parsing: String(text.dropFirst("stepped:".count)), clock: .utc)
        else { return nil }
        self = .stepped(from: start)
    }
}
