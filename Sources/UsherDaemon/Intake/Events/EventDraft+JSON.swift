import UsherCore

extension EventDraft {
    /// The fields of a line that are one text each.
    private static let texts: [String: WritableKeyPath<EventDraft, String?> & Sendable] = [
        "address": \.address, "key": \.key, "value": \.value, "currency": \.currency, "product": \.product,
        "at": \.at, "by": \.by, "code": \.code, "campaign": \.campaign, "count": \.count, "name": \.name,
        "zone": \.zone, "language": \.language, "consent": \.consent,
    ]
    private static let names = ["event", "data", "attributes"] + texts.keys.sorted()

    /// One line of NDJSON, without its end: `{"event":"purchased","address":"ada@example.org","key":"order-1042"}`.
    /// Numbers are taken as texts.
    ///
    /// Throws one clause for a line that is no such object, with the octet where it goes wrong.
    package init(json line: ArraySlice<UInt8>) throws(Misreading) {
        if line.contains(where: { $0 >= 0x80 }), String(validating: line, as: UTF8.self) == nil {
            throw Misreading("is not UTF-8 (Latin-1, perhaps)")
        }
        let value: TemplateValue
        do {
            value = try TemplateValue(foreignJSON: Array(line))
        } catch {
            throw Misreading("is not JSON: at column \(error.offset + 1) there should be \(error.expected)")
        }
        guard case .object(let fields) = value else {
            throw Misreading(#"is not an object; write for example {"event":"purchased","address":"ada@example.org"}"#)
        }
        self.init(event: "")
        for (name, value) in fields {
            switch name {
            case "event": event = try Self.text(value, name)
            case "data": data = try Self.record(value, name)
            case "attributes": attributes = try Self.record(value, name)
            default:
                guard let path = Self.texts[name] else {
                    let hint = Suggestion.phrase(for: name, in: Self.names)
                    throw Misreading(
                        "has an unknown field '\(PlainText.shown(name))'"
                            + (hint.isEmpty ? "; what is your own belongs into 'data'" : hint))
                }
                self[keyPath: path] = try Self.text(value, name)
            }
        }
        if event.isEmpty { throw Misreading("names no 'event'") }
    }

    private static func text(_ value: TemplateValue, _ name: String) throws(Misreading) -> String {
        switch value {
        case .text(let text): return text
        case .flag(let flag): return flag ? "true" : "false"
        case .list, .object: throw Misreading("'\(PlainText.shown(name))' must be a text")
        }
    }

    private static func record(_ value: TemplateValue, _ name: String) throws(Misreading) -> [String: String] {
        guard case .object(let fields) = value else { throw Misreading("'\(name)' must be an object of texts") }
        var texts: [String: String] = [:]
        for (key, value) in fields { texts[key] = try text(value, "\(name).\(key)") }
        return texts
    }
}
