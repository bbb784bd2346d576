/// The query of an address, as text (RFC 3986 section 3.4).
package enum QueryText {
    /// `url` with parameters at the end of its query and before its fragment. A name that the query has already is left
    /// as it is there; values are percent-encoded but for letters, digits and `-._~`.
    package static func adding(_ parameters: [(name: String, value: String)], to url: String) -> String {
        let mark = url.firstIndex(of: "#") ?? url.endIndex
        var address = String(url[..<mark])
        let query = address.firstIndex(of: "?").map { address[address.index(after: $0)...] }
        let present = Set((query ?? "").split(separator: "&").map { $0.prefix { $0 != "=" } }.map(String.init))
        let pairs = parameters.filter { !present.contains($0.name) }.map { "\($0.name)=\(encoded($0.value))" }
        guard !pairs.isEmpty else { return url }
        if query == nil {
            address += "?"
        } else if query?.isEmpty == false, query?.last != "&" {
            address += "&"
        }
        return address + pairs.joined(separator: "&") + url[mark...]
    }

    /// A value as it stands in an address: all but letters, digits, `-._~` and `alsoPlain` is percent-encoded.
    package static func encoded(_ text: String, alsoPlain: String = "") -> String {
        var octets: [UInt8] = []
        for octet in text.utf8 {
            if octet.isUnreserved || alsoPlain.utf8.contains(octet) {
                octets.append(octet)
            } else {
                Hexadecimal.append(octet, after: 0x25, to: &octets)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
