extension TemplateValue {
    /// One line of JSON (RFC 8259): keys in ascending order, no white space, so that equal values give equal octets.
    /// This is how a delivery keeps its inputs; `init(json:)` reads it back.
    package func json() -> String {
        var out: [UInt8] = []
        out.reserveCapacity(256)
        write(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .text(let text): Self.write(text, to: &out)
        case .flag(let flag): out.append(contentsOf: flag ? "true".utf8 : "false".utf8)
        case .list(let items):
            out.append(0x5B)
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(0x2C) }
                item.write(to: &out)
            }
            out.append(0x5D)
        case .object(let fields):
            out.append(0x7B)
            for (index, field) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { out.append(0x2C) }
                Self.write(field.key, to: &out)
                out.append(0x3A)
                field.value.write(to: &out)
            }
            out.append(0x7D)
        }
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(0x22)
        var text = text
        text.withUTF8 { octets in
            var start = 0
            for index in octets.indices where octets[index] < 0x20 || octets[index] == 0x22 || octets[index] == 0x5C {
                out.append(contentsOf: UnsafeBufferPointer(rebasing: octets[start..<index]))
                writeEscape(of: octets[index], to: &out)
                start = index + 1
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: octets[start...]))
        }
        out.append(0x22)
    }

    private static func writeEscape(of octet: UInt8, to out: inout [UInt8]) {
        out.append(0x5C)
        switch octet {
        case 0x0A: out.append(0x6E)
        case 0x0D: out.append(0x72)
        case 0x09: out.append(0x74)
        case 0x22, 0x5C: out.append(octet)
        default:
            out.append(contentsOf: "u00".utf8)
            out.append(Hexadecimal.upper(octet >> 4))
            out.append(Hexadecimal.upper(octet & 15))
        }
    }
}
