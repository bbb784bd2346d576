/// A step with a date.
package struct PlannedStep: Hashable, Sendable {
    package var step: StepID
    package var kind: MessageKind
    package var due: Timestamp
    /// The moment at which the step's wait began.
    package var anchor: Timestamp
}
