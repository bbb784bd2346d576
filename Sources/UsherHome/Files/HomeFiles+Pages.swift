import UsherCore
import UsherTemplates

extension PageSet {
    /// The pages of a home. Throws all problems of all pages together. `templates` as in `HomeCheck`.
    package init(files: HomeFiles, templates: CompiledTemplates = CompiledTemplates()) throws(Problems) {
        try self.init(
            shopLanguage: files.settings.shop.language, templates: templates, sources: files.sources(page:))
    }
}

extension HomeFiles {
    /// What a page is made from in each language that it is written in, the one that others fall back to first. A page
    /// or frame that the home does not have is the one that comes with Usher, so that homes made before there were
    /// pages show them, too.
    package func sources(page: PageName) -> [PageSources] {
        let own = templates.pages[page.rawValue]
        guard let variants = own ?? Self.embedded.pages[page.rawValue] else { return [] }
        let base = own == nil ? Self.embeddedLanguage : settings.shop.language
        return ([base] + variants.languages.keys.sorted().filter { $0 != base }).compactMap { language in
            let (found, template) = variants.variant(for: language)
            let written = found ?? base
            guard let layout = (templates.layouts["page"] ?? Self.embedded.layouts["page"])?.variant(for: written).file
            else { return nil }
            return PageSources(
                template: template, layout: layout,
                partials: templates.partials.mapValues { $0.variant(for: written).file },
                shop: ShopFacts.texts(of: settings), language: written)
        }
    }

    /// Of the files without a language in their name that come with Usher.
    private static let embeddedLanguage = "en"

    /// The pages and layouts that come with Usher.
    private static let embedded: TemplateFiles = {
        func variants(_ folder: String) -> [String: TemplateVariants] {
            let files = EmbeddedHome.files.filter { $0.path.hasPrefix(folder) && $0.path.hasSuffix(".html") }
                .map {
                    (
                        parts: $0.path.dropFirst(folder.count).split(separator: "."),
                        file: SourceFile(path: $0.path, text: $0.text)
                    )
                }
            var variants: [String: TemplateVariants] = [:]
            for (parts, file) in files where parts.count == 2 {
                variants[String(parts[0])] = TemplateVariants(base: file)
            }
            for (parts, file) in files where parts.count == 3 {
                variants[String(parts[0])]?.languages[String(parts[1])] = file
            }
            return variants
        }
        return TemplateFiles(layouts: variants("templates/layouts/"), pages: variants("templates/pages/"))
    }()
}
