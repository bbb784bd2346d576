import UsherCore

/// The files below `templates/`, by what they are for.
package struct TemplateFiles: Hashable, Sendable {
    /// `layouts/NAME.html`; `default` frames every e-mail.
    package var layouts: [String: TemplateVariants]
    /// `partials/NAME.md` or `.html`, by the name in `{{> NAME}}`.
    package var partials: [String: TemplateVariants]
    /// `notices/NAME.md`.
    package var notices: [String: TemplateVariants]
    /// `CAMPAIGN/STEP.md`: campaign, then step.
    package var steps: [String: [String: TemplateVariants]]

    package init(
        layouts: [String: TemplateVariants] = [:], partials: [String: TemplateVariants] = [:],
        notices: [String: TemplateVariants] = [:], steps: [String: [String: TemplateVariants]] = [:]
    ) {
        self.layouts = layouts
        self.partials = partials
        self.notices = notices
        self.steps = steps
    }

    /// Folders of `templates/` that are no campaign's.
    static let ownFolders = ["layouts", "notices", "partials"]
}
