import UsherCore

/// Tags as people write them: one word each, `vip`.
package enum TagText {
    package static let longest = 64
    /// In one field.
    package static let most = 100

    /// The tags in a field of a file, between spaces, semicolons or commas. Throws one clause for one that is too long
    /// or has a control character.
    package static func list(_ text: String) throws(Misreading) -> Set<String> {
        var tags: Set<String> = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == ";" || $0 == "," || $0 == "\t" }) {
            tags.insert(try tag(String(word)))
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
