import UsherCore

/// How a run's data stand in their column: one JSON object of texts, names in order.
enum TextsText {
    /// Nil for none.
    static func encode(_ texts: [String: String]) -> String? {
        guard !texts.isEmpty else { return nil }
        var json = JSONWriter()
        json.raw("{")
        for (index, text) in texts.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { json.raw(",") }
            json.string(text.key)
            json.raw(":")
            json.string(text.value)
        }
        json.raw("}")
        return json.text
    }

    static func decode(_ text: String?) throws(StoreError) -> [String: String] {
        guard let text else { return [:] }
        var texts: [String: String] = [:]
        var json = JSONReader(text)
        try json.object { (name, json) throws(StoreError) in texts[name] = try json.string() }
        try json.end()
        return texts
    }
}
