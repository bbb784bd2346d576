import UsherCore

/// One run of a message's programs with one person's values.
struct Rendering {
    private let lookups: [Lookups.Lookup]
    private let tags: [Tag]
    /// The tokens of the tracked links, by number; a link without one is written as its plain address.
    private let tokens: [String]
    /// The value that each lookup finds outside of all sections.
    private let found: [TemplateValue?]
    /// The values that the sections around show, outermost first.
    private var scopes: [TemplateValue] = []
    private var escaped: [UInt8] = []
    private var out: [UInt8] = []
    /// How many instructions were carried out for this output.
    private var work = 0

    /// How many instructions an output may take. A list in a section inside one of the same list is shown once for each
    /// pair of its items, and so on.
    private static let mostWork = 250_000
    private static let largestOutput = 10 << 20

    init(lookups: [Lookups.Lookup], tags: [Tag], values: TemplateValue, tokens: [String] = []) {
        self.lookups = lookups
        self.tags = tags
        self.tokens = tokens
        found = lookups.map { $0.constant ?? ($0.components.isEmpty ? nil : Self.find($0.components[...], in: values)) }
    }

    /// The octets that `program` makes. `scopes` is empty before and after.
    mutating func output(of program: Program) throws(Problem) -> [UInt8] {
        out = []
        work = 0
        out.reserveCapacity(program.octets.count + program.ops.count * 40)
        try run(program, from: 0, to: program.ops.count, pass: 0)
        return out
    }

    private mutating func run(_ program: Program, from start: Int, to end: Int, pass: Int) throws(Problem) {
        var next = start
        while next < end {
            work += 1
            switch program.ops[next] {
            case .fixed(let start, let end): out.append(contentsOf: program.octets[start..<end])
            case .value(let value): try write(value, program.encoding)
            case .section(let section):
                try run(section, of: program, at: next)
                next = section.end
                continue
            case .ordinal(let start, let step): QuotedPrintable.append(String(start + pass * step), to: &out)
            case .link(let link):
                if tokens.indices.contains(link.number) {
                    out.append(contentsOf: program.octets[link.prefix])
                    QuotedPrintable.append(tokens[link.number], to: &out)
                    next = link.end
                    continue
                }
            }
            next += 1
        }
    }

    private mutating func run(_ section: Op.Section, of program: Program, at index: Int) throws(Problem) {
        let value = look(up: section.lookup)
        let isTruthy = value?.isTruthy ?? false
        guard isTruthy != (section.kind == .inverted) else { return }
        guard section.kind == .each, let value else {
            return try run(program, from: index + 1, to: section.end, pass: 0)
        }
        switch value {
        case .flag: try run(program, from: index + 1, to: section.end, pass: 0)
        case .text, .object:
            scopes.append(value)
            try run(program, from: index + 1, to: section.end, pass: 0)
            scopes.removeLast()
        case .list(let items):
            for (pass, item) in items.enumerated() {
                guard work <= Self.mostWork, out.count <= Self.largestOutput else {
                    throw tags[section.tag].place.problem(
                        "'\(tags[section.tag].written)' repeats too much: a section inside one with a list is shown for "
                            + "each of its items")
                }
                scopes.append(item)
                try run(program, from: index + 1, to: section.end, pass: pass)
                scopes.removeLast()
            }
        }
    }

    private mutating func write(_ value: Op.Value, _ encoding: Program.Encoding) throws(Problem) {
        guard let found = look(up: value.lookup) else { return try miss(value) }
        guard case .text(let text) = found else { throw problem(value, Self.shapeProblem(found)) }
        if text.isEmpty { return try miss(value) }
        escaped.removeAll(keepingCapacity: true)
        guard value.escape.append(value.escape.cleaned(text), to: &escaped) else {
            throw problem(value, value.escape.refusal)
        }
        switch encoding {
        case .quotedPrintable: QuotedPrintable.append(escaped, to: &out)
        case .plain: out.append(contentsOf: escaped)
        }
    }

    private func miss(_ value: Op.Value) throws(Problem) {
        if value.mayBeMissing { return }
        let name = tags[value.tag].name
        throw problem(
            value, "is missing, and there is no fallback; add {{^\(name)}}...{{/\(name)}} beside it, or give the value")
    }

    private func problem(_ value: Op.Value, _ message: String) -> Problem {
        tags[value.tag].place.problem("'\(tags[value.tag].name)' \(message)")
    }

    private static func shapeProblem(_ value: TemplateValue) -> String {
        switch value {
        case .flag: "is yes or no and has no text; use it as a section"
        case .list: "is a list and has no text of its own; show its items in a section"
        default: "has no text of its own; name one of its fields"
        }
    }

    /// The value of a lookup, as Mustache finds it: the innermost scope that has the name's first part decides.
    private func look(up index: Int) -> TemplateValue? {
        let lookup = lookups[index]
        guard let first = lookup.components.first else { return scopes.last }
        for scope in scopes.reversed() {
            if case .object(let fields) = scope, let inner = fields[first] {
                return Self.find(lookup.components.dropFirst(), in: inner)
            }
        }
        return found[index]
    }

    private static func find(_ path: ArraySlice<String>, in value: TemplateValue) -> TemplateValue? {
        var value = value
        for component in path {
            guard case .object(let fields) = value, let inner = fields[component] else { return nil }
            value = inner
        }
        return value
    }
}
