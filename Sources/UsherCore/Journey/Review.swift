/// The opinion that somebody gave, and whether it may be shown.
package struct Review: Hashable, Sendable {
    package let score: String?
    package let text: String?
    /// Whether it may be shown: only a clear yes lets it.
    package let isPermitted: Bool

    /// Reads `score`, `text` and `permission` in the event's data.
    package init(_ event: Event) {
        score = event.data[LowScore.field]
        text = event.data["text"]
        isPermitted = ["yes", "true", "1", "y", "on"].contains(event.data["permission"]?.lowercased() ?? "")
    }
}
