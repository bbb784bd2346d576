import UsherCore
import Yams

/// A mapping whose keys are known: what is asked for is known, and everything else is a mistake.
final class Record {
    private let field: Field
    private var values: [(name: String, key: Node, value: Node)] = []
    private var known: [String] = []

    init(_ mapping: Node.Mapping, of field: Field) {
        self.field = field
        for (key, value) in mapping {
            guard let name = Self.name(of: key) else {
                field.log.add(at: Place(file: field.place.file, mark: key.mark), "a key must be a plain name")
                continue
            }
            values.append((name, key, value))
        }
    }

    /// The value under `name`; nil when the key is not there. A key without a value is reported and counts as absent.
    subscript(_ name: String) -> Field? {
        if !known.contains(name) { known.append(name) }
        guard let entry = values.first(where: { $0.name == name }) else { return nil }
        let file = field.place.file
        if case .scalar(let scalar) = entry.value, scalar.string.isEmpty, scalar.style == .plain {
            field.log.add(
                at: Place(file: file, mark: entry.key.mark), "'\(name)' has no value; fill it in or remove the key")
            return nil
        }
        return Field(
            node: entry.value, name: name, place: Place(file: file, mark: entry.value.mark ?? entry.key.mark),
            log: field.log)
    }

    /// Like the subscript, and reports a key that is not there.
    func required(_ name: String) -> Field? {
        let found = self[name]
        if found == nil, !has(name) {
            field.refuse("'\(name)' is missing" + (field.name.isEmpty ? "" : " in \(field.title)"))
        }
        return found
    }

    /// Refuses a key that somebody may well try, with the reason.
    func forbid(_ name: String, _ reason: String) {
        guard let entry = values.first(where: { $0.name == name }) else { return }
        field.log.add(at: Place(file: field.place.file, mark: entry.key.mark), reason)
        values.removeAll { $0.name == name }
    }

    /// The keys that are there, in order.
    var names: [String] { values.map(\.name) }

    func has(_ name: String) -> Bool { values.contains { $0.name == name } }

    func refuseUnknownKeys() {
        for entry in values where !known.contains(entry.name) {
            field.log.add(
                at: Place(file: field.place.file, mark: entry.key.mark),
                "unknown key '\(PlainText.shortened(entry.name))'"
                    + Suggestion.phrase(
                        for: entry.name, in: known, orElse: "; the keys here are \(known.joined(separator: ", "))"))
        }
    }

    static func name(of key: Node) -> String? {
        guard case .scalar(let scalar) = key, !scalar.string.isEmpty else { return nil }
        return scalar.string
    }
}
