import UsherCore
import Yams

extension Field {
    /// Reads keys and values: `body` takes the keys it knows from the record, and every key it did not take is an
    /// error.
    func record<T>(_ body: (Record) -> T?) -> T? {
        guard case .mapping(let mapping) = node else {
            return refuse("\(title) must be keys and values, not \(looks)")
        }
        let record = Record(mapping, of: self)
        let result = body(record)
        record.refuseUnknownKeys()
        return result
    }

    /// Reads keys that the user chooses: names to values, in the file's order. `body` gets each value under its name.
    func names<T>(_ body: (String, Field) -> T?) -> [(String, T)] {
        guard case .mapping(let mapping) = node else {
            refuse("\(title) must be names and values, not \(looks)")
            return []
        }
        var result: [(String, T)] = []
        for (key, value) in mapping {
            guard let name = Record.name(of: key) else {
                log.add(at: Place(file: place.file, mark: key.mark), "a name must be a plain text")
                continue
            }
            let field = Field(node: value, name: name, place: Place(file: place.file, mark: key.mark), log: log)
            if let value = body(name, field) { result.append((name, value)) }
        }
        return result
    }

    /// Reads a list; items that cannot be read are left out after they were reported.
    func list<T>(_ body: (Field) -> T?) -> [T]? {
        guard case .sequence(let sequence) = node else {
            return refuse("\(title) must be a list, not \(looks)")
        }
        return sequence.compactMap { item in
            body(Field(node: item, name: name, place: Place(file: place.file, mark: item.mark), log: log))
        }
    }

    var isRecord: Bool {
        if case .mapping = node { return true }
        return false
    }

    var isList: Bool { count != nil }

    /// How many items a list has; nil for anything else.
    var count: Int? {
        if case .sequence(let items) = node { return items.count }
        return nil
    }

    var isEmptyList: Bool { count == 0 }
}
