import UsherCore

/// The form of an enrollment's data in their column: one JSON object of texts, names in order.
enum TextsText {
    /// The texts as their column holds them; nil for none.
    static func encode(_ texts: [String: String]) -> String? {
        guard !texts.isEmpty else { return nil }
        var json = JSONWriter()
        json.object(texts) { $1.string($0) }
        return json.text
    }

    static func decode(_ text: String?) throws(StoreError) -> [String: String] {
        try JSONColumn.object(text) { (json) throws(JSONFault) in try json.string() }
    }
}

/// A column that holds one JSON object.
enum JSONColumn {
    /// The object's members, each as `value` reads it; none where the column is empty. What does not parse is a damaged
    /// row.
    static func object<Value>(
        _ text: String?, _ value: (inout JSONReader) throws(JSONFault) -> Value
    ) throws(StoreError) -> [String: Value] {
        guard let text else { return [:] }
        var members: [String: Value] = [:]
        var json = JSONReader(Array(text.utf8))
        do throws(JSONFault) {
            try json.object { (name, _, json) throws(JSONFault) in members[name] = try value(&json) }
            try json.end()
        } catch {
            throw .corrupt("JSON that has something else at \(error.offset) than \(error.expected)")
        }
        return members
    }
}
