import UsherCore

/// `attributes:` of `config/usher.yaml`: `package: text`, or `package: { type: text, default: starter }`.
struct AttributesDocument {
    private(set) var declared: [String: AttributeDeclaration] = [:]
    /// Declared with a type that could not be read.
    private(set) var unclear: Set<String> = []
    /// False when even the names could not be read.
    private(set) var areComplete = true

    /// Columns of a contacts file and built-in values; an attribute of that name could not be told from them.
    static let reserved = ["address", "email", "first_name", "key", "language", "name", "stage", "zone"]

    static func read(_ field: Field?) -> AttributesDocument {
        var document = AttributesDocument()
        guard let field else { return document }
        guard field.isRecord else {
            field.refuse("'attributes' must be names and types like 'package: text', not \(field.looks)")
            document.areComplete = false
            return document
        }
        let pairs = field.names { name, value -> AttributeDeclaration?? in
            if reserved.contains(name) { return value.refuse("'\(name)' is built in; give the attribute another name") }
            guard Identifier.isOne(name, also: "_") else {
                return value.refuse(Identifier.complaint(name, as: "an attribute's name", also: "_"))
            }
            return .some(declaration(value))
        }
        for (name, declaration) in pairs {
            if let declaration { document.declared[name] = declaration } else { document.unclear.insert(name) }
        }
        return document
    }

    private static func declaration(_ field: Field) -> AttributeDeclaration? {
        guard field.isRecord else {
            return field.choice(AttributeType.self).map { AttributeDeclaration(type: $0) }
        }
        return field.record { keys in
            let usual = keys["default"]
            guard let type = keys.required("type")?.choice(AttributeType.self) else { return nil }
            return AttributeDeclaration(type: type, defaultValue: usual?.value(of: type))
        }
    }
}
