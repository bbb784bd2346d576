import UsherCore

/// The fields of one JSON object that somebody wrote: a text each, or a record of texts. Numbers, `true` and `false`
/// are the texts that stand there; what is `null` is left out.
struct DraftObject {
    let fields: [String: TemplateValue]

    /// Throws one clause for what is no such object, with the octet where it goes wrong, and for fields that are not
    /// among `texts` and `records`, also when they are `null`.
    ///
    /// - Parameters:
    ///   - example: of a right one, for the clause.
    ///   - otherwise: where to go with fields of one's own.
    init(
        json octets: ArraySlice<UInt8>, texts: Set<String>, records: Set<String>, example: String, otherwise: String
    ) throws(Misreading) {
        // Some programs begin a file, or each text, with a byte order mark.
        let octets = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? octets.dropFirst(3) : octets
        if octets.contains(where: { $0 >= 0x80 }), String(validating: octets, as: UTF8.self) == nil {
            throw Misreading("is not UTF-8 (Latin-1, perhaps)")
        }
        var nulls: [[String]] = []
        let value: TemplateValue
        do {
            value = try TemplateValue(foreignJSON: Array(octets), nulls: &nulls)
        } catch {
            throw Misreading("is not JSON: at column \(error.offset + 1) there should be \(error.expected)")
        }
        guard case .object(let fields) = value else {
            throw Misreading("is not an object; write for example \(example)")
        }
        for name in Array(fields.keys) + nulls.filter({ $0.count == 1 }).joined() {
            guard !texts.contains(name), !records.contains(name) else { continue }
            let hint = Suggestion.phrase(for: name, in: (records.union(texts)).sorted())
            throw Misreading(
                "has an unknown field '\(PlainText.shown(name))'" + (hint.isEmpty ? "; \(otherwise)" : hint))
        }
        for path in nulls where path.count == 2 && path.first == DraftText.data {
            try DraftText.checkName(ofData: path[1])
        }
        self.fields = fields
    }

    static func text(_ value: TemplateValue, _ name: String) throws(Misreading) -> String {
        switch value {
        case .text(let text): return text
        case .flag(let flag): return flag ? "true" : "false"
        case .list, .object: throw Misreading("'\(PlainText.shown(name))' must be a text")
        }
    }

    static func record(_ value: TemplateValue, _ name: String) throws(Misreading) -> [String: String] {
        guard case .object(let fields) = value else { throw Misreading("'\(name)' must be an object of texts") }
        var texts: [String: String] = [:]
        for (key, value) in fields { texts[key] = try text(value, "\(name).\(key)") }
        return texts
    }
}
