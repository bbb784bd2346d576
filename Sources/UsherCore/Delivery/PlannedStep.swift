/// A step with a date.
package struct PlannedStep: Hashable, Sendable {
    package var step: StepID
    package var kind: MessageKind
    package var due: Timestamp
    /// When its wait began.
    package var anchor: Timestamp

    package init(step: StepID, kind: MessageKind, due: Timestamp, anchor: Timestamp) {
        self.step = step
        self.kind = kind
        self.due = due
        self.anchor = anchor
    }
}
