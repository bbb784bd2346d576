import UsherCore
import UsherTemplates

extension Page {
    /// Where the values differ from the page's table: dotted names that it does not have, or that are missing and may
    /// not be. A flag that is missing is a no, a list that is missing is empty.
    package var misfits: [String] { Self.misfits(values, "", name.vocabulary).sorted() }

    private static func misfits(_ value: TemplateValue, _ path: String, _ vocabulary: Vocabulary) -> [String] {
        switch (value, vocabulary[path]?.shape) {
        case (.object(let fields), _) where path.isEmpty || vocabulary[path]?.shape != .text:
            let prefix = path.isEmpty ? "" : "\(path)."
            let missing = vocabulary.entries.filter { name, entry in
                name.hasPrefix(prefix) && !name.dropFirst(prefix.count).contains(".") && entry.isAlwaysPresent
                    && entry.shape == .text && (fields[String(name.dropFirst(prefix.count))]?.isTruthy != true)
            }
            return missing.keys + fields.flatMap { misfits($1, prefix + $0, vocabulary) }
        case (.list(let items), .list): return items.flatMap { misfits($0, path, vocabulary) }
        case (.text, .text), (.flag, .flag): return []
        default: return [path]
        }
    }
}
