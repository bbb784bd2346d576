import UsherCore

extension CompiledMessage {
    /// Whether something holds for the message's two parts whatever the values are, given those in `known`: what other
    /// values and the sections of other names would show is left out, or tried in every combination where there are
    /// few.
    ///
    /// `holds` gets the text and the HTML, decoded. An answer of true lets nobody look again at each message.
    package func always(
        _ known: [String: String], holds: (_ text: [UInt8], _ html: [UInt8]) -> Bool
    ) -> Bool {
        var outline = Outline(lookups: lookups.list, known: known)
        func isSo() -> Bool { holds(outline.octets(of: text), outline.octets(of: html)) }
        if isSo() { return true }
        let names = outline.conditions(of: text).union(outline.conditions(of: html)).sorted()
        guard !names.isEmpty, names.count <= Outline.mostConditions else { return false }
        for combination in 0..<(1 << names.count) {
            outline.shown = Set(names.indices.filter { combination & (1 << $0) != 0 }.map { names[$0] })
            if !isSo() { return false }
        }
        return true
    }
}

/// The octets that a program writes without a person's values.
private struct Outline {
    /// How many conditions are tried in every combination: 6 have 64.
    static let mostConditions = 6

    private let lookups: [Lookups.Lookup]
    private let known: [String: String]
    /// The names, as indices of lookups, whose sections show; nil leaves out the sections of all names that are not
    /// known, the inverted ones too.
    var shown: Set<Int>?

    init(lookups: [Lookups.Lookup], known: [String: String]) {
        self.lookups = lookups
        self.known = known
    }

    private func value(_ lookup: Int) -> TemplateValue? {
        lookups[lookup].constant ?? known[lookups[lookup].name].map(TemplateValue.text)
    }

    /// The names, as indices of lookups, whose sections depend on the person.
    func conditions(of program: Program) -> Set<Int> {
        var names: Set<Int> = []
        for case .section(let section) in program.ops where value(section.lookup) == nil {
            names.insert(section.lookup)
        }
        return names
    }

    func octets(of program: Program) -> [UInt8] {
        var out: [UInt8] = []
        var next = 0
        while next < program.ops.count {
            switch program.ops[next] {
            case .fixed(let start, let end): out += program.octets[start..<end]
            case .ordinal: break
            case .value(let op):
                var escaped: [UInt8] = []
                if case .text(let text)? = value(op.lookup), op.escape.append(text, to: &escaped) {
                    QuotedPrintable.append(escaped, to: &out)
                }
            case .link(let link):
                next = link.end
                continue
            case .section(let section):
                if !shows(section) {
                    next = section.end
                    continue
                }
            }
            next += 1
        }
        return QuotedPrintable.decode(out)
    }

    private func shows(_ section: Op.Section) -> Bool {
        let isTruthy: Bool
        if let value = value(section.lookup) {
            isTruthy = value.isTruthy
        } else if let shown {
            isTruthy = shown.contains(section.lookup)
        } else {
            return false
        }
        return isTruthy != (section.kind == .inverted)
    }
}
