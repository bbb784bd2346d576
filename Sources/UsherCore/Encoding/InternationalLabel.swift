import Foundation

/// Labels of domain names beyond ASCII, after IDNA2008 (RFC 5891, 5892). Bidi rules (RFC 5893) are not looked at.
enum InternationalLabel {
    /// Whether `label`, which begins with `xn--`, is an A-label: Punycode of a U-label, in the one way to write it.
    static func isALabel(_ label: some StringProtocol) -> Bool {
        let code = label.dropFirst(4)
        guard let scalars = Punycode.decode(code), scalars.contains(where: { !$0.isASCII }) else { return false }
        return Punycode.encode(scalars) == code && isULabel(scalars)
    }

    /// Whether the scalars are a U-label (RFC 5891 4.2).
    private static func isULabel(_ scalars: [Unicode.Scalar]) -> Bool {
        guard let first = scalars.first, first != "-", scalars.last != "-", !isMark(first),
            !(scalars.count >= 4 && scalars[2] == "-" && scalars[3] == "-")
        else { return false }
        let text = String(String.UnicodeScalarView(scalars))
        return Array(text.precomposedStringWithCanonicalMapping.unicodeScalars) == scalars
            && scalars.indices.allSatisfy { isAllowed(scalars, at: $0) }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// PVALID, or what its neighbours allow (RFC 5892, appendix A).
    private static func isAllowed(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        let scalar = scalars[index]
        let before = index > 0 ? scalars[index - 1] : nil
        let after = index + 1 < scalars.count ? scalars[index + 1] : nil
        switch scalar.value {
        case 0x2D, 0x30...0x39, 0x61...0x7A, 0xDF, 0x3C2, 0xF0B, 0x6FD, 0x6FE, 0x3007: return true
        case 0x00...0x7F, 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: return false
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return after.map { isIn($0, 0x370...0x3FF, 0x1F00...0x1FFF) } ?? false
        case 0x5F3, 0x5F4: return before.map { isIn($0, 0x590...0x5FF) } ?? false
        case 0x30FB: return scalars.contains { isIn($0, 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x9FFF) }
        case 0x660...0x669: return !scalars.contains { isIn($0, 0x6F0...0x6F9) }
        case 0x6F0...0x6F9: return !scalars.contains { isIn($0, 0x660...0x669) }
        case 0x200C, 0x200D:
            guard let before else { return false }
            if before.properties.canonicalCombiningClass == .virama { return true }
            // ZWNJ between letters that would join, as Persian writes it.
            return scalar.value == 0x200C && isIn(before, 0x620...0x6FF)
                && (after.map { isIn($0, 0x620...0x6FF) } ?? false)
        default: return isLetterOrDigit(scalar) && isStable(scalar)
        }
    }

    private static func isIn(_ scalar: Unicode.Scalar, _ ranges: ClosedRange<UInt32>...) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isDefaultIgnorableCodePoint { return false }
        return switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: true
        default: false
        }
    }

    /// Whether NFKC and lower case leave it as it is.
    private static func isStable(_ scalar: Unicode.Scalar) -> Bool {
        let text = String(scalar)
        let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
            .precomposedStringWithCompatibilityMapping
        return folded.unicodeScalars.elementsEqual(text.unicodeScalars)
    }
}
