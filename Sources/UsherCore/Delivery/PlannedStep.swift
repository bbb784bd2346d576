/// A step with a date.
package struct PlannedStep: Hashable, Sendable {
    package var step: StepID
    package var kind: MessageKind
    package var due: Timestamp
    /// When its wait began.
    package var anchor: Timestamp
}
