import Foundation

/// Texts in the charsets that mail comes in. Whatever the octets are, there is a text: what a charset cannot read is
/// read as Latin-1, line by line, so that one broken line spoils no other.
///
/// | Name | Read as |
/// | --- | --- |
/// | none, `us-ascii`, `utf-8` and what is not known | UTF-8 if it is valid, else windows-1252 |
/// | `iso-8859-1`, `latin1` | windows-1252, as browsers do: what differs are no characters in Latin-1 |
/// | `gb2312`, `gbk` | GB 18030, which has them all |
/// | `utf-7` | as ASCII |
package enum Charset {
    /// The text of `octets` in the charset that is called `name` in a header, in any mixture of upper and lower case.
    package static func text(_ octets: some Collection<UInt8>, named name: String?) -> String {
        let key = (name ?? "").lowercased().filter { $0.isLetter || $0.isNumber }
        guard let encoding = encodings[key] else { return unnamed(octets) }
        if let text = decode(octets, encoding) { return text }
        if wide.contains(key) { return unnamed(octets) }
        return octets.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { decode($0, encoding) ?? unnamed($0) }.joined(separator: "\n")
    }

    private static func unnamed(_ octets: some Collection<UInt8>) -> String {
        String(validating: octets, as: UTF8.self) ?? western(octets)
    }

    /// Windows-1252; the five octets that it has no character for are read as Latin-1's controls.
    static func western(_ octets: some Collection<UInt8>) -> String {
        String(
            String.UnicodeScalarView(
                octets.map { octet in
                    (0x80..<0xA0).contains(octet) ? westernScalars[Int(octet) - 0x80] : Unicode.Scalar(octet)
                }))
    }

    private static let westernScalars: [Unicode.Scalar] = (UInt8(0x80)..<0xA0).map { octet in
        String(bytes: [octet], encoding: .windowsCP1252)?.unicodeScalars.first ?? Unicode.Scalar(octet)
    }

    private static func decode(_ octets: some Collection<UInt8>, _ encoding: UInt) -> String? {
        switch encoding {
        case windows1252: western(octets)
        case eucJP: String(data: Data(shifted(octets)), encoding: .iso2022JP)
        default: String(data: Data(octets), encoding: String.Encoding(rawValue: encoding))
        }
    }

    /// EUC-JP, which Foundation does not read here, as ISO-2022-JP: the same numbers with escapes around them.
    private static func shifted(_ octets: some Collection<UInt8>) -> [UInt8] {
        var shifted: [UInt8] = []
        var isWide = false
        for octet in octets {
            if (octet >= 0xA1) != isWide {
                isWide.toggle()
                shifted += isWide ? [0x1B, 0x24, 0x42] : [0x1B, 0x28, 0x42]
            }
            shifted.append(octet >= 0x80 && octet < 0xA1 ? UInt8(ascii: "?") : octet & 0x7F)
        }
        return isWide ? shifted + [0x1B, 0x28, 0x42] : shifted
    }

    private static let windows1252 = String.Encoding.windowsCP1252.rawValue
    /// CoreFoundation's numbers begin here.
    private static let foreign: UInt = 0x8000_0000
    private static let eucJP = foreign | 0x0920
    private static let wide: Set<String> = ["utf16", "utf16le", "utf16be"]

    /// The encodings by their names without anything but letters and digits.
    private static let encodings: [String: UInt] = {
        var encodings: [String: UInt] = [
            "utf16": String.Encoding.utf16.rawValue, "utf16le": String.Encoding.utf16LittleEndian.rawValue,
            "utf16be": String.Encoding.utf16BigEndian.rawValue, "iso2022jp": String.Encoding.iso2022JP.rawValue,
            "iso88591": windows1252, "latin1": windows1252,
        ]
        let others: [(UInt, [String])] = [
            (0x0420, ["shiftjis", "cp932", "windows31j", "sjis", "xsjis"]), (0x0920, ["eucjp"]),
            (0x0632, ["gb18030", "gbk", "gb2312", "cp936"]), (0x0A03, ["big5", "big5hkscs"]),
            (0x0940, ["euckr", "ksc56011987", "ksc5601"]), (0x0422, ["cp949", "uhc"]), (0x0A02, ["koi8r"]),
            (0x0A08, ["koi8u"]), (0x041D, ["tis620", "windows874"]), (0x0000, ["macintosh"]),
        ]
        for (number, names) in others { for name in names { encodings[name] = foreign | number } }
        for part in 2...16 where part != 12 { encodings["iso8859\(part)"] = foreign | 0x0200 | UInt(part) }
        for (page, number) in [1, 2, 0, 3, 4, 5, 6, 7, 8].enumerated() {
            let encoding = number == 0 ? windows1252 : foreign | 0x0500 | UInt(number)
            encodings["windows125\(page)"] = encoding
            encodings["cp125\(page)"] = encoding
        }
        return encodings
    }()
}
