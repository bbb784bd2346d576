import UsherCore

/// The files below `templates/`, by what they are for.
package struct TemplateFiles: Hashable, Sendable {
    /// `layouts/NAME.html`; `default` frames every e-mail, `page` every page.
    package var layouts: [String: TemplateVariants] = [:]
    /// `partials/NAME.md`, `.html` or `.txt`, by the name in `{{> NAME}}`. A plain text keeps its ending
    /// (`footer.txt`), so that it and an HTML partial may share a name.
    package var partials: [String: TemplateVariants] = [:]
    /// `notices/NAME.md`.
    package var notices: [String: TemplateVariants] = [:]
    /// `pages/NAME.html`, by the name of a `PageName`.
    package var pages: [String: TemplateVariants] = [:]
    /// `CAMPAIGN/STEP.md`: campaign, then step.
    package var steps: [String: [String: TemplateVariants]] = [:]

    /// What a file is known by: its name without language and ending, but with the ending `.txt`.
    package static func name(_ name: String, ending: String) -> String { ending == "txt" ? "\(name).txt" : name }

    /// Folders of `templates/` that are no campaign's.
    static let ownFolders = ["layouts", "notices", "pages", "partials"]
}
