extension TemplateValue {
    /// An object from dotted names: `["contact.name": .text("Ada")]` is `{"contact": {"name": "Ada"}}`. Where a name's parent is
    /// given too, an object parent is added to, and any other parent gives way.
    package init(dotted values: [String: TemplateValue]) {
        var fields: [String: TemplateValue] = [:]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            Self.put(value, at: name.split(separator: ".")[...], into: &fields)
        }
        self = .object(fields)
    }

    private static func put(
        _ value: TemplateValue, at path: ArraySlice<Substring>, into fields: inout [String: TemplateValue]
    ) {
        guard let first = path.first else { return }
        let key = String(first)
        guard path.count > 1 else {
            fields[key] = value
            return
        }
        var inner: [String: TemplateValue] = [:]
        if case .object(let present)? = fields[key] { inner = present }
        put(value, at: path.dropFirst(), into: &inner)
        fields[key] = .object(inner)
    }

    /// What stands under a dotted name; nil when nothing does.
    package func value(at name: String) -> TemplateValue? {
        var found = self
        for component in name.split(separator: ".") {
            guard case .object(let fields) = found, let inner = fields[String(component)] else { return nil }
            found = inner
        }
        return found
    }
}
