/// Everything a page of the public address is made from that does not differ between two people.
package struct PageSources: Hashable, Sendable {
    /// The page's own HTML with its head (`title`): `templates/pages/unsubscribe.de.html`.
    package var template: SourceFile
    /// The frame, with `{{content}}` and `{{title}}`.
    package var layout: SourceFile
    /// Partials by the name that `{{> name}}` uses.
    package var partials: [String: SourceFile]
    /// The values of `shop.*`: name, postal address, and so on.
    package var shop: [String: String]
    /// The language of the text, as a BCP 47 tag.
    package var language: String

    package init(
        template: SourceFile, layout: SourceFile, partials: [String: SourceFile] = [:], shop: [String: String] = [:],
        language: String
    ) {
        self.template = template
        self.layout = layout
        self.partials = partials
        self.shop = shop
        self.language = language
    }
}
