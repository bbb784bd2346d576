/// A message's header fields, as they stand in its octets, and its body.
struct MessageParts {
    struct Field: Hashable {
        let name: ArraySlice<UInt8>
        /// The octets behind the colon, up to the line break that ends the field; may be folded.
        let value: ArraySlice<UInt8>
    }

    /// The header fields, in their order.
    private(set) var fields: [Field] = []
    /// The octets behind the empty line; empty where there is none.
    private(set) var body: ArraySlice<UInt8>

    /// Takes a message apart. `octets` has lines that end in CRLF. A line of the header that is no field is passed
    /// over.
    init(_ octets: [UInt8]) {
        body = []
        var start = 0
        while let end = Self.endOfField(octets, from: start) {
            guard end > start else {
                body = octets[(end + 2)...]
                return
            }
            if let colon = octets[start..<end].firstIndex(of: UInt8(ascii: ":")) {
                fields.append(Field(name: octets[start..<colon], value: octets[(colon + 1)..<end]))
            }
            start = end + 2
        }
    }

    /// The offset of the CRLF that ends a field, behind which no white space follows; nil where the octets end before.
    private static func endOfField(_ octets: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < octets.count {
            if octets[index] == 0x0D, octets[index + 1] == 0x0A {
                let next = index + 2
                // The empty line ends the header, whatever the body begins with.
                let goesOn = index > start && next < octets.count && (octets[next] == 0x20 || octets[next] == 0x09)
                if !goesOn { return index }
            }
            index += 1
        }
        return nil
    }
}
