/// Whether an element of an e-mail's HTML is seen, by its attributes and the plain rules of the style sheet.
///
/// | Written | Hidden |
/// | --- | --- |
/// | `hidden`, `display: none`, `opacity: 0`, no height or width with `overflow: hidden`, far outside of the page | it, and all that is in it |
/// | `visibility: hidden`, `font-size: 0`, `color: transparent` | it, and what is in it until an element says otherwise |
/// | `<head>`, `<template>` and other elements that show nothing | what is in them |
///
/// Rules for a class, an id or an element's name count where they stand outside of `@media`: what only a narrow screen
/// hides
/// is not hidden. A colour like the page's is not looked at.
struct HiddenStyle: Hashable, Sendable {
    private var isGone = false
    private var isInvisible = false
    private var hasNoSize = false
    private var isTransparent = false

    var isHidden: Bool { isGone || isInvisible || hasNoSize || isTransparent }

    private static let unseen: Set<String> = [
        "canvas", "datalist", "head", "script", "select", "style", "svg", "template", "title",
    ]

    init(_ name: String, _ attributes: [String: String], _ rules: [Rule], inside parent: HiddenStyle?) {
        if let parent { self = parent }
        if attributes["hidden"] != nil || Self.unseen.contains(name) { isGone = true }
        guard !isGone else { return }
        var declared: [String: String] = [:]
        let classes = Set((attributes["class"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
        for rule in rules where rule.fits(name, classes, attributes["id"]) {
            declared.merge(rule.declared) { _, later in later }
        }
        if let own = attributes["style"] { declared.merge(Rule.declarations(own)) { _, own in own } }
        guard !declared.isEmpty else { return }
        apply(declared)
    }

    private mutating func apply(_ declared: [String: String]) {
        if declared["display"] == "none" || declared["opacity"].map(Self.isZero) == true { isGone = true }
        if declared["overflow"] == "hidden" {
            let sizes = ["height", "max-height", "width", "max-width"].compactMap { declared[$0] }
            if sizes.contains(where: Self.isZero) { isGone = true }
        }
        let shifts = ["text-indent", "left", "top", "margin-left"].compactMap { declared[$0] }
        if shifts.contains(where: { $0.hasPrefix("-") && $0.prefix { $0 != "p" && $0 != "e" }.count > 4 }) {
            isGone = true
        }
        if let visibility = declared["visibility"] { isInvisible = visibility == "hidden" || visibility == "collapse" }
        if let size = declared["font-size"] {
            hasNoSize = Self.isZero(size)
        } else if declared["font"] != nil {
            hasNoSize = false
        }
        if let color = declared["color"] { isTransparent = color == "transparent" }
    }

    /// `0`, `0px`, `0.0em`.
    private static func isZero(_ value: String) -> Bool {
        let number = value.prefix { $0.isNumber || $0 == "." }
        return !number.isEmpty && number.allSatisfy { $0 == "0" || $0 == "." }
    }

    /// A rule of a style sheet for one element's name, class or id.
    struct Rule: Hashable, Sendable {
        let element: String?
        let className: String?
        let id: String?
        let declared: [String: String]

        func fits(_ name: String, _ classes: Set<String>, _ ownID: String?) -> Bool {
            (element == nil || element == name) && (className.map(classes.contains) ?? true)
                && (id == nil || id == ownID)
        }

        /// `display: none; color: RED !important` by property, without white space, in lower case.
        static func declarations(_ text: String) -> [String: String] {
            var declared: [String: String] = [:]
            for part in text.split(separator: ";") {
                guard let colon = part.firstIndex(of: ":") else { continue }
                let value = plain(part[part.index(after: colon)...]).replacing("!important", with: "")
                declared[plain(part[..<colon])] = value
            }
            return declared
        }

        private static func plain(_ text: Substring) -> String {
            String(text.filter { !$0.isWhitespace }).lowercased()
        }

        /// Those that stand outside of every `@` block and ask for one element alone.
        static func read(_ sheet: String) -> [Rule] {
            var rules: [Rule] = []
            var rest = withoutComments(sheet)[...]
            while let brace = rest.firstIndex(of: "{") {
                let head = rest[..<brace].drop { $0.isWhitespace || $0 == "}" }
                let end = blockEnd(rest, from: brace)
                if !head.hasPrefix("@"), end > brace {
                    let declared = declarations(String(rest[rest.index(after: brace)..<end]))
                    rules += head.split(separator: ",").compactMap { rule($0, declared) }
                }
                rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
            }
            return rules
        }

        private static func rule(_ selector: Substring, _ declared: [String: String]) -> Rule? {
            let selector = selector.filter { !$0.isNewline }.split(separator: " ")
            guard selector.count == 1, let one = selector.first, !one.contains(where: { ":>+~[*".contains($0) }) else {
                return nil
            }
            let classes = one.split(separator: ".", omittingEmptySubsequences: false)
            guard classes.count <= 2, let first = classes.first else { return nil }
            let names = first.split(separator: "#", omittingEmptySubsequences: false)
            guard names.count <= 2, let element = names.first else { return nil }
            return Rule(
                element: element.isEmpty ? nil : element.lowercased(),
                className: classes.count == 2 ? String(classes[1]) : nil,
                id: names.count == 2 ? String(names[1]) : nil, declared: declared)
        }

        private static func blockEnd(_ text: Substring, from brace: Substring.Index) -> Substring.Index {
            var depth = 0
            for index in text[brace...].indices {
                if text[index] == "{" { depth += 1 }
                if text[index] == "}" { depth -= 1 }
                if depth == 0 { return index }
            }
            return text.endIndex
        }

        private static func withoutComments(_ text: String) -> String {
            var plain = ""
            var rest = text[...]
            while let start = rest.firstRange(of: "/*") {
                plain += rest[..<start.lowerBound]
                rest = rest[start.upperBound...]
                rest = rest.firstRange(of: "*/").map { rest[$0.upperBound...] } ?? ""
            }
            return plain + rest
        }
    }
}
