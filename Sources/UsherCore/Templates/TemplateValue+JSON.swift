extension TemplateValue {
    /// The value as one line of JSON (RFC 8259): keys in ascending order, no white space, so that equal values give
    /// equal octets. This is how a delivery keeps its inputs; `init(json:)` reads it back.
    package func json() -> String {
        var json = JSONWriter()
        write(to: &json)
        return json.text
    }

    private func write(to json: inout JSONWriter) {
        switch self {
        case .text(let text): json.string(text)
        case .flag(let flag): json.literal(flag ? "true" : "false")
        case .list(let items): json.array(items) { $0.write(to: &$1) }
        case .object(let fields): json.object(fields) { $0.write(to: &$1) }
        }
    }

    /// Reads JSON whose values are texts, `true`, `false`, arrays and objects, no key twice; numbers and `null` are no
    /// template values.
    package init(json: String) throws(JSONFault) {
        var reading = JSONReading(isFromOutside: false)
        self = try reading.document(Array(json.utf8))
    }

    /// Reads JSON that others wrote: a number is the text that stands there, and what is `null` is left out. Else the
    /// same; the octets must be UTF-8. Adds the paths of the fields that it left out to `nulls`, so that they can be
    /// looked at as well: `{"a":{"b":null}}` adds `["a", "b"]`.
    package init(foreignJSON octets: [UInt8], nulls: inout [[String]]) throws(JSONFault) {
        var reading = JSONReading(isFromOutside: true)
        self = try reading.document(octets)
        nulls += reading.nulls
    }
}

/// Builds a template value from what a reader of JSON finds.
private struct JSONReading {
    /// Whether numbers and `null` are read as well.
    let isFromOutside: Bool
    /// The keys on the way to what is read now.
    private var path: [String] = []
    private(set) var nulls: [[String]] = []

    init(isFromOutside: Bool) { self.isFromOutside = isFromOutside }

    mutating func document(_ octets: [UInt8]) throws(JSONFault) -> TemplateValue {
        var json = JSONReader(octets)
        let value = try value(&json)
        try json.end()
        return value
    }

    private mutating func value(_ json: inout JSONReader) throws(JSONFault) -> TemplateValue {
        switch json.peek() {
        case UInt8(ascii: "\""): return .text(try json.string())
        case UInt8(ascii: "["): return .list(try list(&json))
        case UInt8(ascii: "{"): return .object(try object(&json))
        case UInt8(ascii: "t"):
            try json.word("true")
            return .flag(true)
        case UInt8(ascii: "f"):
            try json.word("false")
            return .flag(false)
        case let octet? where isFromOutside && (octet.isDigit || octet == UInt8(ascii: "-")):
            return .text(try json.number())
        default:
            throw json.fault("a text, \(isFromOutside ? "a number, " : "")true, false, an array or an object")
        }
    }

    private mutating func list(_ json: inout JSONReader) throws(JSONFault) -> [TemplateValue] {
        var items: [TemplateValue] = []
        try json.array { (json) throws(JSONFault) in
            if try !tookNull(&json) { items.append(try value(&json)) }
        }
        return items
    }

    private mutating func object(_ json: inout JSONReader) throws(JSONFault) -> [String: TemplateValue] {
        var fields: [String: TemplateValue] = [:]
        try json.object { (key, offset, json) throws(JSONFault) in
            path.append(key)
            defer { path.removeLast() }
            guard try !tookNull(&json) else { return nulls.append(path) }
            guard fields.updateValue(try value(&json), forKey: key) == nil else {
                throw JSONFault(offset: offset, expected: "each key once")
            }
        }
        return fields
    }

    /// Over a `null`, where it may stand.
    private func tookNull(_ json: inout JSONReader) throws(JSONFault) -> Bool {
        guard isFromOutside, json.peek() == UInt8(ascii: "n") else { return false }
        try json.word("null")
        return true
    }
}
