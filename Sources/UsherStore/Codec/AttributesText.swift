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
    /// Nil for none.
    static func encode(_ attributes: [String: AttributeValue]) -> String? {
        guard !attributes.isEmpty else { return nil }
        var json = JSONWriter()
        json.raw("{")
        for (index, attribute) in attributes.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { json.raw(",") }
            json.string(attribute.key)
            json.raw(":")
            write(attribute.value, to: &json)
        }
        json.raw("}")
        return json.text
    }

    static func decode(_ text: String?) throws(StoreError) -> [String: AttributeValue] {
        guard let text else { return [:] }
        var attributes: [String: AttributeValue] = [:]
        var json = JSONReader(text)
        try json.object { (name, json) throws(StoreError) in attributes[name] = try value(&json) }
        try json.end()
        return attributes
    }

    private static func write(_ value: AttributeValue, to json: inout JSONWriter) {
        switch value {
        case .text(let text): json.string(text)
        case .yesNo(let yes): json.literal(yes ? "true" : "false")
        case .number(let number) where isJSONNumber(number): json.literal(number)
        case .number(let number):
            json.raw("{\"number\":")
            json.string(number)
            json.raw("}")
        case .money(let money):
            json.raw("{\"minor\":")
            json.literal(String(money.minorUnits))
            json.raw(",\"currency\":")
            json.string(money.currency)
            json.raw("}")
        case .date(let date):
            json.raw("{\"date\":")
            json.string("\(date.year)-\(twoDigits(date.month))-\(twoDigits(date.day))")
            json.raw("}")
        case .list(let items):
            json.raw("[")
            for (index, item) in items.enumerated() {
                if index > 0 { json.raw(",") }
                json.string(item)
            }
            json.raw("]")
        }
    }

    private static func value(_ json: inout JSONReader) throws(StoreError) -> AttributeValue {
        switch json.peek() {
        case UInt8(ascii: "\""): return .text(try json.string())
        case UInt8(ascii: "["):
            var items: [String] = []
            try json.array { (json) throws(StoreError) in items.append(try json.string()) }
            return .list(items)
        case UInt8(ascii: "{"): return try tagged(&json)
        default:
            switch json.literal() {
            case "true": return .yesNo(true)
            case "false": return .yesNo(false)
            case let number where isJSONNumber(number): return .number(number)
            default: throw .corrupt("an attribute that is none")
            }
        }
    }

    private static func tagged(_ json: inout JSONReader) throws(StoreError) -> AttributeValue {
        var members: [String: String] = [:]
        try json.object { (name, json) throws(StoreError) in
            members[name] = json.peek() == UInt8(ascii: "\"") ? try json.string() : json.literal()
        }
        if let number = members["number"] { return .number(number) }
        if let minor = members["minor"].flatMap({ Int64($0) }), let currency = members["currency"] {
            return .money(Money(minorUnits: minor, currency: currency))
        }
        let parts = members["date"].map { $0.split(separator: "-").compactMap { Int($0) } } ?? []
        guard parts.count == 3 else { throw .corrupt("an attribute that is none") }
        return .date(CalendarDate(year: parts[0], month: parts[1], day: parts[2]))
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Whether JSON takes the number as it was written: `-1.50`, not `007`, `+1`, `.5` or `1e3`.
    private static func isJSONNumber(_ text: String) -> Bool {
        var octets = Array(text.utf8)[...]
        if octets.first == UInt8(ascii: "-") { octets.removeFirst() }
        let parts = octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { return false }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(digits.contains) }
            && (whole.count == 1 || whole.first != UInt8(ascii: "0"))
    }
}
