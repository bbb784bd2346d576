extension TemplateValue {
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
