import UsherCore

/// What the data page asks of the rest of Usher.
package protocol DataShowing: Sendable {
    /// What is held about the person whose link a token is; nil for whatever is not one of ours, and for somebody who was erased. Reads only.
    func data(for token: String) async throws -> PersonDataAnswer?
}

package enum PersonDataAnswer: Hashable, Sendable {
    /// `values` for the page `data`; `json` is the same as a document.
    case data(values: TemplateValue, language: String?, json: String)
    /// The link is too old.
    case expired
}
