extension EmailAddress {
    /// The address in a field of a file, without a detour over text for the plain ones: the same answer as `init(_:)`
    /// for every UTF-8 input, about twenty times faster for ASCII.
    package init(utf8 octets: ArraySlice<UInt8>) throws(Fault) {
        if let plain = Self.plain(octets) {
            self = plain
        } else {
            self = try EmailAddress(String(decoding: octets, as: UTF8.self))
        }
    }

    /// Reads an address; nil for whatever is not plainly right: the careful way answers then.
    private static func plain(_ octets: ArraySlice<UInt8>) -> EmailAddress? {
        octets.withUnsafeBufferPointer { octets in
            guard octets.count <= 254, let at = octets.firstIndex(of: UInt8(ascii: "@")), (1...64).contains(at),
                isPlainLocalPart(UnsafeBufferPointer(rebasing: octets[..<at]))
            else { return nil }
            let domain = UnsafeBufferPointer(rebasing: octets[(at + 1)...])
            guard isPlainDomain(domain) else { return nil }
            return EmailAddress(
                checkedLocalPart: String(decoding: octets[..<at], as: UTF8.self),
                domain: String(unsafeUninitializedCapacity: domain.count) { lower in
                    for (index, octet) in domain.enumerated() { lower[index] = octet.lowercased }
                    return domain.count
                })
        }
    }

    /// Letters, digits and `._+-`, no dot at an end or beside a dot.
    private static func isPlainLocalPart(_ octets: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous = UInt8(ascii: ".")
        for octet in octets {
            switch octet {
            case UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): break
            case _ where octet.isLetterOrDigit: break
            case UInt8(ascii: ".") where previous != UInt8(ascii: "."): break
            default: return false
            }
            previous = octet
        }
        return previous != UInt8(ascii: ".")
    }

    /// Two labels or more of letters, digits and inner hyphens, no two of them together; the last begins and ends with
    /// a letter and has no hyphen.
    private static func isPlainDomain(_ octets: UnsafeBufferPointer<UInt8>) -> Bool {
        var labels = 0
        var length = 0
        var isTopLevel = false
        var previous = UInt8(ascii: ".")
        for octet in octets {
            switch octet {
            case _ where octet.isLetterOrDigit:
                if length == 0 { isTopLevel = octet > 0x39 }
                length += 1
            case UInt8(ascii: "-") where length > 0 && previous != UInt8(ascii: "-"):
                isTopLevel = false
                length += 1
            case UInt8(ascii: ".") where length > 0 && previous != UInt8(ascii: "-"):
                labels += 1
                length = 0
            default: return false
            }
            guard length <= 63 else { return false }
            previous = octet
        }
        return labels >= 1 && length > 0 && previous != UInt8(ascii: "-") && previous > 0x39 && isTopLevel
            && octets.count <= 253
    }
}
