import UsherCore

/// The names that a message's programs look up, each once.
struct Lookups: Hashable, Sendable {
    struct Lookup: Hashable, Sendable {
        let name: String
        /// The parts of the dotted name; empty for `.`, the current item.
        let components: [String]
        /// The value that the sources themselves have; nil when the value comes with the delivery.
        let constant: TemplateValue?
    }

    private(set) var list: [Lookup] = []
    private var indices: [String: Int] = [:]
    let constants: TemplateValue

    /// Makes an empty table. `constants` is an object: `shop`, `campaign` and so on.
    init(constants: TemplateValue) { self.constants = constants }

    mutating func index(of name: String) -> Int {
        if let index = indices[name] { return index }
        let components = name == "." ? [] : name.split(separator: ".").map(String.init)
        let constant = components.isEmpty ? nil : constants.value(at: name)
        list.append(Lookup(name: name, components: components, constant: constant))
        indices[name] = list.count - 1
        return list.count - 1
    }
}
