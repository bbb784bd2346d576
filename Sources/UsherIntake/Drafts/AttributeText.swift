import UsherCore

/// An attribute as somebody wrote it.
package enum AttributeText {
    /// Its value by the declared type. Throws one clause for an attribute that is not declared, or a value that is none
    /// of its type.
    package static func value(
        _ text: String, of name: String, declared: [String: AttributeDeclaration]
    ) throws(Misreading) -> AttributeValue {
        guard let declaration = declared[name] else {
            let hint = Suggestion.phrase(for: name, in: declared.keys.sorted())
            throw Misreading(
                "there is no attribute '\(PlainText.shown(name))'"
                    + (hint.isEmpty ? "; declare it under 'attributes' in config/usher.yaml" : hint),
                hasRightForm: true)
        }
        do {
            return try AttributeValue.parse(text, as: declaration.type)
        } catch {
            throw Misreading("'\(name)' \(error.reason), not '\(PlainText.shown(text))'", hasRightForm: true)
        }
    }
}
