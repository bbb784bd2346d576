/// Finds the addresses that a text may speak of, for asking whether one is somebody's who was erased: of them only a
/// keyed hash is known.
package enum SpokenAddresses {
    /// A text has no more than this looked at.
    private static let most = 20

    /// All addresses that may be meant, in whichever way they are encoded: of `to=ada@example.org` also
    /// `ada@example.org`.
    package static func `in`(_ text: String) -> [EmailAddress] {
        let octets = Array(text.utf8)
        guard octets.contains(UInt8(ascii: "@")) || Mention.signs.contains(where: text.contains) else { return [] }
        var found: [AddressKey: EmailAddress] = [:]
        for view in DecodedStretch(octets, in: octets.indices).views() {
            let scalars = MentionText(view).scalars
            for place in scalars.indices.filter({ scalars[$0] == "@" }).prefix(most) {
                for address in addresses(scalars, around: place) { found[address.key] = address }
            }
        }
        return Array(found.values)
    }

    private static func addresses(_ scalars: [Unicode.Scalar], around place: Int) -> [EmailAddress] {
        let before = scalars[..<place].suffix(64)
        let isQuoted: (Unicode.Scalar) -> Bool = { $0 == "\"" || $0 == " " || $0 == "\u{200B}" }
        let local = Array(
            before.reversed().drop(while: isQuoted).prefix {
                !$0.properties.isWhitespace && !"\"<>()[],;:".unicodeScalars.contains($0)
            }
            .reversed())
        let after = scalars[(place + 1)...].drop { $0 == " " || $0 == "[" }.prefix(255)
        let domain = Array(after.prefix { $0 == "." || $0 == "-" || $0.properties.isAlphabetic || isDigit($0) })
        let domains = [domain, Array(domain.prefix(while: \.isASCII))].map { domain in
            String(String.UnicodeScalarView(domain.reversed().drop { $0 == "." || $0 == "-" }.reversed()))
        }
        return local.indices.flatMap { start -> [EmailAddress] in
            guard start == 0 || isEdge(local[start - 1], local[start]) else { return [] }
            let name = String(String.UnicodeScalarView(local[start...]))
            return Set(domains).compactMap { try? EmailAddress("\(name)@\($0)") }
        }
    }

    /// Whether an address may begin between the two.
    private static func isEdge(_ before: Unicode.Scalar, _ first: Unicode.Scalar) -> Bool {
        guard before.properties.isAlphabetic || isDigit(before) else { return true }
        return Script(before) != nil && Script(before) != Script(first)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
