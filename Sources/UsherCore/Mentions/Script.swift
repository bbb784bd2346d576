/// What a letter is written in, as coarse as it takes to see where one word ends and another begins without a blank
/// between them: `联系ada@`.
enum Script: Hashable {
    case latin, greek, cyrillic, hiragana, katakana, han, hangul
    /// Any other, by its block of 128 characters: those of India have one each.
    case other(UInt32)

    /// The script of a scalar; nil for what every script has: digits, and what is written above letters.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0..<0x41, 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: return nil
        case ..<0x300, 0x1D00...0x1DBF, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF, 0xAB30...0xAB6F:
            self = .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
        case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: self = .cyrillic
        case 0x3040...0x309F: self = .hiragana
        case 0x30A0...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .katakana
        case 0x3005, 0x3007, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .han
        case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: self = .hangul
        case let value: self = .other(value >> 7)
        }
    }

    /// The scripts of a part of an address. Latin letters stand in any: `123@qq.com` is not whom `a123@qq.com` belongs
    /// to.
    static func used(in text: some Sequence<Unicode.Scalar>) -> Set<Script> {
        Set(text.compactMap { Script($0) }).union([.latin])
    }
}
