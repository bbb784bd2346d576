import UsherCore

/// One template in the languages it is written in: `how-to-use.md`, `how-to-use.de.md`.
package struct TemplateVariants: Hashable, Sendable {
    /// In the shop's language; what every other language falls back to.
    package var base: SourceFile
    /// By BCP 47 tag, as the file's name has it.
    package var languages: [String: SourceFile] = [:]

    /// The variant for a reader of `language`, and its tag; nil for the base. `pt-BR` takes `pt-BR`, else `pt`, else
    /// the base.
    package func variant(for language: String) -> (language: String?, file: SourceFile) {
        var tag = language
        while !tag.isEmpty {
            if let file = languages[tag] { return (tag, file) }
            tag = tag.lastIndex(of: "-").map { String(tag[..<$0]) } ?? ""
        }
        return (nil, base)
    }
}
