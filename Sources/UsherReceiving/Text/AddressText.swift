import UsherCore

/// The addresses that stand in a text: as a person sees them, not as somebody could hide one (`SpokenAddresses` is for
/// that).
package enum AddressText {
    /// The addresses in the text, at most `most`, each once, in order; not more than 2,000 signs `@` are looked at.
    static func all(in text: String, most: Int = 50) -> [EmailAddress] {
        let octets = Array(text.utf8)
        var found: [EmailAddress] = []
        var index = octets.startIndex
        for _ in 0..<2000 {
            guard found.count < most, let at = octets[index...].firstIndex(of: UInt8(ascii: "@")) else { break }
            index = at + 1
            guard let address = address(octets, at: at), !found.contains(address) else { continue }
            found.append(address)
        }
        return found
    }

    static func first(in text: String) -> EmailAddress? { all(in: text, most: 1).first }

    /// Reads a typed address such as `rfc822; ann@x.example` or `utf-8; ...` (RFC 3464 2.3.2, RFC 6533 3): as it stands
    /// there, and where it is encoded for an envelope (RFC 3461 4) also decoded. Another type of address is none.
    static func typed(_ value: String) -> [EmailAddress] {
        var text = value
        var type = "rfc822"
        if let mark = value.firstIndex(of: ";") {
            type = String(value[..<mark]).trimmedBlanks.lowercased()
            text = String(value[value.index(after: mark)...])
        }
        guard ["rfc822", "utf-8", "smtp", "unknown", "x-unix", "internet"].contains(type) || type.contains("@") else {
            return []
        }
        if type.contains("@") { text = value }
        let decoded = type == "utf-8" ? unitext(text) : text
        let plain = whole(decoded) ?? first(in: decoded)
        let xtext = Self.xtext(decoded).flatMap { whole($0) ?? first(in: $0) }
        return [plain, xtext].compactMap(\.self).uniqued()
    }

    /// The address that the whole text is, but for brackets; nil where it is none.
    private static func whole(_ text: String) -> EmailAddress? {
        let bare = text.trimmedBlanks.unicodeScalars.filter { $0 != "<" && $0 != ">" }
        return try? EmailAddress(String(String.UnicodeScalarView(bare)))
    }

    private static func address(_ octets: [UInt8], at place: Int) -> EmailAddress? {
        let bracket = octets[..<place].suffix(65).last { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
        let isBracketed = bracket == UInt8(ascii: "<")
        var start = place
        while start > 0, place - start <= 64, octets[start - 1].isAtom || isBracketed && octets[start - 1] >= 0x80 {
            start -= 1
        }
        // A quote or a dot in front belongs to the sentence.
        while start < place,
            [UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "."), UInt8(ascii: "*")]
                .contains(octets[start])
        { start += 1 }
        var end = place + 1
        while end < octets.count, end - place <= 255, octets[end].isDomain || isBracketed && octets[end] >= 0x80 {
            end += 1
        }
        while end > place + 1, !octets[end - 1].isLetterOrDigit, octets[end - 1] < 0x80 { end -= 1 }
        guard start < place, end > place + 1 else { return nil }
        return try? EmailAddress(String(decoding: octets[start..<end], as: UTF8.self))
    }

    /// The text with escapes such as `\x{E9}` decoded (RFC 6533 3).
    private static func unitext(_ text: String) -> String {
        guard text.contains("\\x{") else { return text }
        var out = String.UnicodeScalarView()
        var rest = text[...]
        while let mark = rest.firstRange(of: "\\x{") {
            out += rest[..<mark.lowerBound].unicodeScalars
            let digits = rest[mark.upperBound...].prefix(7).prefix { $0 != "}" }
            if let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) { out.append(scalar) }
            rest = rest[digits.endIndex...].dropFirst()
        }
        return String(out + rest.unicodeScalars)
    }

    /// The text with escapes such as `+2B` decoded (RFC 3461 4); nil where nothing is encoded.
    private static func xtext(_ text: String) -> String? {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        var isChanged = false
        while let octet = rest.popFirst() {
            let digits = rest.prefix(2)
            if octet == UInt8(ascii: "+"), digits.count == 2, digits.allSatisfy({ $0.isDigit || $0.isUppercase }),
                let value = Hexadecimal.value(digits)
            {
                out.append(UInt8(value))
                rest = rest.dropFirst(2)
                isChanged = true
            } else {
                out.append(octet)
            }
        }
        return isChanged ? String(decoding: out, as: UTF8.self) : nil
    }
}

extension EmailAddress {
    /// Whether the address has the form of a Message-ID of ours.
    var hasFormOfID: Bool {
        localPart.utf8.count == 32 && localPart.lowercased().utf8.allSatisfy { Hexadecimal.value($0) != nil }
    }
}

extension UInt8 {
    fileprivate var isDomain: Bool { isLetterOrDigit || self == 0x2D || self == 0x2E }
    /// Whether the octet may stand in a local part that is not quoted (RFC 5322 3.2.3).
    fileprivate var isAtom: Bool { isLetterOrDigit || Self.specials[Int(self)] }
    private static let specials: [Bool] = (0..<256).map { Array("!#$%&'*+-/=?^_`{|}~.".utf8).contains(UInt8($0)) }
}
