extension TemplateValue {
    /// The value under a dotted name; nil when there is none.
    package func value(at name: String) -> TemplateValue? {
        var found = self
        for component in name.split(separator: ".") {
            guard case .object(let fields) = found, let inner = fields[String(component)] else { return nil }
            found = inner
        }
        return found
    }
}
