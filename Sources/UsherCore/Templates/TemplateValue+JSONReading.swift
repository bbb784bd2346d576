extension TemplateValue {
    /// Why a text is not the JSON of a template value.
    package struct JSONFault: Error, Hashable, Sendable {
        /// From 0, in octets.
        package let offset: Int
        /// What should stand there.
        package let expected: String
    }

    /// Reads JSON whose values are texts, `true`, `false`, arrays and objects; numbers and `null` are no template
    /// values. Strict (RFC 8259): no comments, no trailing commas, no unpaired surrogates, no key twice, at most 64
    /// levels.
    package init(json: String) throws(JSONFault) {
        var reader = JSONReader(octets: Array(json.utf8), isFromOutside: false)
        self = try reader.document()
    }

    /// Reads JSON that others wrote: a number is the text that stands there, and what is `null` is left out. Else the
    /// same; the octets must be UTF-8.
    package init(foreignJSON octets: [UInt8]) throws(JSONFault) {
        var nulls: [[String]] = []
        try self.init(foreignJSON: octets, nulls: &nulls)
    }

    /// The same, and adds the paths of the fields that it left out, so that they can be looked at as well:
    /// `{"a":{"b":null}}` adds `["a", "b"]`.
    package init(foreignJSON octets: [UInt8], nulls: inout [[String]]) throws(JSONFault) {
        var reader = JSONReader(octets: octets, isFromOutside: true)
        self = try reader.document()
        nulls += reader.nulls
    }
}

private struct JSONReader {
    private let octets: [UInt8]
    /// Whether numbers and `null` are read as well.
    private let isFromOutside: Bool
    private var index = 0
    /// The keys on the way to what is read now.
    private var path: [String] = []
    private(set) var nulls: [[String]] = []
    private static let deepest = 64

    init(octets: [UInt8], isFromOutside: Bool) {
        self.octets = octets
        self.isFromOutside = isFromOutside
    }

    mutating func document() throws(TemplateValue.JSONFault) -> TemplateValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard index == octets.count else { throw fault("the end") }
        return value
    }

    private mutating func value(depth: Int) throws(TemplateValue.JSONFault) -> TemplateValue {
        guard depth < Self.deepest else { throw fault("at most \(Self.deepest) levels") }
        skipBlanks()
        switch peek {
        case 0x22: return .text(try text())
        case 0x5B: return .list(try list(depth: depth))
        case 0x7B: return .object(try object(depth: depth))
        case 0x74: return .flag(try word("true", is: true))
        case 0x66: return .flag(try word("false", is: false))
        case let octet? where octet == 0x2D || (0x30...0x39).contains(octet): return .text(try number())
        default:
            throw fault("a text, \(isFromOutside ? "a number, " : "")true, false, an array or an object")
        }
    }

    /// As it is written (RFC 8259, section 6).
    private mutating func number() throws(TemplateValue.JSONFault) -> String {
        guard isFromOutside else { throw fault("a text, true, false, an array or an object") }
        let start = index
        if peek == 0x2D { index += 1 }
        if peek == 0x30 { index += 1 } else { try digits() }
        if peek == 0x2E {
            index += 1
            try digits()
        }
        if peek == 0x45 || peek == 0x65 {
            index += 1
            if peek == 0x2B || peek == 0x2D { index += 1 }
            try digits()
        }
        return String(decoding: octets[start..<index], as: UTF8.self)
    }

    private mutating func digits() throws(TemplateValue.JSONFault) {
        let start = index
        while let octet = peek, (0x30...0x39).contains(octet) { index += 1 }
        guard index > start else { throw fault("a digit") }
    }

    /// Over a `null`, where it may stand.
    private mutating func tookNull() throws(TemplateValue.JSONFault) -> Bool {
        skipBlanks()
        guard isFromOutside, peek == 0x6E else { return false }
        return try word("null", is: true)
    }

    private mutating func list(depth: Int) throws(TemplateValue.JSONFault) -> [TemplateValue] {
        index += 1
        var items: [TemplateValue] = []
        if taken(0x5D) { return items }
        while true {
            if try !tookNull() { items.append(try value(depth: depth + 1)) }
            if taken(0x5D) { return items }
            guard taken(0x2C) else { throw fault("',' or ']'") }
        }
    }

    private mutating func object(depth: Int) throws(TemplateValue.JSONFault) -> [String: TemplateValue] {
        index += 1
        var fields: [String: TemplateValue] = [:]
        if taken(0x7D) { return fields }
        while true {
            skipBlanks()
            let start = index
            guard peek == 0x22 else { throw fault("a key") }
            let key = try text()
            guard taken(0x3A) else { throw fault("':'") }
            if try tookNull() {
                nulls.append(path + [key])
            } else {
                path.append(key)
                guard fields.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
                    throw TemplateValue.JSONFault(offset: start, expected: "each key once")
                }
                path.removeLast()
            }
            if taken(0x7D) { return fields }
            guard taken(0x2C) else { throw fault("',' or '}'") }
        }
    }

    private mutating func word(_ word: String, is flag: Bool) throws(TemplateValue.JSONFault) -> Bool {
        guard octets[index...].starts(with: word.utf8) else { throw fault(word) }
        index += word.utf8.count
        return flag
    }

    private mutating func text() throws(TemplateValue.JSONFault) -> String {
        index += 1
        var start = index
        var collected: [UInt8] = []
        while let octet = peek {
            switch octet {
            case 0x22:
                defer { index += 1 }
                if collected.isEmpty { return String(decoding: octets[start..<index], as: UTF8.self) }
                return String(decoding: collected + octets[start..<index], as: UTF8.self)
            case 0x5C:
                collected += octets[start..<index]
                index += 1
                collected.append(contentsOf: String(try escaped()).utf8)
                start = index
            case 0..<0x20: throw fault("no control character")
            default: index += 1
            }
        }
        throw fault("'\"'")
    }

    private mutating func escaped() throws(TemplateValue.JSONFault) -> Unicode.Scalar {
        guard let octet = peek else { throw fault("an escape") }
        index += 1
        switch octet {
        case 0x22, 0x5C, 0x2F: return Unicode.Scalar(octet)
        case 0x62: return "\u{8}"
        case 0x66: return "\u{C}"
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75:
            let high = try fourDigits()
            if let scalar = Unicode.Scalar(high) { return scalar }
            guard (0xD800..<0xDC00).contains(high), taken(0x5C, 0x75) else { throw fault("a pair of surrogates") }
            let low = try fourDigits()
            guard (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            else { throw fault("a pair of surrogates") }
            return scalar
        default: throw fault("an escape")
        }
    }

    private mutating func fourDigits() throws(TemplateValue.JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let octet = peek, let digit = Hexadecimal.value(octet) else { throw fault("a hexadecimal digit") }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    private var peek: UInt8? { index < octets.count ? octets[index] : nil }

    /// Goes past blanks, and past `octet` when it stands there.
    private mutating func taken(_ octet: UInt8) -> Bool {
        skipBlanks()
        guard peek == octet else { return false }
        index += 1
        return true
    }

    private mutating func taken(_ first: UInt8, _ second: UInt8) -> Bool {
        guard index + 1 < octets.count, octets[index] == first, octets[index + 1] == second else { return false }
        index += 2
        return true
    }

    private mutating func skipBlanks() {
        while let octet = peek, octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D { index += 1 }
    }

    private func fault(_ expected: String) -> TemplateValue.JSONFault {
        TemplateValue.JSONFault(offset: index, expected: expected)
    }
}
