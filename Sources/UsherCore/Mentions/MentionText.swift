/// The characters of a decoded stretch, lower case, each with the place in the text that it comes from.
struct MentionText {
    private(set) var scalars: [Unicode.Scalar] = []
    private var sources: [Range<Int>] = []
    /// Whether a character stands in the text as itself.
    private var isPlain: [Bool] = []

    init(_ view: DecodedStretch) {
        scalars.reserveCapacity(view.octets.count)
        sources.reserveCapacity(view.octets.count)
        isPlain.reserveCapacity(view.octets.count)
        var index = 0
        while index < view.octets.count {
            let (scalar, length) = Self.scalar(view.octets, at: index)
            let source = view.sources[index].lowerBound..<view.sources[index + length - 1].upperBound
            scalars.append(Self.lower(scalar))
            sources.append(source)
            isPlain.append(source.count == length)
            index += length
        }
    }

    func place(_ start: Int, _ end: Int) -> Range<Int> { sources[start].lowerBound..<sources[end - 1].upperBound }

    /// The number of sides of an address, of two, on which what is looked at is decoded, or stands beyond something
    /// that decoding took out.
    func decodedNeighbours(_ start: Int, _ end: Int) -> Int {
        let before = start > 1 && (scalars[start - 1] == "." || scalars[start - 1] == "'") ? start - 2 : start - 1
        let after = end < scalars.count && (scalars[end] == "." || scalars[end] == "-") ? end + 1 : end
        return (isDecoded(before..<start, beside: start) ? 1 : 0) + (isDecoded(end..<(after + 1), beside: end) ? 1 : 0)
    }

    /// Whether any of these characters is decoded, or the text does not go on from one to the next; `edge` is where the
    /// address begins or ends.
    private func isDecoded(_ range: Range<Int>, beside edge: Int) -> Bool {
        let looked = range.clamped(to: scalars.indices)
        guard !looked.isEmpty else { return false }
        let joints = (looked.lowerBound...looked.upperBound).filter { joint in
            joint > 0 && joint < scalars.count && (joint != looked.lowerBound || joint == edge)
                && (joint != looked.upperBound || joint == edge)
        }
        return looked.contains { !isPlain[$0] }
            || joints.contains { sources[$0 - 1].upperBound != sources[$0].lowerBound }
    }

    /// Whether no longer local part goes on to the left. Signs that stand between a word and its value far more often
    /// than in an address (`to=`, `/`, `?`) are boundaries; a dot, an apostrophe, a plus, a hyphen and an underscore
    /// are where nothing of an address is before them, the last two in an identifier as well; a letter of a script that
    /// neither the local part nor its neighbours use is one always.
    func isBoundary(before start: Int, of scripts: Set<Script>, inIdentifier: Bool = false) -> Bool {
        guard start > 0 else { return true }
        switch scalars[start - 1] {
        case "+", "-", "_":
            let before = scalars[..<start].last { $0 != "+" && $0 != "-" && $0 != "_" }
            let isJoined = inIdentifier && scalars[start - 1] != "+"
            return before.map { isJoined || !goesOn($0, scripts) } ?? true
        case ".", "'": return start == 1 || !goesOn(scalars[start - 2], scripts)
        case let scalar: return !isWord(scalar, scripts)
        }
    }

    /// Whether no longer domain goes on to the right.
    func isBoundary(after end: Int, of scripts: Set<Script>) -> Bool {
        guard end < scalars.count else { return true }
        switch scalars[end] {
        case ".": return end + 1 == scalars.count || !isWord(scalars[end + 1], scripts)
        case "-":
            let next = scalars[end...].first { $0 != "-" }
            return next.map { !isWord($0, scripts) } ?? true
        case let scalar: return !isWord(scalar, scripts)
        }
    }

    private func goesOn(_ scalar: Unicode.Scalar, _ scripts: Set<Script>) -> Bool {
        isWord(scalar, scripts) || scalar == "+" || scalar == "-" || scalar == "_" || scalar == "'"
    }

    /// Whether the scalar may belong to an address that is written in these scripts.
    private func isWord(_ scalar: Unicode.Scalar, _ scripts: Set<Script>) -> Bool {
        Self.isWord(scalar) && Script(scalar).map(scripts.contains) ?? true
    }

    /// A letter, a digit, or what is written above one.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return UInt8(truncatingIfNeeded: scalar.value).isLetterOrDigit }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
            return true
        default: return false
        }
    }

    /// The scalar in lower case; what East Asian input methods write twice as wide (`＠`) as the plain character.
    private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if (0xFF01...0xFF5E).contains(scalar.value) {
            return Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0).lowercased)
        }
        if scalar == "\u{FE6B}" { return "@" }
        if scalar.isASCII { return Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value).lowercased) }
        let mapping = scalar.properties.lowercaseMapping.unicodeScalars
        return mapping.count == 1 ? mapping.first ?? scalar : scalar
    }

    /// The character at `index` and its octets; U+FFFD for one that is not UTF-8.
    private static func scalar(_ octets: [UInt8], at index: Int) -> (Unicode.Scalar, Int) {
        let first = octets[index]
        let length =
            switch first {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        guard length > 1, index + length <= octets.count else {
            return (first < 0x80 ? Unicode.Scalar(first) : "\u{FFFD}", 1)
        }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for octet in octets[(index + 1)..<(index + length)] {
            guard octet & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
            value = value << 6 | UInt32(octet & 0x3F)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
