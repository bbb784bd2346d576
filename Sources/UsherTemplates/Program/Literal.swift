import UsherCore

/// The author's own text, made ready for its place when a message is compiled.
enum Literal {
    /// The text as HTML text, or for an attribute between double quotes.
    static func html(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// The text as an address: what no address may have is percent-encoded, what is percent-encoded stays so. A host
    /// that is not ASCII becomes an A-label, and one in brackets (IPv6) keeps them.
    static func url(_ text: String, inHTML: Bool) -> String {
        let text = LinkHost.aLabelled(text)
        let host = LinkHost.authority(of: text)
        var out: [UInt8] = []
        for index in text.utf8.indices {
            let octet = text.utf8[index]
            let isInHost = host?.contains(index) == true
            switch octet {
            case 0x5B where isInHost, 0x5D where isInHost: out.append(octet)
            case UInt8(ascii: "&") where inHTML: out += "&amp;".utf8
            case UInt8(ascii: "'") where inHTML: out += "&#x27;".utf8
            case 0x21, 0x23...0x3B, 0x3D, 0x3F...0x5A, 0x5F, 0x61...0x7A, 0x7E: out.append(octet)
            default: Hexadecimal.append(octet, after: 0x25, to: &out)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
