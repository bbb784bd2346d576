import Crypto
import Foundation
import UsherCore

/// Every page of one state of the files, checked and compiled, in every language that it is written in.
package struct PageSet: Sendable {
    private struct Variant: Sendable {
        let language: String
        let compiled: CompiledPage
        let styleHashes: [String]
    }

    private let variants: [PageName: [Variant]]
    private let shopLanguage: String

    /// Compiles all pages. `sources` says what a page is made from in each language that it is written in. Throws all
    /// problems of all pages together.
    package init(
        shopLanguage: String, templates: CompiledTemplates = CompiledTemplates(),
        sources: (PageName) -> [PageSources]
    ) throws(Problems) {
        var problems: [Problem] = []
        var variants: [PageName: [Variant]] = [:]
        for name in PageName.allCases {
            for sources in sources(name) {
                do {
                    let compiled = try templates.page(sources)
                    let hashes = compiled.styles.map { Data(SHA256.hash(data: Data($0.utf8))).base64EncodedString() }
                    variants[name, default: []].append(
                        Variant(language: sources.language, compiled: compiled, styleHashes: hashes))
                } catch {
                    problems += error.list
                }
            }
        }
        guard problems.isEmpty else { throw Problems(problems.uniqued()) }
        self.variants = variants
        self.shopLanguage = shopLanguage
    }

    /// The page in the language that suits best:
    ///
    /// | | |
    /// | --- | --- |
    /// | 1. | the person's, `de-AT` also as `de` |
    /// | 2. | what the browser accepts, best first |
    /// | 3. | the shop's |
    /// | 4. | the one without a language in its file's name |
    ///
    /// Throws when a value is missing or cannot stand where it should.
    package func render(_ page: Page) throws(Problem) -> RenderedPage {
        guard let variant = variant(for: page) else {
            throw Problem(file: "templates/pages/\(page.name.rawValue).html", "the page is missing")
        }
        let html = try variant.compiled.render(page.values.writingDays(in: variant.language))
        return RenderedPage(html: html, language: variant.language, styleHashes: variant.styleHashes)
    }

    private func variant(for page: Page) -> Variant? {
        let variants = variants[page.name] ?? []
        let available = variants.map(\.language)
        let wanted = [page.language].compactMap { $0 } + (page.accepting.map(Language.accepted) ?? []) + [shopLanguage]
        let best = wanted.lazy.compactMap { Language.match($0, among: available) }.first
        return variants.first { $0.language == best } ?? variants.first
    }
}

extension TemplateValue {
    /// The values with every text whose name ends in `_on` and that is a day (`2026-12-22`) written out as that
    /// language does.
    fileprivate func writingDays(in language: String) -> TemplateValue {
        switch self {
        case .text, .flag: return self
        case .list(let items): return .list(items.map { $0.writingDays(in: language) })
        case .object(let fields):
            var written = fields
            for (name, value) in fields {
                if name.hasSuffix("_on"), case .text(let text) = value,
                    case .date(let day)? = try? AttributeValue.parse(text, as: .date)
                {
                    written[name] = .text(LocalFormat.date(day, language: language))
                } else {
                    written[name] = value.writingDays(in: language)
                }
            }
            return .object(written)
        }
    }
}
