/// How people get from one step of a campaign to the next.
package struct StepFlow: Hashable, Sendable {
    /// Those of whom it is known: the next step does not wait for them now.
    package var decided = 0
    /// Those of them who came to the next step: it was sent to them, or they were passed over by its condition.
    package var reached = 0
    /// Those of them to whom it was sent.
    package var mailed = 0

    package init(decided: Int = 0, reached: Int = 0, mailed: Int = 0) {
        self.decided = decided
        self.reached = reached
        self.mailed = mailed
    }
}
