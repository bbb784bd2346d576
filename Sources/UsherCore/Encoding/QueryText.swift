/// The query of an address, as text (RFC 3986 section 3.4).
package enum QueryText {
    /// `url` with parameters at the end of its query and before its fragment. A name that the query has already is left as
    /// it is there; values are percent-encoded but for letters, digits and `-._~`.
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

    private static func encoded(_ text: String) -> String {
        var octets: [UInt8] = []
        for octet in text.utf8 {
            switch octet {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: octets.append(octet)
            default:
                octets.append(0x25)
                for half in [octet >> 4, octet & 15] { octets.append(half < 10 ? 0x30 + half : 0x37 + half) }
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
