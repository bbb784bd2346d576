import Foundation

extension MailText {
    /// The text part as it is read: quoted-printable undone (RFC 2045 6.7), lines ended by `\n`. Nil when there is
    /// none.
    var plain: String? {
        let parts = text.components(separatedBy: "\r\n--=_")
        guard let part = parts.first(where: { $0.contains("Content-Type: text/plain") }) ?? parts.first,
            let start = part.range(of: "\r\n\r\n")
        else { return nil }
        return Self.decoded(part[start.upperBound...])
    }

    private static func decoded(_ text: Substring) -> String {
        let octets = Array(text.replacing("=\r\n", with: "").replacing("\r\n", with: "\n").utf8)
        var result: [UInt8] = []
        var index = 0
        while index < octets.count {
            let digits = octets[(index + 1)...].prefix(2)
            if octets[index] == UInt8(ascii: "="), let octet = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                result.append(octet)
                index += 3
            } else {
                result.append(octets[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
