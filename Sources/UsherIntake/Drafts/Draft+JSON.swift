import UsherCore

extension Draft {
    /// What one JSON object may say.
    package enum Kind: Sendable {
        /// `{"event":"purchased","address":"ada@example.org","key":"order-1042"}`
        case event
        /// `{"campaign":"welcome","address":"ada@example.org"}`
        case entry

        private static let ofEvents = DraftField.allCases.filter { $0 != .stage && $0 != .tags }
        private static let ofEntries: [DraftField] = [
            .campaign, .address, .key, .at, .consent, .name, .zone, .language, .attributes,
        ]

        package var fields: [DraftField] { self == .event ? Self.ofEvents : Self.ofEntries }

        fileprivate var needs: [DraftField] { self == .event ? [.event] : [.campaign, .address] }

        fileprivate var example: String {
            switch self {
            case .event: #"{"event":"purchased","address":"ada@example.org"}"#
            case .entry: #"{"campaign":"welcome","address":"ada@example.org"}"#
            }
        }

        /// Where to go with fields of one's own.
        fileprivate var elsewhere: String {
            switch self {
            case .event: "what is your own belongs into 'data'"
            case .entry: "what is known of people are the attributes of config/usher.yaml"
            }
        }
    }

    /// One JSON object, with or without a byte order mark. Numbers, `true` and `false` are the texts that stand there;
    /// what is `null` is left out.
    ///
    /// Throws one clause for what is no such object, with the octet where it goes wrong, for fields that it may not
    /// have, also when they are `null`, and for those that it lacks.
    package init(json octets: ArraySlice<UInt8>, as kind: Kind) throws(Misreading) {
        self.init(.json)
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
            throw Misreading("is not an object; write for example \(kind.example)")
        }
        for name in nulls.filter({ $0.count == 1 }).joined() { _ = try kind.field(name) }
        // In one order, so that of two faults the same is told each time.
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            let field = try kind.field(name)
            switch field {
            case .attributes: attributes = try record(value, field)
            case .data: data = try record(value, field)
            default: self[field] = try text(value, field)
            }
        }
        for path in nulls where path.count == 2 && path.first == DraftField.data.rawValue {
            if let fault = nameFault(ofData: path[1]) { throw Misreading(fault) }
        }
        if let missing = kind.needs.first(where: { self[$0]?.isEmpty ?? true }) {
            throw Misreading("names no \(place(missing))")
        }
    }

    private func text(_ value: TemplateValue, _ field: DraftField, _ entry: String? = nil) throws(Misreading) -> String
    {
        switch value {
        case .text(let text): return text
        case .flag(let flag): return flag ? "true" : "false"
        case .list, .object: throw Misreading("\(place(field, entry)) must be a text")
        }
    }

    private func record(_ value: TemplateValue, _ field: DraftField) throws(Misreading) -> [String: String] {
        guard case .object(let fields) = value else { throw Misreading("\(place(field)) must be an object of texts") }
        var texts: [String: String] = [:]
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { texts[name] = try text(value, field, name) }
        return texts
    }
}

extension Draft.Kind {
    fileprivate func field(_ name: String) throws(Misreading) -> DraftField {
        if let field = DraftField(rawValue: name), fields.contains(field) { return field }
        let hint = Suggestion.phrase(for: name, in: fields.map(\.rawValue).sorted())
        throw Misreading(
            "has an unknown field '\(PlainText.shown(name))'" + (hint.isEmpty ? "; \(elsewhere)" : hint))
    }
}
