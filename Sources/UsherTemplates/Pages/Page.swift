import UsherCore

/// What a browser is shown: which page, in which language, and the values that its tags need.
package struct Page: Hashable, Sendable {
    package let name: PageName
    /// The person's, as it is known: `de`; nil when nobody is known.
    package let language: String?
    /// The browser's `Accept-Language`, asked where the person's language is not known or the page is not written in
    /// it. The shop's language is the last resort.
    package var accepting: String?
    /// An object with what `PageName`'s table says.
    package let values: TemplateValue

    package init(
        _ name: PageName, language: String? = nil, accepting: String? = nil, values: TemplateValue = .object([:])
    ) {
        self.name = name
        self.language = language
        self.accepting = accepting
        self.values = values
    }
}
