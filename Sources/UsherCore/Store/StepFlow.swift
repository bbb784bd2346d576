/// The numbers of people who get from one step of a campaign to the next.
package struct StepFlow: Hashable, Sendable {
    /// How many people have gone on or not: the next step does not wait for them now.
    package var decided = 0
    /// How many of these came to the next step: it was sent to them, or they were passed over by its condition.
    package var reached = 0
    /// How many of these it was sent to.
    package var mailed = 0

    package init(decided: Int = 0, reached: Int = 0, mailed: Int = 0) {
        self.decided = decided
        self.reached = reached
        self.mailed = mailed
    }
}
