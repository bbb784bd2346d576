import UsherCore

/// How a contact's attributes stand in their column: one JSON object, names in order, so that equal attributes are
/// equal texts and SQL can look inside (`attributes ->> 'plan'`).
///
/// | Attribute | JSON |
/// | --- | --- |
/// | text | `"gold"` |
/// | yes/no | `true` |
/// | number | `4`, `-1.50`; one that JSON would not take as written: `{"number":"007"}` |
/// | money | `{"minor":4900,"currency":"EUR"}` |
/// | date | `{"date":"2026-11-22"}` |
/// | list | `["a","b"]` |
enum AttributesText {
    /// The attributes as their column holds them; nil for none.
    static func encode(_ attributes: [String: AttributeValue]) -> String? {
        guard !attributes.isEmpty else { return nil }
        var json = JSONWriter()
        json.object(attributes.mapValues(text)) { $1.literal($0) }
        return json.text
    }

    static func decode(_ text: String?) throws(StoreError) -> [String: AttributeValue] {
        try JSONColumn.object(text, value)
    }

    private static func text(_ value: AttributeValue) -> String {
        var json = JSONWriter()
        write(value, to: &json)
        return json.text
    }

    private static func write(_ value: AttributeValue, to json: inout JSONWriter) {
        switch value {
        case .text(let text): json.string(text)
        case .yesNo(let yes): json.literal(yes ? "true" : "false")
        case .number(let number) where isJSONNumber(number): json.literal(number)
        case .number(let number): json.object(["number": number]) { $1.string($0) }
        case .money(let money):
            json.literal("{\"minor\":\(money.minorUnits),\"currency\":")
            json.string(money.currency)
            json.literal("}")
        case .date(let date): json.object(["date": date]) { $1.string($0.description) }
        case .list(let items): json.array(items) { $1.string($0) }
        }
    }

    private static func value(_ json: inout JSONReader) throws(JSONFault) -> AttributeValue {
        switch json.peek() {
        case UInt8(ascii: "\""): return .text(try json.string())
        case UInt8(ascii: "["):
            var items: [String] = []
            try json.array { (json) throws(JSONFault) in items.append(try json.string()) }
            return .list(items)
        case UInt8(ascii: "{"): return try tagged(&json)
        case UInt8(ascii: "t"):
            try json.word("true")
            return .yesNo(true)
        case UInt8(ascii: "f"):
            try json.word("false")
            return .yesNo(false)
        default: return .number(try json.number())
        }
    }

    private static func tagged(_ json: inout JSONReader) throws(JSONFault) -> AttributeValue {
        var members: [String: String] = [:]
        try json.object { (name, _, json) throws(JSONFault) in
            members[name] = json.peek() == UInt8(ascii: "\"") ? try json.string() : try json.number()
        }
        if let number = members["number"] { return .number(number) }
        if let minor = members["minor"].flatMap({ Int64($0) }), let currency = members["currency"] {
            return .money(Money(minorUnits: minor, currency: currency))
        }
        // Years before 1000 stand there without their zeros too.
        let parts = members["date"].map { $0.split(separator: "-").compactMap { Int($0) } } ?? []
        guard parts.count == 3 else { throw json.fault("an attribute") }
        return .date(CalendarDate(year: parts[0], month: parts[1], day: parts[2]))
    }

    /// Whether JSON takes the number as it was written: `-1.50`, not `007`, `+1`, `.5` or `1e3`.
    private static func isJSONNumber(_ text: String) -> Bool {
        var octets = Array(text.utf8)[...]
        if octets.first == UInt8(ascii: "-") { octets.removeFirst() }
        let parts = octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { return false }
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isDigit) }
            && (whole.count == 1 || whole.first != UInt8(ascii: "0"))
    }
}
