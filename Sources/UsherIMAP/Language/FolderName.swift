/// The name of a mailbox's folder as a command says it: quoted, in modified UTF-7 (RFC 3501 5.1.3).
///
/// | Name | Argument |
/// | --- | --- |
/// | `INBOX` | `"INBOX"` |
/// | `A "b" \ c` | `"A \"b\" \\ c"` |
/// | `Q & A` | `"Q &- A"` |
/// | `Rückläufer` | `"R&APw-ckl&AOQ-ufer"` |
package enum FolderName {
    package static func argument(_ name: String) -> String {
        var (text, pending) = ("\"", [UInt16]())
        func flush() {
            guard !pending.isEmpty else { return }
            text += "&\(base64(pending))-"
            pending = []
        }
        for unit in name.utf16 {
            switch unit {
            case 0x20...0x7E:
                flush()
                let letter = Character(Unicode.Scalar(UInt8(unit)))
                if letter == "&" {
                    text += "&-"
                } else {
                    text += letter == "\"" || letter == "\\" ? "\\\(letter)" : "\(letter)"
                }
            default: pending.append(unit)
            }
        }
        flush()
        return text + "\""
    }

    /// Encodes UTF-16, its higher octet first, in base64 without padding and with a comma for the slash.
    private static func base64(_ units: [UInt16]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
        var (octets, bits, count) = ([UInt8](), UInt32(0), 0)
        for unit in units {
            bits = bits << 16 | UInt32(unit)
            count += 16
            while count >= 6 {
                count -= 6
                octets.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 { octets.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: octets, as: UTF8.self)
    }
}
