/// The argument of MAIL or RCPT: a path and its parameters (RFC 5321 4.1.2).
struct EnvelopePath: Hashable {
    /// The address without the angle brackets; empty for the null sender.
    let address: String
    /// The parameters, in the order in which they stand there.
    let parameters: [Parameter]

    /// A parameter such as `SIZE=1000`: a name, in upper case, and a value, which may be empty.
    struct Parameter: Hashable {
        let name: String
        let value: String
    }

    /// Reads an argument; nil when it is not `KEYWORD<path>` and parameters, has a control character, or an unquoted
    /// space in the path.
    init?(_ argument: ArraySlice<UInt8>, after keyword: String) {
        let word = argument.prefix(keyword.utf8.count)
        guard String(decoding: word, as: UTF8.self).uppercased() == keyword else { return nil }
        var rest = argument.dropFirst(word.count).drop { $0 == UInt8(ascii: " ") }
        guard rest.first == UInt8(ascii: "<") else { return nil }
        rest = rest.dropFirst()
        guard let end = Self.end(of: rest) else { return nil }
        address = String(decoding: rest[..<end], as: UTF8.self)
        var parameters: [Parameter] = []
        let tail = rest[end...].dropFirst()
        guard tail.isEmpty || tail.first == UInt8(ascii: " "), !tail.contains(where: Self.isControl) else { return nil }
        for parameter in tail.split(separator: UInt8(ascii: " ")) {
            let halves = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = halves.first, !name.isEmpty else { return nil }
            let value = halves.dropFirst().first ?? []
            parameters.append(
                Parameter(
                    name: String(decoding: name, as: UTF8.self).uppercased(),
                    value: String(decoding: value, as: UTF8.self)))
        }
        self.parameters = parameters
    }

    /// The index of the closing bracket: the first that is not in a quoted string.
    private static func end(of path: ArraySlice<UInt8>) -> Int? {
        var quoted = false
        var escaped = false
        for (index, octet) in zip(path.indices, path) {
            guard !isControl(octet) else { return nil }
            if escaped {
                escaped = false
            } else if quoted {
                if octet == UInt8(ascii: "\\") { escaped = true }
                if octet == UInt8(ascii: "\"") { quoted = false }
            } else {
                switch octet {
                case UInt8(ascii: "\""): quoted = true
                case UInt8(ascii: ">"): return index
                case UInt8(ascii: " "), UInt8(ascii: "<"): return nil
                default: break
                }
            }
        }
        return nil
    }

    private static func isControl(_ octet: UInt8) -> Bool { octet < 0x20 || octet == 0x7F }
}
