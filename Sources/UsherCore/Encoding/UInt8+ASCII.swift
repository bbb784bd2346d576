/// What an octet is as a character of ASCII. In UTF-8 every octet of a longer character is none of these.
extension UInt8 {
    @inlinable package var isDigit: Bool { self &- 0x30 < 10 }

    @inlinable package var isLowercase: Bool { self &- 0x61 < 26 }

    @inlinable package var isUppercase: Bool { self &- 0x41 < 26 }

    @inlinable package var isLetter: Bool { (self | 0x20).isLowercase }

    @inlinable package var isLetterOrDigit: Bool { isLetter || isDigit }

    /// A space or a tab.
    @inlinable package var isBlank: Bool { self == 0x20 || self == 0x09 }

    /// Whether the octet may stand for itself in every part of an address: letters, digits and `-._~` (RFC 3986 2.3).
    @inlinable package var isUnreserved: Bool {
        isLetterOrDigit || self == 0x2D || self == 0x2E || self == 0x5F || self == 0x7E
    }

    /// The small letter of a capital one; every other octet itself.
    @inlinable package var lowercased: UInt8 { isUppercase ? self | 0x20 : self }
}
