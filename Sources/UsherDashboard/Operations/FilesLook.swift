import UsherCore

/// The files as they lie on the disk now, and what taking them up would do.
package struct FilesLook: Sendable {
    /// The errors and warnings, with file, line and column.
    package let problems: [Problem]
    /// How many e-mails that wait fall under each effect; nil where the files cannot be used.
    package let effects: [ReloadSurvey.Effect: Int]?
    /// Some of the people for whom something changes, at most `mostPeople`: those first for whom a reload is held.
    package let people: [Affected]
    /// The sentences of `usher plan` about it.
    package let summary: [String]
    /// The files that a reload takes up, as a yes to them names them; nil where it takes up nothing, whatever anybody
    /// says.
    package let shown: ReloadShown?
    /// Whether a reload waits for somebody's yes.
    package let isHeld: Bool

    package static let mostPeople = 20

    package struct Affected: Hashable, Sendable {
        let id: ContactID
        let address: String
        /// The message's name, such as `welcome/download`.
        let message: String
        let effect: ReloadSurvey.Effect
        /// The due times by the files in force and by these; nil for an enrollment that is stranded.
        let before: Timestamp?
        let after: Timestamp?

        package init(
            id: ContactID, address: String, message: String, effect: ReloadSurvey.Effect, before: Timestamp?,
            after: Timestamp?
        ) {
            self.id = id
            self.address = address
            self.message = message
            self.effect = effect
            self.before = before
            self.after = after
        }
    }

    package init(
        problems: [Problem], effects: [ReloadSurvey.Effect: Int]?, people: [Affected], summary: [String],
        shown: ReloadShown?, isHeld: Bool
    ) {
        self.problems = problems
        self.effects = effects
        self.people = people
        self.summary = summary
        self.shown = shown
        self.isHeld = isHeld
    }
}
