import UsherCore

extension EventDraft {
    /// The fields of a line that are one text each.
    private static let paths: [String: WritableKeyPath<EventDraft, String?> & Sendable] = [
        "address": \.address, "key": \.key, "value": \.value, "currency": \.currency, "product": \.product,
        "at": \.at, "by": \.by, "code": \.code, "campaign": \.campaign, "count": \.count, "consent": \.consent,
        "because": \.because,
        "name": \.person.name, "zone": \.person.zone, "language": \.person.language,
    ]
    private static let texts = Set(paths.keys).union(["event"])
    private static let records: Set = [DraftText.data, "attributes"]

    /// One line of NDJSON, without its end: `{"event":"purchased","address":"ada@example.org","key":"order-1042"}`.
    /// Numbers are taken as texts.
    ///
    /// Throws one clause for a line that is no such object, with the octet where it goes wrong.
    package init(json line: ArraySlice<UInt8>) throws(Misreading) {
        let object = try DraftObject(
            json: line, texts: Self.texts, records: Self.records,
            example: #"{"event":"purchased","address":"ada@example.org"}"#,
            otherwise: "what is your own belongs into 'data'")
        self.init(event: "")
        for (name, value) in object.fields {
            switch name {
            case "event": event = try DraftObject.text(value, name)
            case DraftText.data: data = try DraftObject.record(value, name)
            case "attributes": person.attributes = try DraftObject.record(value, name)
            default:
                guard let path = Self.paths[name] else { continue }
                self[keyPath: path] = try DraftObject.text(value, name)
            }
        }
        if event.isEmpty { throw Misreading("names no 'event'") }
    }
}
