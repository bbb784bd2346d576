import UsherCore

/// The form in which a message is hashed, so that what relays do to white space breaks no signature: "relaxed" of RFC
/// 6376 3.4.2 and 3.4.4.
enum RelaxedForm {
    /// Appends a header field: name in lower case, value unfolded, each run of white space one space, none at its ends.
    /// Without a line break at the end.
    static func append(
        field name: some Collection<UInt8>, _ value: some Collection<UInt8>, to octets: inout [UInt8]
    ) {
        octets += name.lazy.filter { !$0.isBlank }.map(\.lowercased)
        octets.append(UInt8(ascii: ":"))
        var (hasText, hasSpace) = (false, false)
        for octet in value {
            if octet.isBlank || octet == 0x0D || octet == 0x0A {
                hasSpace = true
                continue
            }
            if hasSpace, hasText { octets.append(0x20) }
            octets.append(octet)
            (hasText, hasSpace) = (true, false)
        }
    }

    /// The relaxed form of a body: no white space at the ends of lines, each run of it within a line one space, no
    /// empty lines at the end, and a line break behind the last line. An empty body stays empty.
    static func body(_ body: ArraySlice<UInt8>) -> [UInt8] {
        body.withUnsafeBufferPointer { body in
            // At most as long, and the line break that may be missing.
            [UInt8](unsafeUninitializedCapacity: body.count + 2) { relaxed, count in
                // Where what was written ends, with and without the empty lines behind it.
                var (end, endOfText) = (0, 0)
                var hasSpace = false
                var index = 0
                func put(_ octet: UInt8) {
                    relaxed[end] = octet
                    end += 1
                }
                while index < body.count {
                    let octet = body[index]
                    if octet.isBlank {
                        hasSpace = true
                    } else if octet == 0x0D, index + 1 < body.count, body[index + 1] == 0x0A {
                        put(0x0D)
                        put(0x0A)
                        hasSpace = false
                        index += 1
                    } else {
                        if hasSpace { put(0x20) }
                        put(octet)
                        hasSpace = false
                        endOfText = end
                    }
                    index += 1
                }
                if endOfText > 0 {
                    relaxed[endOfText] = 0x0D
                    relaxed[endOfText + 1] = 0x0A
                    endOfText += 2
                }
                count = endOfText
            }
        }
    }
}
