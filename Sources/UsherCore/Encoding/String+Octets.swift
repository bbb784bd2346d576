extension String {
    /// The string with `text` for each octet that is `octet`, a character of ASCII, also where a combining mark stands
    /// behind it: `replacing` of a text sees whole characters, and to it an accented quote is no quote.
    package func replacing(octet: Unicode.Scalar, with text: String) -> String {
        let wanted = UInt8(ascii: octet)
        guard utf8.contains(wanted) else { return self }
        var octets: [UInt8] = []
        octets.reserveCapacity(utf8.count + text.utf8.count)
        for octet in utf8 {
            if octet == wanted { octets.append(contentsOf: text.utf8) } else { octets.append(octet) }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
