import UsherCore

/// Compares a message's tags with the names that exist.
struct NameCheck {
    private let tags: [Tag]
    private let constants: TemplateValue
    private let vocabulary: Vocabulary
    /// All names that there are, for "did you mean".
    private let known: [String]

    /// The thing that a section opens for the tags inside it.
    private enum Scope {
        /// An object or an item with fields: the names below this dotted name.
        case fields(String)
        /// An object that the sources themselves have.
        case constant(TemplateValue)
        /// A text, which is `{{.}}` inside.
        case text
    }

    init(tags: [Tag], constants: TemplateValue, vocabulary: Vocabulary) {
        self.tags = tags
        self.vocabulary = vocabulary
        self.constants = constants
        known = (Array(vocabulary.entries.keys) + Array(vocabulary.open) + constants.dottedNames).sorted()
    }

    /// The tags with names that nothing has. `loose` are tags of sources whose sections could not be told: theirs are
    /// named only when no field of any item is called so.
    func unknown(besides loose: [Tag]) -> [Problem] {
        let named = tags.filter { tag in
            tag.kind != .close && !tag.isSlot && tag.name != "." && entry(for: tag.name, in: scopes(around: tag)) == nil
        }
        let isOpen = loose.contains { $0.opens && vocabulary.open.contains($0.name) }
        let lost = loose.filter { tag in
            ![.close, .partial].contains(tag.kind) && tag.name != "." && !isOpen && atTop(tag.name) == nil
                && !LayoutWriter.Slots.messageNames.contains(tag.name)
                && !known.contains { $0.hasSuffix(".\(tag.name)") }
        }
        return (named + lost).map {
            $0.place.problem("unknown name '\($0.name)'\(suggestion(for: $0.name, in: scopes(around: $0)))")
        }
    }

    /// The fault of a tag, in words; nil when there is none.
    func fault(of tag: Tag) -> String? {
        guard tag.kind != .close, !tag.isSlot else { return nil }
        let scopes = scopes(around: tag)
        if tag.name == "." {
            if case .text? = scopes.last { return nil }
            return "'{{.}}' has no text here; name one of the item's fields"
        }
        guard let found = entry(for: tag.name, in: scopes) else {
            return "unknown name '\(tag.name)'\(suggestion(for: tag.name, in: scopes))"
        }
        guard tag.kind == .value else { return nil }
        let entry = found.entry
        if entry.shape == .text, !tag.hasFallback, let parent = missingParent(of: found.path, in: scopes) {
            return "'\(parent)' may be missing; put it into {{#\(parent)}}...{{/\(parent)}}"
        }
        let section = "{{#\(tag.name)}}...{{/\(tag.name)}}"
        switch entry.shape {
        case .text where entry.isAlwaysPresent || tag.hasFallback: return nil
        case .text:
            return "'\(tag.name)' may be missing; put it into \(section), "
                + "or add a fallback in the same paragraph: {{^\(tag.name)}}...{{/\(tag.name)}}"
        case .flag: return "'\(tag.name)' is yes or no and has no text; use it as a section: \(section)"
        case .list: return "'\(tag.name)' is a list; show its items in a section: {{#\(tag.name)}}{{.}}{{/\(tag.name)}}"
        case .object: return "'\(tag.name)' has no text of its own; name one of its fields"
        }
    }

    /// The object around a name that not everybody has, when no section around the tag has opened it; nil when there is
    /// none.
    private func missingParent(of path: String, in scopes: [Scope]) -> String? {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        let parent = String(path[..<dot])
        guard let entry = vocabulary.entries[parent], entry.shape == .object, !entry.isAlwaysPresent else { return nil }
        let isOpen = scopes.contains { scope in
            if case .fields(let open) = scope { return open == parent }
            return false
        }
        return isOpen ? nil : parent
    }

    private func scopes(around tag: Tag) -> [Scope] {
        var scopes: [Scope] = []
        for index in tag.enclosing where tags[index].kind == .section && !tags[index].isSlot {
            guard let found = entry(for: tags[index].name, in: scopes) else { continue }
            if let constant = found.constant, case .object = constant {
                scopes.append(.constant(constant))
                continue
            }
            switch found.entry.shape {
            case .flag: break
            case .text: scopes.append(.text)
            case .object: scopes.append(.fields(found.path))
            case .list:
                let hasFields = vocabulary.entries.keys.contains { $0.hasPrefix(found.path + ".") }
                scopes.append(hasFields ? .fields(found.path) : .text)
            }
        }
        return scopes
    }

    private typealias Found = (entry: Vocabulary.Entry, path: String, constant: TemplateValue?)

    /// The entry of a name where it stands: the innermost scope that has its first part decides, as in rendering. Nil
    /// for an unknown name.
    private func entry(for name: String, in scopes: [Scope]) -> Found? {
        let first = name.split(separator: ".").first.map(String.init) ?? name
        for scope in scopes.reversed() {
            switch scope {
            case .text: continue
            case .constant(let value):
                if value.value(at: first) != nil { return value.value(at: name).map { Self.found($0, name) } }
            case .fields(let path):
                if vocabulary.open.contains(path), atTop(name) != nil { continue }
                if vocabulary["\(path).\(first)"] != nil {
                    return vocabulary["\(path).\(name)"].map { ($0, "\(path).\(name)", nil) }
                }
            }
        }
        return atTop(name)
    }

    private func atTop(_ name: String) -> Found? {
        constants.value(at: name).map { Self.found($0, name) } ?? vocabulary[name].map { ($0, name, nil) }
    }

    private static func found(_ constant: TemplateValue, _ name: String) -> Found {
        let shape: Vocabulary.Shape =
            switch constant {
            case .text: .text
            case .flag: .flag
            case .list: .list
            case .object: .object
            }
        return (Vocabulary.Entry(shape, isAlwaysPresent: shape != .text || constant.isTruthy), name, constant)
    }

    private func suggestion(for name: String, in scopes: [Scope]) -> String {
        var near: [String] = []
        for case .fields(let path) in scopes {
            near += known.filter { $0.hasPrefix(path + ".") }.map { String($0.dropFirst(path.count + 1)) }
        }
        if let found = Suggestion.nearest(to: name, in: near + known) { return "; did you mean '\(found)'?" }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let first = Suggestion.nearest(to: parts[0], in: vocabulary.open.sorted()) else {
            return parts.first == "contact"
                ? "; what you know about people is declared in 'attributes' of config/usher.yaml, "
                    + "and what came with the event is event.NAME"
                : ""
        }
        return "; did you mean '\(first).\(parts[1])'?"
    }
}

extension TemplateValue {
    /// The dotted names of an object's texts, flags and lists.
    fileprivate var dottedNames: [String] {
        guard case .object(let fields) = self else { return [] }
        return fields.flatMap { key, value -> [String] in
            if case .object = value { return value.dottedNames.map { "\(key).\($0)" } }
            return [key]
        }
    }
}
