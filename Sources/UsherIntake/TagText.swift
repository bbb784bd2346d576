import UsherCore

/// Tags as people write them: one word each, `vip`.
package enum TagText {
    package static let longest = 64
    /// In one field.
    package static let most = 100

    /// The words in a field of a file, between spaces, semicolons or commas.
    static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == " " || $0 == ";" || $0 == "," || $0 == "\t" }).map(String.init)
    }

    /// The tags that these are. Throws one clause for one that is none, and for too many.
    package static func checked(_ words: [String]) throws(Misreading) -> Set<String> {
        var tags: Set<String> = []
        for word in words {
            tags.insert(try tag(word))
            if tags.count > most { throw Misreading("there are more than \(most) tags") }
        }
        return tags
    }

    /// One tag. Throws one clause for a text that is none.
    package static func tag(_ text: String) throws(Misreading) -> String {
        if text.isEmpty { throw Misreading("a tag is empty") }
        if text.contains(where: { $0 == " " || $0 == ";" || $0 == "," }) {
            throw Misreading("the tag '\(PlainText.shown(text))' must be one word, such as 'very-good-customer'")
        }
        if let fault = PlainText.fault(text, longest: longest) {
            throw Misreading("the tag '\(PlainText.shown(text))' \(fault)")
        }
        return text
    }
}
