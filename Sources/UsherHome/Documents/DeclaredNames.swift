import UsherCore

/// The names that other files declare, as far as those files could be read: what a campaign or a sample may refer to.
struct DeclaredNames {
    /// Nil when `usher.yaml` did not get as far as declaring attributes; names are not checked then.
    var attributes: [String: AttributeDeclaration]?
    /// Declared, but with a type that could not be read: known, and not checked any further.
    var unclearAttributes: Set<String> = []
    /// Nil when `journey.yaml` could not be read.
    var events: [String: Journey.Event]?
    /// The packages of `ladder.yaml`; nil when it could not be read.
    var products: [String]?
    /// What its prices are in.
    var currency: String?

    /// The declaration of the attribute that `field` names. Nil when it is not declared (which was reported then) or
    /// not clear.
    func declaration(of name: String, at field: Field) -> AttributeDeclaration? {
        guard let attributes, !unclearAttributes.contains(name) else { return nil }
        if let declaration = attributes[name] { return declaration }
        let known = attributes.keys.sorted() + unclearAttributes.sorted()
        return field.refuse(
            "attribute '\(PlainText.shortened(name))' is not declared in config/usher.yaml"
                + Suggestion.phrase(for: name, in: known, orElse: "; add it under 'attributes'"))
    }

    /// The name of an event that `journey.yaml` lists.
    func event(_ field: Field) -> String? {
        guard let name = field.line() else { return nil }
        guard let events, events[name] == nil else { return name }
        return field.refuse(
            "event '\(PlainText.shortened(name))' is not in config/journey.yaml"
                + Suggestion.phrase(for: name, in: events.keys.sorted(), orElse: "; add it under 'events'"))
    }

    /// The name of a package that `ladder.yaml` lists.
    func product(_ field: Field) -> String? {
        guard let name = field.line() else { return nil }
        guard let products, !products.contains(name) else { return name }
        return field.refuse(
            "package '\(PlainText.shortened(name))' is not in config/ladder.yaml"
                + Suggestion.phrase(for: name, in: products, orElse: "; add it under 'packages'"))
    }

    /// Reads attribute values under their declared names.
    func values(_ field: Field) -> [String: AttributeValue] {
        let pairs = field.names { name, value -> AttributeValue? in
            declaration(of: name, at: value).flatMap { value.value(of: $0.type) }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
