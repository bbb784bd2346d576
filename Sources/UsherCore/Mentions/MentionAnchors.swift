/// Finds the few places of a text where an address may stand, so that only those are decoded: an `@` in one of its
/// forms, or an encoded word.
struct MentionAnchors {
    private let locals: [[UInt8]]
    private let domains: [[UInt8]]
    private let isASCII: Bool
    /// How far from its anchor an address may begin or end, however it is encoded.
    private let reach: Int

    init(_ spellings: [[Unicode.Scalar]]) {
        let parts = spellings.map { spelling in
            let text = String(String.UnicodeScalarView(spelling))
            return text.split(separator: "@", maxSplits: 1).map { Array($0.utf8) }
        }
        locals = Array(Set(parts.compactMap(\.first)))
        domains = Array(Set(parts.compactMap(\.last)))
        isASCII = locals.allSatisfy { $0.allSatisfy { $0 < 0x80 } }
        reach = 200 + 12 * ((locals + domains).map(\.count).max() ?? 0)
    }

    /// Stretches that hold every mention with what is beside it; in order, apart from each other.
    func windows(in octets: [UInt8]) -> [Range<Int>] {
        var windows: [Range<Int>] = []
        for index in octets.indices where isAnchor(octets, index) {
            let window = max(0, index - reach)..<min(octets.count, index + reach)
            if let last = windows.last, window.lowerBound <= last.upperBound {
                windows[windows.count - 1] = last.lowerBound..<window.upperBound
            } else {
                windows.append(window)
            }
        }
        return windows
    }

    private func isAnchor(_ octets: [UInt8], _ index: Int) -> Bool {
        switch octets[index] {
        case UInt8(ascii: "@"): return mayBe(octets, index)
        // Twice as wide: U+FF20, U+FE6B.
        case 0xEF: return octets[index...].starts(with: "＠".utf8) || octets[index...].starts(with: "﹫".utf8)
        // In a sender that bounces go to, as it is or in quoted-printable.
        case UInt8(ascii: "="):
            return mayBePair(octets, index, index + 1)
                || octets[(index + 1)...].prefix(2).elementsEqual("3D".utf8) && mayBePair(octets, index, index + 3)
        // %40, =40, %2540, &#x40; and \u0040
        case UInt8(ascii: "4"):
            guard index > 0, index + 1 < octets.count else { return false }
            // A line may end within one.
            if octets[index - 1] == 0x0A { return true }
            if octets[index + 1] == UInt8(ascii: "0") || octets[index + 1] == UInt8(ascii: "=") {
                return Self.beforeHex.contains(octets[index - 1])
            }
            // &#64; has its six before.
            return octets[index - 1] == UInt8(ascii: "6") && index > 1 && Self.beforeDecimal.contains(octets[index - 2])
        case UInt8(ascii: "?"): return index > 0 && octets[index - 1] == UInt8(ascii: "=")
        // The wide ones, encoded: their last digit.
        case UInt8(ascii: "0"), UInt8(ascii: "2"), UInt8(ascii: "1"), UInt8(ascii: "b"), UInt8(ascii: "B"):
            return Self.wideSigns.contains { Self.ends(octets[...index], with: $0) }
        case UInt8(ascii: "c"), UInt8(ascii: "C"):
            return octets[index...].prefix(6).elementsEqual("commat".utf8, by: { $0 | 0x20 == $1 })
        default: return false
        }
    }

    /// U+FF20 and U+FE6B: in quoted-printable, percent (once and twice), HTML and JSON.
    private static let wideSigns = [
        "=bc=a0", "%bc%a0", "%bc%25a0", "ff20", "65312", "=b9=ab", "%b9%ab", "%b9%25ab", "fe6b", "65131",
    ].map { Array($0.utf8) }

    private static let beforeHex = Array("%=xX05".utf8)
    private static let beforeDecimal = Array("#0".utf8)

    /// Whether an address may stand around a plain `@`: what is beside it is the address's own, or encoded from some
    /// point on.
    private func mayBe(_ octets: [UInt8], _ at: Int) -> Bool {
        guard isASCII else { return true }
        return locals.contains { mayEnd(octets, at, $0) } && domains.contains { mayBegin(octets, at + 1, $0) }
    }

    private func mayEnd(_ octets: [UInt8], _ end: Int, _ local: [UInt8]) -> Bool {
        var index = end - 1
        for octet in local.reversed() {
            guard index >= 0 else { return false }
            guard octets[index].lowercased == octet else {
                return octets[index] >= 0x80 || Self.closes.contains(octets[index]) || Self.mayEndEscape(octets, index)
            }
            // An encoded letter may look like a plain one: %6e ends in e.
            if Self.mayEndEscape(octets, index) { return true }
            index -= 1
        }
        return true
    }

    private func mayBegin(_ octets: [UInt8], _ start: Int, _ domain: [UInt8]) -> Bool {
        var index = start
        for octet in domain {
            guard index < octets.count else { return false }
            guard octets[index].lowercased == octet else {
                return octets[index] >= 0x80 || Self.leads.contains(octets[index]) || Self.opens.contains(octets[index])
            }
            index += 1
        }
        return true
    }

    private static let leads = Array("%=&\\\r\n".utf8)
    /// Between a local part and its `@`: blanks, a quote, a comment's end.
    private static let closes = Array(" \t\")".utf8)
    /// Between an `@` and its domain.
    private static let opens = Array(" \t([".utf8)

    private func mayBePair(_ octets: [UInt8], _ sign: Int, _ next: Int) -> Bool {
        guard sign > 0, next < octets.count else { return false }
        return [(locals, domains), (domains, locals)].contains { firsts, seconds in
            firsts.contains { Self.ends(octets[..<sign], with: $0) }
                && seconds.contains { Self.begins(octets[next...], with: $0) }
        }
    }

    private static func ends(_ octets: ArraySlice<UInt8>, with word: [UInt8]) -> Bool {
        octets.suffix(word.count).elementsEqual(word) { $0.lowercased == $1 }
    }

    private static func begins(_ octets: ArraySlice<UInt8>, with word: [UInt8]) -> Bool {
        octets.prefix(word.count).elementsEqual(word) { $0.lowercased == $1 }
    }

    private static func mayEndEscape(_ octets: [UInt8], _ index: Int) -> Bool {
        switch octets[index] {
        case UInt8(ascii: ";"), 0x0A, 0x0D: return true
        default:
            return Hexadecimal.value(octets[index]) != nil && index >= 2
                && octets[max(0, index - 5)..<index].contains { leads.contains($0) }
        }
    }
}
