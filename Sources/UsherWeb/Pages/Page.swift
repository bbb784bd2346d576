import UsherCore

/// What a browser is shown: which page, in which language, and the values that its tags need.
package struct Page: Hashable, Sendable {
    package let name: PageName
    /// As the person's, or as the browser asks for: `de`; nil for the shop's.
    package let language: String?
    /// An object.
    package let values: TemplateValue

    package init(_ name: PageName, language: String? = nil, values: TemplateValue = .object([:])) {
        self.name = name
        self.language = language
        self.values = values
    }
}

/// Makes the HTML of pages, from templates on disk.
package protocol PageRendering: Sendable {
    /// A whole HTML document in UTF-8. Never fails: a page that cannot be rendered is a plain one that says the essential.
    func html(_ page: Page) -> [UInt8]
}
