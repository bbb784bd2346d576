import UsherCore

/// A page for a browser: which one, in which language, and the values that its tags need.
package struct Page: Hashable, Sendable {
    package let name: PageName
    /// The person's language as it is known, such as `de`; nil when nobody is known.
    package let language: String?
    /// The browser's `Accept-Language`, which counts where the person's language is not known or the page is not
    /// written in it. The shop's language is the last resort.
    package var accepting: String?
    /// The values of the tags: an object with what `PageName`'s table says.
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
