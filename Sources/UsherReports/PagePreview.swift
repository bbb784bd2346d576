import UsherCore
import UsherHome
import UsherTemplates

/// One page of the public address, filled in with made-up values from the files alone.
package struct PagePreview {
    /// The whole document.
    package let html: [UInt8]

    /// Fills a page in. `page` is `page/NAME`; `form` is one of `PageSamples`, the first when nil; `language` nil is
    /// the shop's.
    package init(home: String, page: String, form: String?, language: String?) throws {
        let files = try HomeReader.read(home)
        let known = PageName.allCases.map(\.rawValue)
        let wanted = String(page.dropFirst(Self.prefix.count))
        guard let name = PageName(rawValue: wanted) else {
            let near = Suggestion.nearest(to: wanted, in: known).map { "; did you mean 'page/\($0)'?" }
            throw UnknownName.page(wanted, hint: near ?? "; there are \(known.joined(separator: ", "))")
        }
        let forms = PageSamples.forms(of: name)
        guard let found = form.map({ form in forms.first { $0.name == form } }) ?? forms.first else {
            throw UnknownName.form(form ?? "", page: page, known: forms.map(\.name))
        }
        html = try PageSet(files: files).render(Page(name, language: language, values: found.values)).html
    }

    /// Whether `message` is the name of a page and not of an e-mail.
    package static func isOne(_ message: String) -> Bool { message.hasPrefix(prefix) }

    private static let prefix = "page/"
}
