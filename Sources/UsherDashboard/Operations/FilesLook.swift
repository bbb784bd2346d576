import UsherCore

/// The files as they lie on the disk now, and what taking them up would do.
package struct FilesLook: Sendable {
    /// Errors and warnings, with file, line and column.
    package let problems: [Problem]
    /// How many e-mails that wait fall under each effect; nil where the files cannot be used.
    package let effects: [ReloadSurvey.Effect: Int]?
    /// What `usher plan` says of it, in words.
    package let summary: [String]
    /// What a reload takes up; nil where it takes up nothing, whatever anybody says.
    package let shown: ReloadShown?
    /// A reload waits for somebody's yes.
    package let isHeld: Bool

    package init(
        problems: [Problem], effects: [ReloadSurvey.Effect: Int]?, summary: [String], shown: ReloadShown?, isHeld: Bool
    ) {
        self.problems = problems
        self.effects = effects
        self.summary = summary
        self.shown = shown
        self.isHeld = isHeld
    }
}
