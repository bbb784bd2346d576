/// A text in a file or on the command line that is not what its place needs.
package struct Misreading: Error, Hashable, Sendable {
    /// One clause without a full stop, with what to write instead:
    /// `'3 dyas' is not a duration; write for example '3 days' or '4 hours'; did you mean 'days'?`
    package let reason: String

    /// Whether the text has the right form, and what it says cannot be: an attribute that nobody declared, cents of a
    /// currency without.
    package let hasRightForm: Bool

    package init(_ reason: String, hasRightForm: Bool = false) {
        self.reason = reason
        self.hasRightForm = hasRightForm
    }
}

extension Misreading: CustomStringConvertible {
    package var description: String { reason }
}
