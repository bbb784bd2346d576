/// One spelling of an address, and where a text has it, in whichever of the forms that people and programs write.
///
/// | Form | |
/// | --- | --- |
/// | the address | `ada@example.org`, `Ada＠example.org`, also with what nobody sees in it |
/// | as mail programs allow it | `"ada"@example.org`, `ada(home)@example.org`, `ada @example.org`, `ada@[example.org]` |
/// | inside a sender that bounces go to | `bounce+ada=example.org@shop.example` |
/// | inside a sender that a forwarder made (SRS) | `SRS0=hash=tt=example.org=ada@forwarder.example` |
struct MentionForm {
    let local: [Unicode.Scalar]
    let domain: [Unicode.Scalar]
    private let localScripts: Set<Script>
    private let domainScripts: Set<Script>

    /// Prepares a spelling, which is in lower case, with its `@`.
    init(_ spelling: [Unicode.Scalar]) {
        local = Array(spelling.prefix { $0 != "@" })
        domain = Array(spelling.drop { $0 != "@" }.dropFirst())
        localScripts = Script.used(in: local)
        domainScripts = Script.used(in: domain)
    }

    struct Found {
        let start: Int
        let end: Int
        /// Whether no longer address goes on to this side.
        var endsLeft: Bool
        var endsRight: Bool
    }

    func found(in text: MentionText, inIdentifier: Bool) -> [Found] {
        var all: [Found] = []
        let scalars = text.scalars
        for start in scalars.indices {
            let first = scalars[start]
            if first == local.first || first == "\"", let end = address(scalars, start) {
                all.append(
                    Found(
                        start: start, end: end,
                        endsLeft: text.isBoundary(before: start, of: localScripts, inIdentifier: inIdentifier),
                        endsRight: text.isBoundary(after: end, of: domainScripts)))
            }
            if first == local.first, let end = pair(local, domain, scalars, start) {
                let endsLeft =
                    text.isBoundary(before: start, of: localScripts) || Self.isSender(scalars[..<start])
                all.append(Found(start: start, end: end, endsLeft: endsLeft, endsRight: true))
            }
            if first == domain.first, start > 0, scalars[start - 1] == "=",
                let end = pair(domain, local, scalars, start)
            {
                all.append(Found(start: start, end: end, endsLeft: true, endsRight: true))
            }
        }
        return Self.joined(all)
    }

    /// Two that touch end one another: nothing else goes on there.
    private static func joined(_ all: [Found]) -> [Found] {
        var all = all
        for (before, after) in zip(all.indices, all.indices.dropFirst()) where all[before].end == all[after].start {
            if all[before].endsLeft { all[after].endsLeft = true }
        }
        for (before, after) in zip(all.indices, all.indices.dropFirst()).reversed()
        where all[before].end == all[after].start {
            if all[after].endsRight { all[before].endsRight = true }
        }
        return all
    }

    // MARK: Forms

    /// The index at which the address ends that begins at `start`; nil where none does.
    private func address(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        guard var index = local(scalars, start) else { return nil }
        index = Self.passGap(scalars, index)
        guard index < scalars.count, scalars[index] == "@" else { return nil }
        index = Self.passGap(scalars, index + 1)
        guard index < scalars.count, scalars[index] == "[" else { return Self.pass(domain, scalars, index) }
        guard let end = Self.pass(domain, scalars, index + 1), end < scalars.count, scalars[end] == "]" else {
            return nil
        }
        return end + 1
    }

    private func local(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        if let end = Self.pass(local, scalars, start) { return end }
        guard scalars[start] == "\"", let end = Self.pass(local, scalars, start + 1), end < scalars.count,
            scalars[end] == "\""
        else { return nil }
        return end + 1
    }

    /// Reads `first=second@`, up to the `@`.
    private func pair(
        _ first: [Unicode.Scalar], _ second: [Unicode.Scalar], _ scalars: [Unicode.Scalar], _ start: Int
    ) -> Int? {
        guard let middle = Self.pass(first, scalars, start), middle < scalars.count, scalars[middle] == "=",
            let end = Self.pass(second, scalars, middle + 1), end < scalars.count, scalars[end] == "@"
        else { return nil }
        return end
    }

    /// Whether what is before belongs to the list or program that bounces go to.
    private static func isSender(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
        switch before.last {
        case "+", "=": return true
        case "-", "_":
            let word = String(String.UnicodeScalarView(before.dropLast().suffix(7)))
            return ["bounce", "bounces", "return", "owner"].contains { word.hasSuffix($0) }
                || word.last.map { "0123456789".contains($0) } == true
        default: return false
        }
    }

    // MARK: Steps

    /// The index behind `pattern`, which begins at `start`; what nobody sees may stand in it. Nil where it does not.
    private static func pass(_ pattern: [Unicode.Scalar], _ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        var index = start
        for (place, scalar) in pattern.enumerated() {
            if place > 0 { while index < scalars.count, isUnseen(scalars[index]) { index += 1 } }
            guard index < scalars.count, scalars[index] == scalar else { return nil }
            index += 1
        }
        return index
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && scalar.properties.isDefaultIgnorableCodePoint
    }

    /// The index behind blanks and a comment, which has none in it.
    private static func passGap(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        let index = passBlanks(scalars, start)
        guard index < scalars.count, scalars[index] == "(",
            let end = scalars[(index + 1)...].prefix(60).firstIndex(where: { $0 == ")" || $0 == "(" }),
            scalars[end] == ")"
        else { return index }
        return passBlanks(scalars, end + 1)
    }

    private static func passBlanks(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        let isBlank: (Unicode.Scalar) -> Bool = { [" ", "\t", "\u{A0}", "\u{3000}"].contains($0) || isUnseen($0) }
        return scalars[start...].prefix(20).firstIndex { !isBlank($0) } ?? min(start + 20, scalars.count)
    }
}
