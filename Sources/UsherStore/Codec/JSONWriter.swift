/// Writes compact JSON (RFC 8259), octet by octet.
struct JSONWriter {
    private var octets: [UInt8] = []

    var text: String { String(decoding: octets, as: UTF8.self) }

    mutating func raw(_ text: StaticString) {
        octets.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func literal(_ text: String) { octets.append(contentsOf: text.utf8) }

    mutating func string(_ text: String) {
        octets.append(UInt8(ascii: "\""))
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                octets.append(UInt8(ascii: "\\"))
                octets.append(octet)
            case 0..<0x20:
                octets.append(contentsOf: "\\u00".utf8)
                octets.append(Self.hexDigit(octet >> 4))
                octets.append(Self.hexDigit(octet & 0xF))
            default: octets.append(octet)
            }
        }
        octets.append(UInt8(ascii: "\""))
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
