/// Reads one selector from left to right.
struct SelectorReader {
    private let text: StyleText
    private let end: Int
    private var at: Int
    private var compounds = [StyleSelector.Compound()]
    private var isUnderstood = true
    private var isDark = false

    static func read(_ text: StyleText, _ range: Range<Int>) -> StyleSelector {
        var reader = SelectorReader(text: text, end: range.upperBound, at: range.lowerBound)
        guard !range.isEmpty, reader.read() else { return .anything }
        return StyleSelector(
            compounds: reader.compounds, isUnderstood: reader.isUnderstood, isDark: reader.isDark)
    }

    private init(text: StyleText, end: Int, at: Int) {
        self.text = text
        self.end = end
        self.at = at
    }

    private var octet: UInt8? { at < end ? text.clean[at] : nil }

    private mutating func change(_ edit: (inout StyleSelector.Compound) -> Void) {
        edit(&compounds[compounds.count - 1])
    }

    /// Reads the selector. False where something stands that is not known.
    private mutating func read() -> Bool {
        while let octet {
            switch octet {
            case UInt8(ascii: "."), UInt8(ascii: "#"):
                at += 1
                guard let name = identifier() else { return false }
                change { compound in
                    if octet == UInt8(ascii: ".") { compound.classes.append(name) } else { compound.id = name }
                }
            case UInt8(ascii: "*"): at += 1
            case UInt8(ascii: "["): guard readAttribute() else { return false }
            case UInt8(ascii: ":"): guard skipPseudo() else { return false }
            case StyleText.comment:
                at += 1
                isUnderstood = false
            case UInt8(ascii: ">"), UInt8(ascii: "+"), UInt8(ascii: "~"): combine(octet)
            case _ where octet.isStyleBlank: combine(octet)
            default:
                guard let name = identifier() else { return false }
                change { $0.name = name.lowercased() }
            }
        }
        return true
    }

    /// White space may stand around another sign between two compounds.
    private mutating func combine(_ first: UInt8) {
        var drops = false
        while let octet {
            switch octet {
            case UInt8(ascii: "+"), UInt8(ascii: "~"):
                drops = true
                isUnderstood = false
            case UInt8(ascii: ">"): isUnderstood = false
            case StyleText.comment: isUnderstood = false
            case _ where octet.isStyleBlank: break
            default:
                if drops { compounds = [] }
                compounds.append(StyleSelector.Compound())
                return
            }
            at += 1
        }
        // A sign without anything after it.
        compounds.append(StyleSelector.Compound())
        isUnderstood = false
    }

    private mutating func identifier() -> String? {
        var name: [UInt8] = []
        while let octet {
            if octet.isLetterOrDigit || octet == UInt8(ascii: "-") || octet == UInt8(ascii: "_") || octet >= 0x80 {
                name.append(octet)
                at += 1
            } else if octet == UInt8(ascii: "\\") {
                guard let scalar = escape() else { return nil }
                name += Array(String(Character(scalar)).utf8)
            } else {
                break
            }
        }
        guard let first = name.first, !first.isDigit else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func escape() -> Unicode.Scalar? {
        at += 1
        guard at < end else { return nil }
        let digits = text.raw[at..<min(at + 6, end)].prefix { octet in
            octet.isDigit || (0x61...0x66).contains(octet.lowercased)
        }
        guard !digits.isEmpty else {
            // Any other sign is itself; one beyond ASCII is read with what follows it.
            let octet = text.raw[at]
            guard octet < 0x80, octet >= 0x20 else { return nil }
            at += 1
            return Unicode.Scalar(octet)
        }
        at += digits.count
        if let octet, octet.isStyleBlank { at += 1 }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    }

    private mutating func readAttribute() -> Bool {
        at += 1
        skipBlanks()
        guard let name = identifier()?.lowercased() else { return false }
        if name == "data-ogsc" || name == "data-ogsb" {
            isDark = true
        } else {
            isUnderstood = false
        }
        skipBlanks()
        let comparison = octet == UInt8(ascii: "]") ? nil : octet
        while let octet, octet != UInt8(ascii: "="), octet != UInt8(ascii: "]") { at += 1 }
        var value: String?
        if octet == UInt8(ascii: "=") {
            let start = at + 1
            while let octet, octet != UInt8(ascii: "]") { at += 1 }
            let written = text.trimmed(start..<at)
            if !text.clean[written].contains(StyleText.masked), !text.clean[written].contains(UInt8(ascii: "\\")) {
                value = Self.unquoted(text.folded(written))
            }
        }
        guard octet == UInt8(ascii: "]") else { return false }
        at += 1
        // Whoever is dark stands around everything.
        if name != "data-ogsc", name != "data-ogsb" {
            change { $0.attributes.append(.init(name: name, comparison: comparison, value: value)) }
        }
        return true
    }

    /// The value without its quotes; nil with a flag after the value.
    private static func unquoted(_ value: String) -> String? {
        guard let first = value.first, first == "\"" || first == "'" else {
            return value.contains(" ") ? nil : value
        }
        let inner = value.dropFirst()
        return inner.last == first && inner.dropLast().firstIndex(of: first) == nil ? String(inner.dropLast()) : nil
    }

    private mutating func skipBlanks() {
        while let octet, octet.isStyleBlank { at += 1 }
    }

    private mutating func skipPseudo() -> Bool {
        isUnderstood = false
        while octet == UInt8(ascii: ":") { at += 1 }
        guard identifier() != nil else { return false }
        guard octet == UInt8(ascii: "(") else { return true }
        var depth = 0
        while let octet {
            if octet == UInt8(ascii: "(") { depth += 1 }
            if octet == UInt8(ascii: ")") { depth -= 1 }
            at += 1
            if depth == 0 { return true }
        }
        return false
    }
}
