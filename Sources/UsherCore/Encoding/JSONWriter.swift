/// Writes JSON (RFC 8259) on one line without white space, names in ascending order, so that equal values give equal
/// octets.
package struct JSONWriter {
    private var octets: [UInt8] = []

    package init() { octets.reserveCapacity(256) }

    package var text: String { String(decoding: octets, as: UTF8.self) }

    /// A number, `true` or `false`, as it stands.
    package mutating func literal(_ text: String) { octets.append(contentsOf: text.utf8) }

    package mutating func string(_ text: String) {
        octets.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { part in
            var start = 0
            for index in part.indices where part[index] < 0x20 || part[index] == 0x22 || part[index] == 0x5C {
                octets.append(contentsOf: UnsafeBufferPointer(rebasing: part[start..<index]))
                escape(part[index])
                start = index + 1
            }
            octets.append(contentsOf: UnsafeBufferPointer(rebasing: part[start...]))
        }
        octets.append(UInt8(ascii: "\""))
    }

    /// Writes `[...]`: `write` writes each element.
    package mutating func array<Element>(_ elements: [Element], _ write: (Element, inout JSONWriter) -> Void) {
        octets.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { octets.append(UInt8(ascii: ",")) }
            write(element, &self)
        }
        octets.append(UInt8(ascii: "]"))
    }

    /// Writes `{"name":...}`: `write` writes each value. Specialized for texts, which each row of a database has:
    /// another module takes the generic function, which costs ten times as much.
    @specialized(where Value == String)
    package mutating func object<Value>(_ members: [String: Value], _ write: (Value, inout JSONWriter) -> Void) {
        octets.append(UInt8(ascii: "{"))
        for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { octets.append(UInt8(ascii: ",")) }
            string(member.key)
            octets.append(UInt8(ascii: ":"))
            write(member.value, &self)
        }
        octets.append(UInt8(ascii: "}"))
    }

    private mutating func escape(_ octet: UInt8) {
        octets.append(UInt8(ascii: "\\"))
        switch octet {
        case 0x0A: octets.append(UInt8(ascii: "n"))
        case 0x0D: octets.append(UInt8(ascii: "r"))
        case 0x09: octets.append(UInt8(ascii: "t"))
        case 0x22, 0x5C: octets.append(octet)
        default:
            octets.append(contentsOf: "u00".utf8)
            octets.append(Hexadecimal.upper(octet >> 4))
            octets.append(Hexadecimal.upper(octet & 15))
        }
    }
}
