/// What a rule of a style sheet is for: an element, by the names that it and those around it have.
///
/// | Written | Read as |
/// | --- | --- |
/// | `td`, `.foot`, `#foot`, `td.foot.small`, `.card .foot a` | this |
/// | `.card > .foot` | `.card .foot`, perhaps |
/// | `.a + .foot`, `.a ~ .foot` | `.foot`, perhaps |
/// | `[class*=foot]` | an element with such an attribute, perhaps |
/// | `a:link`, `a:hover`, `p:not(.x)`, `.foot::before` | without what follows the colon, perhaps |
/// | anything else | every element, perhaps |
struct StyleSelector: Sendable {
    /// Whether a rule is for an element.
    enum Fit: Sendable { case no, perhaps, surely }

    struct Attribute: Sendable {
        let name: String
        let comparison: UInt8?
        /// The value in lower case; nil when it is not known.
        let value: String?
    }

    struct Compound: Sendable {
        var name: String?
        var id: String?
        var classes: [String] = []
        var attributes: [Attribute] = []
    }

    /// The last one is for the element itself, the others for those around it.
    let compounds: [Compound]
    let isUnderstood: Bool
    /// Whether it is only for the dark: `[data-ogsc]` is how outlook.com says so.
    let isDark: Bool

    static let anything = StyleSelector(compounds: [Compound()], isUnderstood: false, isDark: false)

    /// The specificity by CSS's rules, as one number.
    var specificity: Int {
        compounds.reduce(0) { sum, one in
            sum + (one.id == nil ? 0 : 1_000_000) + (one.classes.count + one.attributes.count) * 1000
                + (one.name == nil ? 0 : 1)
        }
    }

    /// The key under which a sheet looks for the rules of an element.
    var key: String {
        guard let last = compounds.last else { return "*" }
        if let id = last.id { return "#" + id.lowercased() }
        if let first = last.classes.first { return "." + first.lowercased() }
        return last.name ?? "*"
    }

    /// The selectors of a rule, parted by commas. Where one is not understood, readers may leave out the whole rule.
    static func list(_ text: StyleText, _ range: Range<Int>) -> [StyleSelector] {
        var selectors: [StyleSelector] = []
        var start = range.lowerBound
        var depth = 0
        for at in range {
            switch text.clean[at] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                selectors.append(SelectorReader.read(text, text.trimmed(start..<at)))
                start = at + 1
            default: break
            }
        }
        selectors.append(SelectorReader.read(text, text.trimmed(start..<range.upperBound)))
        guard !selectors.allSatisfy(\.isUnderstood) else { return selectors }
        return selectors.map { StyleSelector(compounds: $0.compounds, isUnderstood: false, isDark: $0.isDark) }
    }
}

/// The names by which a rule finds an element.
struct ElementNames: Sendable {
    let name: String
    let id: String?
    let classes: Set<String>
    let attributes: [String: String]
    private let foldedClasses: Set<String>

    init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
        id = attributes["id"]
        classes = Set((attributes["class"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
        foldedClasses = Set(classes.map { $0.lowercased() })
    }

    /// The keys under which a sheet has rules that may be for this element.
    var keys: [String] {
        var keys = ["*", name] + foldedClasses.map { "." + $0 }
        if let id { keys.append("#" + id.lowercased()) }
        return keys
    }

    /// Names that differ only in capitals fit perhaps: that is up to the document's mode.
    func fit(_ compound: StyleSelector.Compound) -> StyleSelector.Fit {
        if let wanted = compound.name, wanted != name { return .no }
        var fit = StyleSelector.Fit.surely
        if let wanted = compound.id, wanted != id {
            guard wanted.lowercased() == id?.lowercased() else { return .no }
            fit = .perhaps
        }
        for wanted in compound.classes where !classes.contains(wanted) {
            guard foldedClasses.contains(wanted.lowercased()) else { return .no }
            fit = .perhaps
        }
        guard compound.attributes.allSatisfy(has) else { return .no }
        return compound.attributes.isEmpty ? fit : .perhaps
    }

    private func has(_ wanted: StyleSelector.Attribute) -> Bool {
        guard let own = attributes[wanted.name]?.lowercased() else { return false }
        guard let comparison = wanted.comparison, let value = wanted.value else { return true }
        switch comparison {
        case UInt8(ascii: "="), UInt8(ascii: "|"), UInt8(ascii: "^"): return own.hasPrefix(value)
        case UInt8(ascii: "$"): return own.hasSuffix(value)
        default: return own.contains(value)
        }
    }
}
