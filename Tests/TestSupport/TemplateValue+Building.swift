import UsherCore

extension TemplateValue {
    /// An object from dotted names: `["contact.name": .text("Ada")]` is `{"contact": {"name": "Ada"}}`. Where a name's
    /// parent is given too, an object parent is added to, and any other parent gives way.
    package init(dotted values: [String: TemplateValue]) {
        var fields: [String: TemplateValue] = [:]
        for (name, value) in values { Self.put(value, at: name[...], into: &fields) }
        self = .object(fields)
    }

    private static func put(_ value: TemplateValue, at name: Substring, into fields: inout [String: TemplateValue]) {
        guard let dot = name.utf8.firstIndex(of: 0x2E) else {
            return add(value, at: String(name), to: &fields)
        }
        var inner: [String: TemplateValue] = [:]
        let key = String(name[..<dot])
        if case .object(let present)? = fields.updateValue(.flag(false), forKey: key) { inner = present }
        put(value, at: name[name.utf8.index(after: dot)...], into: &inner)
        fields[key] = .object(inner)
    }

    /// Whichever of a parent and what is below it comes first, the outcome is the same.
    private static func add(_ value: TemplateValue, at key: String, to fields: inout [String: TemplateValue]) {
        guard case .object(let below)? = fields[key] else {
            fields[key] = value
            return
        }
        if case .object(let given) = value { fields[key] = .object(given.merging(below) { _, below in below }) }
    }
}
