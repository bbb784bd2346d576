import UsherCore

/// The author's own text, made ready for its place when a message is compiled.
enum Literal {
    /// As HTML text or in an attribute between double quotes.
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

    /// As an address: what no address may have is percent-encoded, what is percent-encoded stays so. A host that is not
    /// ASCII becomes an
    /// A-label, and one in brackets (IPv6) keeps them.
    static func url(_ text: String, inHTML: Bool) -> String {
        let text = LinkHost.aLabelled(text)
        let host = LinkHost.authority(of: text)
        var out = ""
        for index in text.utf8.indices {
            let octet = text.utf8[index]
            switch octet {
            case 0x5B where host?.contains(index) == true: out += "["
            case 0x5D where host?.contains(index) == true: out += "]"
            case UInt8(ascii: "&") where inHTML: out += "&amp;"
            case UInt8(ascii: "'") where inHTML: out += "&#x27;"
            case 0x21, 0x23...0x3B, 0x3D, 0x3F...0x5A, 0x5F, 0x61...0x7A, 0x7E:
                out.unicodeScalars.append(Unicode.Scalar(octet))
            default: out += percent(octet)
            }
        }
        return out
    }

    /// As a part of an address: everything but unreserved characters is percent-encoded.
    static func urlPart(_ text: String) -> String {
        var out: [UInt8] = []
        _ = Escape.urlPart.append(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private static func percent(_ octet: UInt8) -> String {
        String(decoding: [0x25, Hexadecimal.upper(octet >> 4), Hexadecimal.upper(octet & 15)], as: UTF8.self)
    }
}
