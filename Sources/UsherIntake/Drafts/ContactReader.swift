import UsherCore
import UsherHome

/// Turns what a draft says of its person into a `ContactDraft`. Remembers zones and languages that it has checked,
/// because thousands of lines say the same few.
struct ContactReader {
    private let declared: [String: AttributeDeclaration]
    private var zones = AnsweredTexts()
    private var languages = AnsweredTexts()

    init(declared: [String: AttributeDeclaration]) { self.declared = declared }

    /// Throws one clause for what says nothing usable.
    mutating func read(
        _ texts: ContactTexts, address: EmailAddress, consent: Consent?
    ) throws(Misreading) -> ContactDraft {
        if let zone = texts.zone, let fault = zones.fault(zone, KnownNames.zoneFault(_:mayHint:)) {
            throw Misreading(fault, hasRightForm: true)
        }
        if let language = texts.language,
            let fault = languages.fault(language, { text, _ in KnownNames.languageFault(text) })
        {
            throw Misreading(fault, hasRightForm: true)
        }
        var attributes: [String: AttributeValue] = [:]
        for (name, text) in texts.attributes {
            attributes[name] = try AttributeText.value(text, of: name, declared: declared)
        }
        return ContactDraft(
            address: address, name: try DraftText.optionalLine(texts.name, "name"), attributes: attributes,
            zone: texts.zone, language: texts.language, consent: consent)
    }
}
