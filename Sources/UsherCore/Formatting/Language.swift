import Foundation

/// Finds which of the languages there are suits a person: the look-up of RFC 4647 3.4.
package enum Language {
    /// The tag in `available` that is `wanted`, or what is left of it when it is cut from the right (`de-AT`, then
    /// `de`); if none is there the same for `fallback`, and then `fallback` itself. Case and `_` for `-` do not matter;
    /// the answer is spelled as in `available`.
    package static func best(for wanted: String?, available: [String], fallback: String) -> String {
        wanted.flatMap { match($0, among: available) } ?? match(fallback, among: available) ?? fallback
    }

    /// The language that suits a tag; nil where none does.
    package static func match(_ tag: String, among available: [String]) -> String? {
        // Longer than any tag that means something, and each part of it would be looked for.
        guard tag.utf8.count <= 64 else { return nil }
        var rest = normal(tag)
        while !rest.isEmpty {
            if let found = available.first(where: { normal($0) == rest }) { return found }
            rest = rest.lastIndex(of: "-").map { String(rest[..<$0]) } ?? ""
            // A single letter only introduces what came after it.
            if rest.dropLast().last == "-" { rest = String(rest.dropLast(2)) }
        }
        return nil
    }

    private static func normal(_ tag: String) -> String {
        String(tag.lowercased().map { $0 == "_" ? "-" : $0 })
    }

    /// How a language is written that somebody wrote in whatever case, or as systems do: `DE` is `de`, `en_us` and
    /// `en_US.UTF-8` are `en-US`. Nil where there is none.
    package static func called(_ text: String) -> String? {
        guard text.utf8.count <= 64 else { return nil }
        let parts = text.prefix { $0 != "." && $0 != "@" }.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "_" })
        let tag = parts.enumerated().map { index, part in
            if index == 0 { return part.lowercased() }
            return part.count == 4 ? part.capitalized : part.uppercased()
        }.joined(separator: "-")
        return isOne(tag) ? tag : isOne(text) ? text : nil
    }

    /// Whether a text is a language (`de`, `pt-BR`, `zh-Hant`: BCP 47 with language, script and region).
    package static func isOne(_ text: String) -> Bool {
        let parts = text.prefix(64).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let language = parts.first, (2...3).contains(language.utf8.count), language == language.lowercased(),
            Locale.LanguageCode(language).isISOLanguage
        else { return false }
        var rest = parts.dropFirst()
        if let script = rest.first, script.utf8.count == 4, Locale.Script(script).isISOScript {
            rest = rest.dropFirst()
        }
        if let region = rest.first, Locale.Region(region).isISORegion { rest = rest.dropFirst() }
        return rest.isEmpty && text.utf8.count <= 64
    }
}
