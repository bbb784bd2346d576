import UsherCore

/// A Content-Type or Content-Disposition (RFC 2045 5.1, RFC 2183): its name in lower case, and its parameters, with
/// those of RFC 2231 put together and decoded. At most 50 parameters are read.
package struct MediaType: Hashable, Sendable {
    /// The type, such as `text/plain`; of a disposition its word, such as `attachment`.
    package let name: String
    /// The parameters by their names in lower case; of two with one name, the first.
    package let parameters: [String: String]

    static let plain = MediaType(name: "text/plain", parameters: [:])
    static let message = MediaType(name: "message/rfc822", parameters: [:])

    package var isMultipart: Bool { name.hasPrefix("multipart/") }
    package var isText: Bool { name.hasPrefix("text/") }

    private init(name: String, parameters: [String: String]) {
        self.name = name
        self.parameters = parameters
    }

    /// Reads the value of a field. What is no type is read as none at all: an empty name.
    package init(_ value: String) {
        var pieces = Self.pieces(value)[...]
        name = (pieces.popFirst() ?? "").trimmedBlanks.lowercased()
        parameters = Self.parameters(pieces.prefix(50))
    }

    /// The pieces of `value` between semicolons that stand in no quotes.
    private static func pieces(_ value: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var (isQuoted, isEscaped) = (false, false)
        for scalar in value.unicodeScalars {
            if scalar == ";", !isQuoted {
                pieces.append(piece)
                piece = ""
                continue
            }
            if scalar == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = scalar == "\\" && !isEscaped
            piece.unicodeScalars.append(scalar)
        }
        return pieces + [piece]
    }

    private static func parameters(_ pieces: ArraySlice<String>) -> [String: String] {
        var plain: [String: String] = [:]
        var parts: [String: [Int: (text: String, isEncoded: Bool)]] = [:]
        for piece in pieces {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let key = String(piece[..<equals]).trimmedBlanks.lowercased()
            let value = unquoted(String(piece[piece.index(after: equals)...]).trimmedBlanks)
            let names = key.split(separator: "*", maxSplits: 2, omittingEmptySubsequences: false)
            guard let base = names.first, names.count > 1 else {
                plain[key] = plain[key] ?? value
                continue
            }
            // `name*`, `name*0`, `name*0*`
            let number = names[1].isEmpty ? 0 : Int(names[1])
            guard let number, (0..<50).contains(number) else { continue }
            let isEncoded = names[1].isEmpty || names.count == 3
            parts[String(base), default: [:]][number] = (value, isEncoded)
        }
        for (name, pieces) in parts where plain[name] == nil {
            plain[name] = joined(pieces)
        }
        return plain.mapValues { $0.contains("=?") ? DecodedWords.read($0) : $0 }
    }

    private static func joined(_ pieces: [Int: (text: String, isEncoded: Bool)]) -> String {
        var octets: [UInt8] = []
        var charset: String?
        for number in 0..<50 {
            guard let piece = pieces[number] else { break }
            guard piece.isEncoded else {
                octets += piece.text.utf8
                continue
            }
            var text = piece.text[...]
            let marks = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
            if number == 0, marks.count == 3 {
                charset = String(marks[0])
                text = marks[2]
            }
            octets += percentDecoded(text)
        }
        return Charset.text(octets, named: charset)
    }

    private static func percentDecoded(_ text: Substring) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let octet = rest.popFirst() {
            if octet == UInt8(ascii: "%"), rest.count > 1, let value = Hexadecimal.value(rest.prefix(2)) {
                octets.append(UInt8(value))
                rest = rest.dropFirst(2)
            } else {
                octets.append(octet)
            }
        }
        return octets
    }

    private static func unquoted(_ value: String) -> String {
        guard value.first == "\"" else { return value }
        var text = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in value.unicodeScalars.dropFirst() {
            if scalar == "\"", !isEscaped { break }
            if scalar != "\\" || isEscaped { text.append(scalar) }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return String(text)
    }
}

extension String {
    var trimmedBlanks: String {
        let isBlank: (Unicode.Scalar) -> Bool = { $0.value <= 0x20 }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
