/// The rules of a message's style sheets, found by the names of the elements that they are for.
struct StyleSheet: Sendable {
    /// A selector, and the declarations of its rule.
    struct Entry: Sendable {
        let selector: StyleSelector
        let declarations: [StyleDeclaration]
        /// Whether every reader obeys: not inside of an `@` block.
        let isSure: Bool
        /// Whether the rule is only for the dark.
        let isDark: Bool
        let order: Int
    }

    private var entries: [Entry] = []
    private var found: [String: [Int]] = [:]
    /// The text that cannot be read, so that it may hide anything; nil when there is none.
    private(set) var unreadable: String?

    /// Reads a sheet. `isSure` is false for one that only some readers obey.
    mutating func read(_ octets: [UInt8], isSure: Bool) {
        var reader = SheetReader(StyleText(octets), isSure: isSure)
        reader.read()
        unreadable = unreadable ?? reader.unreadable
        for rule in reader.rules where !rule.declarations.isEmpty {
            for selector in rule.selectors {
                found[selector.key, default: []].append(entries.count)
                entries.append(
                    Entry(
                        selector: selector, declarations: rule.declarations,
                        isSure: rule.isSure && selector.isUnderstood, isDark: rule.isDark || selector.isDark,
                        order: entries.count))
            }
        }
    }

    mutating func refuse(_ written: String) { unreadable = unreadable ?? written }

    var isEmpty: Bool { entries.isEmpty }

    /// The rules that may be for an element with these names, by the last part of their selectors.
    func entries(for names: ElementNames) -> [Entry] {
        names.keys.flatMap { found[$0, default: []].map { entries[$0] } }
    }
}

/// Takes a style sheet apart; blocks may stand in blocks, as deep as they like.
private struct SheetReader {
    struct Rule {
        let selectors: [StyleSelector]
        let declarations: [StyleDeclaration]
        let isSure: Bool
        let isDark: Bool
    }

    /// A block that is open.
    private struct Frame {
        /// The selectors of the rule; nil outside of every rule.
        var selectors: [StyleSelector]?
        var isSure: Bool
        var isDark = false
        /// Whether nothing in it is for an element.
        var isIgnored = false
        var declarations: [StyleDeclaration] = []
    }

    private let text: StyleText
    private var frames: [Frame]
    private(set) var rules: [Rule] = []
    private(set) var unreadable: String?

    init(_ text: StyleText, isSure: Bool) {
        self.text = text
        frames = [Frame(selectors: nil, isSure: isSure)]
    }

    mutating func read() {
        if text.isBroken { refuse(0..<text.raw.count) }
        var start = 0
        var depth = 0
        for at in text.clean.indices where unreadable == nil {
            switch text.clean[at] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"):
                if depth != 0 { refuse(start..<at) }
                let range = text.trimmed(start..<at)
                if text.clean[at] == UInt8(ascii: "{") { begin(range) } else { state(range) }
                if text.clean[at] == UInt8(ascii: "}") { end(at) }
                start = at + 1
            default: break
            }
            if depth < 0 { refuse(start..<at + 1) }
        }
        guard unreadable == nil else { return }
        if depth != 0 { refuse(start..<text.raw.count) }
        state(text.trimmed(start..<text.raw.count))
        while let frame = frames.popLast() { close(frame) }
    }

    private mutating func refuse(_ range: Range<Int>) {
        unreadable = unreadable ?? text.quoted(text.trimmed(range))
    }

    private mutating func end(_ at: Int) {
        guard frames.count > 1, let frame = frames.popLast() else { return refuse(at..<at + 1) }
        close(frame)
    }

    private mutating func close(_ frame: Frame) {
        guard let selectors = frame.selectors, !frame.declarations.isEmpty else { return }
        rules.append(
            Rule(
                selectors: selectors, declarations: frame.declarations, isSure: frame.isSure, isDark: frame.isDark))
    }

    private mutating func begin(_ prelude: Range<Int>) {
        guard let outer = frames.last else { return }
        var frame = Frame(
            selectors: outer.selectors, isSure: outer.isSure, isDark: outer.isDark, isIgnored: outer.isIgnored)
        if text.clean[prelude].first == UInt8(ascii: "@") {
            let condition = text.folded(prelude)
            frame.isIgnored = frame.isIgnored || Self.isForNoElement(condition)
            switch Self.darkness(condition) {
            case .surely: frame.isDark = true
            case .perhaps: (frame.isDark, frame.isSure) = (true, false)
            case .no: frame.isSure = false
            }
        } else if outer.selectors != nil {
            // A rule in a rule: its selector depends on the one around it.
            (frame.selectors, frame.isSure) = ([.anything], false)
        } else if !frame.isIgnored {
            frame.selectors = StyleSelector.list(text, prelude)
        }
        frames.append(frame)
    }

    private mutating func state(_ range: Range<Int>) {
        guard !range.isEmpty, let frame = frames.last, !frame.isIgnored else { return }
        if text.clean[range].first == UInt8(ascii: "@") {
            if !isHarmlessStatement(range) { refuse(range) }
        } else if frame.selectors == nil {
            refuse(range)
        } else if let declaration = StyleDeclaration(text, range) {
            frames[frames.count - 1].declarations.append(declaration)
        }
    }

    /// Whether a statement is harmless. What another file says cannot be read here, unless it is known to have nothing
    /// but fonts.
    private func isHarmlessStatement(_ range: Range<Int>) -> Bool {
        let statement = text.folded(range)
        if statement.hasPrefix("@charset") || statement.hasPrefix("@layer") { return true }
        guard statement.hasPrefix("@import") else { return false }
        let address = String(decoding: text.raw[range].dropFirst(7).prefix(2000).map(\.lowercased), as: UTF8.self)
        let start = address.drop { " \t\n\r\"'(".contains($0) || "url".contains($0) }
        return FontHost.serves(start)
    }

    private static func isForNoElement(_ condition: String) -> Bool {
        ["@font-face", "@page", "@viewport", "@-ms-viewport", "@counter-style", "@font-feature-values", "@property"]
            .contains { condition.hasPrefix($0) } || condition.prefix(30).contains("keyframes")
    }

    /// Whether a block is for the dark alone.
    private static func darkness(_ condition: String) -> StyleSelector.Fit {
        let plain = condition.filter { $0 != " " }
        guard plain.hasPrefix("@media"), plain.contains("(prefers-color-scheme:dark)"), !plain.contains(","),
            !plain.contains("not"), !plain.contains(")or(")
        else { return .no }
        let only = ["@media", "@mediascreenand", "@mediaonlyscreenand", "@mediaalland"]
        return only.contains { plain == $0 + "(prefers-color-scheme:dark)" } ? .surely : .perhaps
    }
}

/// The hosts whose style sheets have fonts in them and nothing else.
enum FontHost {
    private static let addresses = [
        "https://fonts.googleapis.com/", "http://fonts.googleapis.com/", "//fonts.googleapis.com/",
        "https://fonts.bunny.net/", "//fonts.bunny.net/", "https://use.typekit.net/", "//use.typekit.net/",
    ]

    static func serves(_ address: some StringProtocol) -> Bool {
        addresses.contains { address.hasPrefix($0) }
    }
}
