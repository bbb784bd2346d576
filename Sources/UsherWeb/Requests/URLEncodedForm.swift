import UsherCore

/// `application/x-www-form-urlencoded`, of bodies and of queries (WHATWG URL, 5.1).
enum URLEncodedForm {
    /// At most so many fields.
    static let limit = 64

    /// The fields in order, names and values decoded. Nil when it is not such a form: a broken escape, octets that are
    /// not UTF-8 or a NUL, too many fields.
    static func fields(_ octets: some Sequence<UInt8>) -> [(String, String)]? {
        var fields: [(String, String)] = []
        for pair in Array(octets).split(separator: UInt8(ascii: "&")) {
            guard fields.count < limit else { return nil }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = decoded(pair[..<equals]), let value = decoded(pair[equals...].dropFirst()) else {
                return nil
            }
            fields.append((name, value))
        }
        return fields
    }

    private static func decoded(_ octets: ArraySlice<UInt8>) -> String? {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count)
        var rest = octets
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "+"): result.append(0x20)
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let value = Hexadecimal.value(rest.prefix(2)) else { return nil }
                result.append(UInt8(value))
                rest = rest.dropFirst(2)
            default: result.append(octet)
            }
        }
        return FormText.checked(result)
    }
}

/// What a form's names and values are: UTF-8 without NUL.
enum FormText {
    /// A body without the byte order mark, and the line ends, that some programs put around it.
    static func bare(_ body: [UInt8]) -> ArraySlice<UInt8> {
        func isLineEnd(_ octet: UInt8) -> Bool { octet == 0x0D || octet == 0x0A }
        var rest = body[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while let last = rest.last, isLineEnd(last) { rest = rest.dropLast() }
        return rest.drop(while: isLineEnd)
    }

    static func checked(_ octets: some Collection<UInt8>) -> String? {
        octets.contains(0) ? nil : String(validating: octets, as: UTF8.self)
    }
}
