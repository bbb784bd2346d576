import UsherCore

/// What became of one event that was told, and how the contact stands after it.
package struct EventOutcome: Sendable {
    package let request: EventRequest
    package let result: EventResult
    /// Nil where it cannot be read just now; what followed is recorded all the same.
    package let after: After?

    package struct After: Sendable {
        package let enrollments: [Enrollment]
        /// Nil where nobody asked for it.
        package let standing: Standing?

        package init(enrollments: [Enrollment] = [], standing: Standing? = nil) {
            self.enrollments = enrollments
            self.standing = standing
        }
    }

    package init(request: EventRequest, result: EventResult, after: After?) {
        self.request = request
        self.result = result
        self.after = after
    }
}
