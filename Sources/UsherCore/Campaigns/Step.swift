/// One step of a sequence: a wait, perhaps conditions, a template.
package struct Step: Hashable, Sendable {
    /// Unique in its campaign; its identity across edits.
    package var name: String
    package var wait: Wait
    /// The time of day on the contact's clock; nil keeps the hour.
    package var at: TimeOfDay?
    package var kind: MessageKind
    package var onlyIf: Condition?
    /// Lifts the send window, and nothing else.
    package var anyTime: Bool
    /// The name that this step had before.
    package var renamedFrom: String?
    /// The line of the step in its file; nil where it has none.
    package var line: Int?

    package init(
        name: String, wait: Wait, at: TimeOfDay? = nil, kind: MessageKind = .marketing, onlyIf: Condition? = nil,
        anyTime: Bool = false, renamedFrom: String? = nil, line: Int? = nil
    ) {
        self.name = name
        self.wait = wait
        self.at = at
        self.kind = kind
        self.onlyIf = onlyIf
        self.anyTime = anyTime
        self.renamedFrom = renamedFrom
        self.line = line
    }
}
